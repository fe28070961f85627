/** `vault import`, `refresh` and `sources`: values from where they already are, copied or linked. */
import { count, printable, UserError } from '@staunch/core';
import {
  addValues,
  linkedItems,
  listSource,
  PROVIDERS,
  readSource,
  refreshLinks,
  shownName,
  sourceOf,
  type Refreshed,
  type Source,
} from '@staunch/core/vault';
import type { Flags } from '../arguments.ts';
import { masked } from '../masking.ts';
import { writeOut } from '../output.ts';
import { opened, openerAtHand } from './opening.ts';
import { nameOf, say, sayAllAdded } from './say.ts';
import { writeJson } from './show.ts';

/** The exit code is 2 when something that stands there was not taken. */
export async function importSource(written: string, flags: Flags): Promise<number> {
  // without a vault nothing is read
  return opened(openerAtHand(flags), async (opener) => {
    const source = sourceFrom(written, flags);
    if (flags.has('dry-run')) return showNames(source);
    const { entries, empty, leftOut } = await readSource(source);
    const isLink = flags.has('link');
    const list = entries.map((entry) => (isLink ? { ...entry, source: source.text } : entry));
    const added = addValues(opener, list, flags.has('replace'), true);
    for (const name of empty) say(`${shownName(name)}: empty, left out`);
    for (const { name, why } of leftOut) say(`${shownName(name)}: left out: ${why}`);
    sayAllAdded(added, flags.has('verbose'));
    if (isLink && !opener && added.some(({ outcome }) => outcome === 'replaced')) {
      say(
        '  the vault is locked: sealed copies of what was copied before go with the next staunch vault unlock',
      );
    }
    // on lines of their own: behind `pass:` a word would be masked
    if (added.length === 0) return leftOut.length > 0 ? 2 : 0;
    if (isLink) {
      say(`linked to ${printable(source.text)}`);
      say('  staunch vault refresh reads it again');
    } else if (source.provider.scheme === 'file')
      say(`${printable(written)} still holds the values as they are`);
    return leftOut.length > 0 ? 2 : 0;
  });
}

function sourceFrom(written: string, flags: Flags): Source {
  const identity = flags.text('identity');
  if (identity && !written.startsWith('age:')) throw new UserError('--identity is for age:FILE');
  const isBare = identity && !written.includes('?identity=');
  const source = sourceOf(isBare ? withIdentity(written, identity) : written);
  if (flags.has('link') && /^file:\/(?:dev|proc)\//.test(source.text)) {
    throw new UserError('a pipe cannot be read again: link the file itself', { hint: 'nothing was changed' });
  }
  return source;
}

/** The address may end in a name for its values. */
function withIdentity(written: string, identity: string): string {
  const at = written.lastIndexOf('#as=');
  const end = at < 0 ? written.length : at;
  return `${written.slice(0, end)}?identity=${encodeURIComponent(identity)}${written.slice(end)}`;
}

async function showNames(source: Source): Promise<number> {
  const names = await listSource(source);
  writeOut(masked(names.map((name) => `${printable(name)}\n`).join('')));
  say(`${count(names.length, 'name')} at ${printable(source.text)}; nothing was taken`);
  return 0;
}

interface Done {
  readonly source: string;
  readonly refreshed: Refreshed;
  /** Of each name that was not taken. */
  readonly why: ReadonlyMap<string, string>;
}

interface Failure {
  readonly source: string;
  readonly message: string;
  readonly hint: string | undefined;
}

/** The exit code is 2 when a source could not be read: what is known of its values stays. */
export async function refresh(flags: Flags): Promise<number> {
  return opened(openerAtHand(flags), async (opener) => {
    const sources = [...new Set(linkedItems().map(({ source }) => source))];
    const done: Done[] = [];
    const failed: Failure[] = [];
    for (const text of sources) {
      try {
        const source = sourceOf(text);
        const { entries, leftOut } = await readSource(source);
        const why = new Map(leftOut.map((left) => [left.name, left.why]));
        done.push({ source: text, refreshed: refreshLinks(opener, text, entries, new Set(why.keys())), why });
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        failed.push({ source: text, message: error.message, hint: error.hint });
      }
    }
    if (flags.text('format') === 'json') writeRefreshJson(done, failed);
    else sayRefreshed(done, failed, sources.length);
    const isAllRead = failed.length === 0 && done.every(({ refreshed }) => refreshed.unread.length === 0);
    return isAllRead ? 0 : 2;
  });
}

function sayRefreshed(done: readonly Done[], failed: readonly Failure[], sources: number): void {
  if (sources === 0) say('nothing is linked: staunch vault import --link SOURCE');
  for (const { source, refreshed, why } of done) {
    const { rotated, unchanged, notCompared, gone, unread, others } = refreshed;
    for (const item of rotated) say(`rotated ${nameOf(item)}: the value before is looked for as well`);
    for (const name of gone)
      say(`${printable(name)} is not at ${printable(source)} any more: looked for as before`);
    for (const name of unread)
      say(`${printable(name)} was not read: ${whyOf(name, why)}; what it was before is looked for`);
    say(`${printable(source)}: ${count(rotated.length, 'value')} rotated, ${unchanged.length} unchanged`);
    if (notCompared.length > 0)
      say(`  ${count(notCompared.length, 'value')} not compared: what is not looked for is not known`);
    if (others > 0)
      say(`  ${count(others, 'value')} there not linked: staunch vault import --link takes them`);
  }
  for (const { source, message, hint } of failed) {
    say(`${printable(source)} was not read: ${printable(message)}`);
    if (hint) say(`  ${printable(hint)}`);
  }
}

/** The reason is told of a name, or of what it is a part of. */
function whyOf(name: string, why: ReadonlyMap<string, string>): string {
  const whole = [...why.keys()].find((each) => name === each || name.startsWith(`${each}/`));
  return why.get(whole ?? name) ?? 'it cannot be told apart';
}

function writeRefreshJson(done: readonly Done[], failed: readonly Failure[]): void {
  writeJson({
    version: 1,
    sources: done.map(({ source, refreshed: { rotated, unchanged, notCompared, gone, unread, others } }) => ({
      source,
      rotated: rotated.map(({ name }) => name),
      unchanged,
      notCompared,
      gone,
      unread,
      notLinked: others,
    })),
    failed: failed.map(({ source, message, hint }) => ({ source, message, hint: hint ?? null })),
  });
}

export function showSources(flags: Flags): number {
  const rows = PROVIDERS.map(({ scheme, usage, title, capabilities, probe }) => ({
    scheme,
    usage,
    title,
    ...capabilities,
    uses: probe() ?? null,
  }));
  if (flags.text('format') === 'json') writeJson({ version: 1, sources: rows });
  else {
    const lines = rows.map(({ usage, title, uses }) => `${usage}\n  ${title}; ${uses ?? 'not installed'}\n`);
    writeOut(lines.join(''));
  }
  return 0;
}
