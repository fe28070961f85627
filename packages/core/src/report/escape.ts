/**
 * What was scanned names itself: paths, titles and lines may hold escape sequences that repaint a terminal, and
 * characters that turn the reading direction around.
 */

/** C0 and C1 controls, line and paragraph separators, bidirectional controls, zero-width and lone surrogates. */
const UNSAFE = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** Text for one line of a terminal: everything that is not plainly printable as `\xNN` or `\uNNNN`. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (char) => {
    const code = char.charCodeAt(0);
    return code < 256
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** JSON without a raw control character of any kind, for the terminal that it may be printed to. */
export function toJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(UNSAFE, (char) =>
    char === '\n' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
