/** What an import file comes to: names with their values. */
import { UserError } from '../../errors.ts';
import { printable } from '../../report/escape.ts';

export interface Entries {
  /** In the order of the file; values as text. */
  readonly values: ReadonlyMap<string, string>;
  /** Names that hold nothing: they are left out. */
  readonly empty: readonly string[];
}

/** Where a reader found it, for errors: a file is never quoted. */
export function brokenAt(format: string, line: number | undefined, what: string): UserError {
  const place = line === undefined ? '' : `line ${line}: `;
  return new UserError(`the ${format} file cannot be read: ${place}${what}`, {
    hint: 'nothing was imported',
  });
}

const MOST_ENTRIES = 100_000;

/** Takes what a reader finds; a folder's names are joined by `_`, as the variables of an environment are. */
export class EntryList implements Entries {
  readonly values = new Map<string, string>();
  readonly empty: string[] = [];
  private readonly format: string;

  constructor(format: string) {
    this.format = format;
  }

  add(path: readonly string[], text: string | undefined, line?: number): void {
    const name = path.join('_');
    if (!text) {
      this.empty.push(name);
      return;
    }
    if (this.values.has(name))
      throw brokenAt(this.format, line, `a second value for ${printable(name).slice(0, 80)}`);
    if (this.values.size >= MOST_ENTRIES)
      throw brokenAt(this.format, line, `more than ${MOST_ENTRIES} values`);
    this.values.set(name, text);
  }
}

/** Nested further than any file of settings. */
export const MOST_DEPTH = 64;
