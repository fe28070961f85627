import { anyCase } from './anycase.ts';

/**
 * The source of a pattern for values that have a shape of their own but no literal to search for: one of `words`, in
 * any case, in the name or the call directly before the value (`BOT_TOKEN=…`, `login("…")`). The value's case counts.
 */
export function namedBy(words: readonly string[], secret: string): string {
  const names = words.map(anyCase).join('|');
  return String.raw`(?:${names})[\w.\-]{0,40}[^\w\r\n]{1,16}(?:(?:Bot|Bearer|Token) )?(?<secret>${secret})`;
}
