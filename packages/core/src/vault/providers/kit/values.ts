/** Collects what a provider reads: every name once, nothing that is no value, nothing that goes missing in silence. */
import { UserError } from '../../../errors.ts';
import { printable } from '../../../report/escape.ts';
import type { Entries } from '../../formats/index.ts';
import { MOST_VALUE_BYTES } from '../../naming.ts';
import { MOST_VALUES, type Entry, type ReadEach, type ReadValues } from './provider.ts';

const MOST_NAME = 200;
const MOST_DEPTH = 16;

/** What was written into JSON or a file as text, and was no text, is another value now: it would never be found. */
function damageIn(text: string): string | undefined {
  // with colours around it a value would not be found either
  if (text.includes('\u001b')) return 'it holds what a terminal would act on';
  const isDamaged = text.includes('\ufffd') || /\p{Cs}/u.test(text);
  return isDamaged ? 'it was no text in UTF-8, and what is here is not all of it' : undefined;
}

export class ValueList implements ReadValues {
  readonly entries: Entry[] = [];
  readonly empty: string[] = [];
  readonly leftOut: { name: string; why: string }[] = [];
  private readonly names = new Set<string>();

  /** `value` is kept; a text is copied. */
  add(name: string, value: Buffer | string): void {
    const bytes = typeof value === 'string' ? Buffer.from(value) : value;
    const why = (typeof value === 'string' ? damageIn(value) : undefined) ?? this.objection(name, bytes);
    if (bytes.length === 0) this.empty.push(name);
    else if (why) this.leftOut.push({ name, why });
    else {
      if (this.names.has(name)) {
        throw new UserError(`there are two values called ${printable(name)} at this address`, {
          hint: 'nothing was changed; name one of them alone',
        });
      }
      if (this.entries.length >= MOST_VALUES) {
        throw new UserError(`there are more than ${MOST_VALUES} values at this address`);
      }
      this.names.add(name);
      this.entries.push({ name, value: bytes });
      return;
    }
    bytes.fill(0);
  }

  private objection(name: string, value: Buffer): string | undefined {
    if (
      name === '' ||
      name.length > MOST_NAME ||
      name.startsWith('-') ||
      /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name)
    )
      return 'its name cannot be a name in the vault';
    return value.length > MOST_VALUE_BYTES ? 'it has more than 1 MiB' : undefined;
  }

  /** A value of a JSON document; what is nested is named by its path. */
  addJson(name: string, json: unknown, depth = 0): void {
    if (typeof json === 'string') this.add(name, json);
    else if (json === null || json === undefined) this.empty.push(name);
    else if (typeof json === 'object') {
      if (depth > MOST_DEPTH) this.leftOut.push({ name, why: 'it is nested too deeply' });
      else for (const [key, inner] of Object.entries(json)) this.addJson(`${name}/${key}`, inner, depth + 1);
    } else if (typeof json === 'number' && !Number.isSafeInteger(json)) {
      // what was written cannot be told from what was read
      this.leftOut.push({ name, why: 'it is a number that is no plain integer' });
    } else this.add(name, String(json));
  }

  /** What was refused by itself, of what was read one by one. */
  addRefused(refused: ReadEach<unknown>['refused'], prefix = ''): void {
    for (const { name, why } of refused) this.leftOut.push({ name: prefix + name, why });
  }

  /** What a file's format was read into. */
  addAll({ values, empty }: Entries, prefix = ''): void {
    for (const [name, text] of values) this.add(prefix + name, text);
    for (const name of empty) this.empty.push(prefix + name);
  }
}
