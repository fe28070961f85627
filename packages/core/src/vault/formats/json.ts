/**
 * JSON of names and values. A reader of its own, for three reasons: errors name the line and quote nothing, a number
 * keeps every digit that was written, and a name that stands twice is told.
 */
import { brokenAt, EntryList, MOST_DEPTH, type Entries } from './entries.ts';
import { endOfQuoted } from './quoted.ts';

const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
const SPACE = /[ \t\r\n]*/y;

export function readJson(text: string): Entries {
  const list = new EntryList('JSON');
  let at = 0;
  // counted on from the last time: a large document asks for it at each value
  let line = 1;
  let counted = 0;
  const lineHere = (): number => {
    for (let next = text.indexOf('\n', counted); next >= 0 && next < at; next = text.indexOf('\n', counted)) {
      line++;
      counted = next + 1;
    }
    return line;
  };
  const broken = (what: string): Error => brokenAt('JSON', lineHere(), what);

  if (next() !== '{') throw broken('it must be an object of names and values');
  readNested([]);
  if (next() !== undefined) throw broken('something follows the object');
  return list;

  function match(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  /** The next character that is no space. */
  function next(): string | undefined {
    match(SPACE);
    return text[at];
  }

  function readString(): string {
    const end = text[at] === '"' ? endOfQuoted(text, at) : undefined;
    try {
      const read = JSON.parse(text.slice(at, end ?? at)) as string;
      at = end!;
      return read;
    } catch {
      throw broken('a string is not closed or holds what no string may');
    }
  }

  /** An object or an array. */
  function readNested(path: readonly string[]): void {
    if (path.length > MOST_DEPTH) throw broken('it is nested too deeply');
    const isObject = text[at] === '{';
    const close = isObject ? '}' : ']';
    at++;
    if (next() === close) {
      at++;
      return;
    }
    for (let number = 0; ; number++) {
      next();
      const name = isObject ? readString() : String(number);
      if (isObject) {
        if (next() !== ':') throw broken('a colon is missing');
        at++;
      }
      readAny([...path, name]);
      const end = next();
      at++;
      if (end === close) return;
      if (end !== ',') {
        at--;
        throw broken('a comma or a closing bracket is missing');
      }
    }
  }

  function readAny(path: readonly string[]): void {
    const start = next();
    const line = path.length === 1 ? undefined : lineHere();
    if (start === '{' || start === '[') return readNested(path);
    if (start === '"') return list.add(path, readString(), line);
    const scalar = match(SCALAR);
    if (scalar === undefined) throw broken('a value is missing or is none');
    list.add(path, scalar === 'null' ? undefined : scalar);
  }
}
