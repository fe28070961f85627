/** What commands of the vault say: names, policies and counts. A name may be a credential in the wrong place. */
import { count, printable } from '@staunch/core';
import { vaultKeys, type Added, type IndexedItem } from '@staunch/core/vault';
import { masked } from '../masking.ts';
import { writeError } from '../output.ts';

/** To standard error: what a script reads stays free of it. */
export function say(text: string): void {
  writeError(masked(`${text}\n`));
}

export function nameOf({ name }: { readonly name: string }): string {
  return printable(name);
}

/** How a value is looked for, and why. */
export function wayOf({ policy, reason }: Pick<IndexedItem, 'policy' | 'reason'>): string {
  return `${policy}: ${printable(reason)}`;
}

export function sayAdded({ item, outcome }: Added): void {
  // only the name can hold a value: beside `DATABASE_PASSWORD:` the word «strong» would be masked as well
  const name = masked(nameOf(item));
  if (item.policy === 'ignored') writeError(`${name}: stored, not looked for: ${printable(item.reason)}\n`);
  else writeError(`${outcome} ${name}: ${wayOf(item)}\n`);
}

/** Of an import: the counts, and by name what is not looked for. */
export function sayAllAdded(added: readonly Added[], verbose: boolean): void {
  for (const each of added) {
    const isNew = each.outcome === 'added' || each.outcome === 'replaced';
    if (each.outcome === 'kept')
      say(
        `${nameOf(each.item)}: kept as it was: it is not looked for, so it is not compared (--replace takes it)`,
      );
    else if (verbose || (each.item.policy === 'ignored' && isNew)) sayAdded(each);
  }
  const outcomes = (['added', 'replaced', 'unchanged', 'kept'] as const).flatMap((outcome) => {
    const { length } = added.filter((each) => each.outcome === outcome);
    return length > 0 ? [`${length} ${outcome}`] : [];
  });
  say(`${count(added.length, 'value')}: ${outcomes.join(', ') || 'nothing to add'}`);
}

/** A vault without a passphrase is never locked, and says so. */
export function sayKeyFile(): boolean {
  const isKeyFile = vaultKeys().includes('keyfile');
  if (isKeyFile) {
    say('this vault opens with its key file, so it is never locked: nothing was changed');
    say('  staunch vault passphrase gives it a passphrase');
  }
  return isKeyFile;
}
