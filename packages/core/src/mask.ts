import type { RuleShape } from './engine/shape.ts';

/** What is shown of a secret of `length` characters: a public prefix of at most 5 characters, and the length. */
export function maskOf({ prefix }: RuleShape, length: number): string {
  return `${prefix}***[${length}]`;
}
