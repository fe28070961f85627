/** An expression's words, numbers, texts and signs. */
import { ExpressionError } from './tree.ts';

export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

const TOKEN = new RegExp(
  [
    String.raw`\s+|\/\/[^\n]*|\/\*[^]*?\*\/`,
    // r"""…""" is how a text was written when the language was CEL
    String.raw`r"""(?<cel>[^]*?)"""`,
    String.raw`(?<name>[A-Za-z_$][\w$]*)`,
    String.raw`"(?<quoted>(?:[^"\\\n]|\\[^])*)"`,
    String.raw`'(?<single>(?:[^'\\\n]|\\[^])*)'`,
    '`(?<raw>(?:[^`]|``)*)`',
    String.raw`(?<number>0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][+-]?\d+)?)`,
    String.raw`(?<sign>\?\?|\?\.|\?:|&&|\|\||==|!=|<=|>=|\*\*|\.\.|\.\?|\[\?|[()[\]{},.!<>?:;+\-*/%^|#=])`,
  ].join('|'),
  'gy',
);

/** Throws ExpressionError. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const found of source.matchAll(TOKEN)) {
    if (found.index !== at) break;
    at += found[0].length;
    const { cel, name, quoted, single, raw, number, sign } = found.groups!;
    const push = (kind: Token['kind'], text: string): number => tokens.push({ kind, text, at: found.index });
    if (cel !== undefined) push('text', cel);
    else if (name !== undefined) push('name', name);
    else if (quoted !== undefined) push('text', unquoted(quoted, found.index));
    else if (single !== undefined) push('text', unquoted(single, found.index));
    else if (raw !== undefined) push('text', raw.replaceAll('``', '`'));
    else if (number !== undefined) push('number', number.replaceAll('_', ''));
    else if (sign !== undefined) push('sign', sign);
  }
  if (at < source.length) throw new ExpressionError('a character that stands in no expression', at);
  return [...tokens, { kind: 'end', text: '', at }];
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE =
  /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]{1,6})\}|U([\da-fA-F]{8})|([0-7]{3})|([^]))/g;

function unquoted(text: string, offset: number): string {
  return text.replace(ESCAPE, (_, x, u, braced, U, octal, char: string | undefined) => {
    const hex = (x ?? u ?? braced ?? U) as string | undefined;
    const code = hex === undefined ? Number.parseInt(octal as string, 8) : Number.parseInt(hex, 16);
    if (char === undefined) {
      if (code > 0x10ffff) throw new ExpressionError('an escape of no character', offset);
      return String.fromCodePoint(code);
    }
    const known = ESCAPES[char] ?? (/[\\"'`]/.test(char) ? char : undefined);
    if (known === undefined)
      throw new ExpressionError(
        'a text in quotes has an escape that is not known; between ` ` nothing is escaped',
        offset,
      );
    return known;
  });
}
