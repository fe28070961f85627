/** Whether brackets and colons would break the syntax around a mark: decided by the bytes before it. */
import type { Span } from '../span.ts';

/** Bytes before a value that are looked at. */
const BEFORE = 1024;

/** What opens or goes on with an expression where no bracket may follow: YAML, TOML, shell, CSV, flow collections. */
const SYNTAX = /[=:,[{(&?/@|<>!*%+~^#;$\\-]$/;

/** Whether `line` ends in a URL: its userinfo, path and query take no brackets, inside of quotes neither. */
function endsInUrl(line: string): boolean {
  const at = Math.max(line.lastIndexOf('://'), line.lastIndexOf(':\\/\\/'));
  return at > 0 && /[A-Za-z0-9+.-]/.test(line[at - 1]!) && !/[\s"'`<>]/.test(line.slice(at));
}

/** Whether the end of `line` stands inside of quotes. An apostrophe in a word opens nothing. */
function isQuoted(line: string): boolean {
  let open = '';
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (char === '\\') i++;
    else if (char === open) open = '';
    else if (
      open === '' &&
      (char === '"' || char === '`' || (char === "'" && !/\w/.test(line[i - 1] ?? ' ')))
    ) {
      open = char;
    }
  }
  return open !== '';
}

/** The text on the same line before `at`, at most BEFORE bytes and not before `from`. */
function lineBefore(bytes: Buffer, at: number, from: number): string {
  const text = bytes.toString('latin1', Math.max(from, at - BEFORE), at);
  return text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
}

/** Whether a mark in the text of a quoted string must be plain. `from` is where the string starts. */
export function isPlainInString(bytes: Buffer, at: number, from: number): boolean {
  return endsInUrl(lineBefore(bytes, at, from));
}

/** Whether a mark in running text must be plain. */
export function isPlainInText(bytes: Buffer, { start, end }: Span): boolean {
  const line = lineBefore(bytes, start, 0);
  if (endsInUrl(line)) return true;
  if (isQuoted(line)) return false;
  // part of a word, or the word that an option takes
  const next = String.fromCharCode(bytes[end] ?? 0x20);
  if (/\S$/.test(line) || /[\w@:/=-]/.test(next)) return true;
  const words = line.trimEnd();
  return SYNTAX.test(words) || /(?:^|\s)--?[\w-]+$/.test(words);
}
