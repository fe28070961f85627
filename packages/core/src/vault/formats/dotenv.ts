/** `NAME=value` as .env files write it: `export`, three kinds of quotes over several lines, comments. */
import { brokenAt, EntryList, type Entries } from './entries.ts';
import { endOfQuoted } from './quoted.ts';

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?:=|:[ \t])[ \t]*/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

export function readDotenv(text: string): Entries {
  const list = new EntryList('dotenv');
  let line = 1;
  let rest = text;
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
    const start = line;
    skip(head[0].length);
    list.add([head[1]!], readValue(), start);
  }

  function readValue(): string {
    const quote = rest[0];
    if (quote !== '"' && quote !== "'" && quote !== '`') {
      const bare = /^[^\n]*/.exec(rest)![0];
      skip(bare.length + 1);
      // a comment stands behind a space; `a#b` is a value
      return bare.replace(/(?:^|[ \t])#.*$/s, '').trim();
    }
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
