/**
 * betterleaks' `filter` and `prefilter`: expressions over a match, in the language Expr (https://expr-lang.org), of
 * which true means that the match is let pass. Here as a checked tree of plain data that crosses threads. Texts in it are
 * bytes as Latin-1, as in a Match.
 */

export type Type = 'truth' | 'number' | 'text' | 'list';
export type Value = boolean | number | string | readonly string[];

/** A text or number of `finding`. */
export const FINDING = {
  secret: 'text',
  match: 'text',
  line: 'text',
  rule_id: 'text',
  description: 'text',
  entropy: 'text',
  context: 'text',
  match_start_idx: 'number',
  match_end_idx: 'number',
  match_line_start_idx: 'number',
  match_line_end_idx: 'number',
} as const satisfies Readonly<Record<string, Type>>;

export type FindingField = keyof typeof FINDING;

interface Typed {
  readonly type: Type;
}

export type Node = Typed &
  (
    | { readonly kind: 'value'; readonly value: Value }
    | { readonly kind: 'list'; readonly of: readonly Node[] }
    | { readonly kind: 'finding'; readonly name: FindingField }
    /** `fallback` is what stands for an attribute that is not there. */
    | { readonly kind: 'attribute'; readonly name: string; readonly fallback: string }
    | { readonly kind: 'has'; readonly attribute: string }
    /** What `let` named, or the element that `any` and its like look at. */
    | { readonly kind: 'name'; readonly slot: number }
    | { readonly kind: 'let'; readonly slot: number; readonly value: Node; readonly body: Node }
    | { readonly kind: 'not'; readonly of: Node }
    | { readonly kind: 'and' | 'or'; readonly of: readonly Node[] }
    | { readonly kind: 'choose'; readonly if: Node; readonly yes: Node; readonly no: Node }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] }
    /** A stretch of a text. */
    | { readonly kind: 'slice'; readonly of: Node; readonly from?: Node; readonly to?: Node }
    /** A stretch of what the match stands in. */
    | { readonly kind: 'around'; readonly from?: Node; readonly to?: Node }
    | {
        readonly kind: 'each';
        readonly how: 'any' | 'all' | 'none' | 'one' | 'count';
        readonly of: Node;
        readonly slot: number;
        readonly body: Node;
      }
  );

/** A whole expression; `patterns` are all regular expressions in it. */
export interface Expression {
  readonly root: Node;
  readonly patterns: readonly string[];
  /** What it asks for and nobody here knows: what hangs on it is let pass by nothing. */
  readonly unknown: readonly string[];
}

/** `offset` is where in the expression; the message names no more of it than a word of the language would be. */
export class ExpressionError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** A text as bytes, one character a byte. */
export function asBytes(text: string): string {
  return /^[\x00-\x7f]*$/.test(text) ? text : Buffer.from(text).toString('latin1');
}

export function asText(bytes: string): string {
  return /^[\x00-\x7f]*$/.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString('utf8');
}
