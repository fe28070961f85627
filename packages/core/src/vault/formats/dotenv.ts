/** `NAME=value` as .env files write it: `export`, three kinds of quotes over several lines, comments. */
import { brokenAt, EntryList, type Entries } from './entries.ts';
import { endOfQuoted } from './quoted.ts';

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?:=|:[ \t])[ \t]*/;
/** The end of a value in base64 that was wrapped: nobody calls a variable so, and its name would be shown. */
const WRAPPED = /^[\w.-]*(?:[a-z][\w.-]*[A-Z]|[A-Z][\w.-]*[a-z])[\w.-]*={1,2}[ \t]*(?:\r?\n|$)/;
const SHORTEST_WRAPPED = 12;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

export function readDotenv(text: string): Entries {
  const list = new EntryList('dotenv');
  let line = 1;
  let rest = text;
  /** Whether the line before ended a value without quotes. */
  let wasBare = false;
  const skip = (length: number): void => {
    line += rest.slice(0, length).split('\n').length - 1;
    rest = rest.slice(length);
  };
  for (;;) {
    const blank = /^[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.exec(rest);
    if (blank) {
      if (blank[0] === '') return list;
      skip(blank[0].length);
      continue;
    }
    const head = ASSIGNMENT.exec(rest);
    if (!head) throw brokenAt('dotenv', line, 'not of the form NAME=value');
    if (wasBare && head[1]!.length >= SHORTEST_WRAPPED && WRAPPED.test(rest))
      throw brokenAt('dotenv', line, 'it looks like the rest of the value above, which then needs quotes');
    const start = line;
    skip(head[0].length);
    const value = readValue();
    list.add([head[1]!], value, start);
  }

  function readValue(): string {
    const quote = rest[0];
    if (quote !== '"' && quote !== "'" && quote !== '`') {
      const bare = /^[^\n]*/.exec(rest)![0];
      skip(bare.length + 1);
      wasBare = bare !== '';
      // a comment stands behind a space; `a#b` is a value
      return bare.replace(/(?:^|[ \t])#.*$/s, '').trim();
    }
    wasBare = false;
    const end = quote === '"' ? endOfQuoted(rest, 0) : rest.indexOf(quote, 1) + 1 || undefined;
    if (end === undefined) throw brokenAt('dotenv', line, 'the quote is not closed');
    const after = /^[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.exec(rest.slice(end));
    if (!after) throw brokenAt('dotenv', line, 'something follows the closing quote');
    const body = rest.slice(1, end - 1);
    skip(end + after[0].length);
    return quote === '"' ? unescaped(body) : body;
  }
}

function unescaped(text: string): string {
  return text.replace(/\\([nrt"\\$`])/g, (_, char: string) => ESCAPES[char] ?? char);
}
