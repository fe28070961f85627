/**
 * The pattern of a literal in any case, for a pattern whose other parts heed case. The compiler still sees the literal,
 * so it can be a keyword.
 */
export function anyCase(literal: string): string {
  return literal.replace(/[a-z]|\W/gi, (char) =>
    /\W/.test(char) ? '\\' + char : `[${char.toUpperCase()}${char.toLowerCase()}]`,
  );
}
