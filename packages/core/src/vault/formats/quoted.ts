/**
 * The place behind the quote that closes what the one at `start` opens, where a backslash takes the next character's
 * meaning away; undefined where it is never closed. No regular expression: V8's has no room for a string of megabytes.
 */
export function endOfQuoted(text: string, start: number): number | undefined {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let first = end;
    while (text[first - 1] === '\\') first--;
    if ((end - first) % 2 === 0) return end + 1;
  }
  return undefined;
}
