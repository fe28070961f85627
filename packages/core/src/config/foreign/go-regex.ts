/**
 * Patterns are matched against bytes, one character a byte; gitleaks matches characters. What a pattern says of
 * characters outside ASCII is spelled out here as the bytes that UTF-8 has for them.
 */

/** Any character outside ASCII, as UTF-8. */
const ANY_WIDE = '[\\xC2-\\xF4][\\x80-\\xBF]{1,3}';

/** The same pattern in ASCII. A range of characters outside ASCII becomes any of them: more is found, never less. */
export function toBytes(pattern: string): string {
  if (/^[\x00-\x7f]*$/.test(pattern)) return pattern;
  const chars = [...pattern];
  let out = '';
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at]!;
    if (char === '\\') out += char + spelled(chars[++at] ?? '');
    else if (char === '[') {
      const end = classEnd(chars, at);
      out += classOf(chars.slice(at, end + 1));
      at = end;
    } else out += spelled(char);
  }
  return out;
}

function spelled(char: string): string {
  if (char <= '\x7f') return char;
  return `(?:${bytesOf(char)})`;
}

function bytesOf(char: string): string {
  return [...Buffer.from(char)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

/** Where a class that starts at `from` ends: a `]` that comes first is one of its members. */
function classEnd(chars: readonly string[], from: number): number {
  let at = from + 1;
  if (chars[at] === '^') at++;
  if (chars[at] === ']') at++;
  for (; at < chars.length && chars[at] !== ']'; at++) {
    if (chars[at] === '\\') at++;
    else if (chars[at] === '[' && chars[at + 1] === ':') {
      while (at < chars.length && !(chars[at] === ':' && chars[at + 1] === ']')) at++;
      at++;
    }
  }
  return Math.min(at, chars.length - 1);
}

function classOf(chars: readonly string[]): string {
  const text = chars.join('');
  const wide = chars.filter((char) => char > '\x7f');
  if (wide.length === 0) return text;
  // what is not in such a class is any byte that none of its characters is made of
  if (chars[1] === '^') {
    const bytes = wide.map(bytesOf).join('');
    return chars
      .filter((char) => char <= '\x7f')
      .join('')
      .replace(/-?\]$/, `${bytes}]`);
  }
  const plain: string[] = [];
  const options: string[] = [];
  for (let at = 1; at < chars.length - 1; at++) {
    const char = chars[at]!;
    const to = chars[at + 1] === '-' && at + 2 < chars.length - 1 ? chars[at + 2]! : undefined;
    if (to !== undefined && to > '\x7f') {
      options.push(ANY_WIDE);
      if (char <= '\x7f') plain.push(`${char}-\\x7f`);
      at += 2;
    } else if (char > '\x7f') options.push(bytesOf(char));
    else plain.push(char);
  }
  if (plain.length > 0) options.unshift(`[${plain.join('')}]`);
  return `(?:${options.join('|')})`;
}
