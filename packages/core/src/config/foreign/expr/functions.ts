/** What an expression can call: operators under their signs, betterleaks' own functions, and those of Expr for texts. */
import { asBytes, asText, type Type, type Value } from './tree.ts';

/** What the functions need of who evaluates. */
export interface Tools {
  /** Whether the pattern, and if so where, is in the text. */
  find(pattern: string, text: string): { readonly start: number; readonly end: number } | undefined;
  entropy(text: string): number;
}

export interface Callable {
  readonly args: readonly Type[];
  /** How many of `args` may be left out, from the end. */
  readonly optional?: number;
  /** Any more of the last. */
  readonly rest?: true;
  readonly result: Type;
  /** Which argument is a regular expression, or a list of them; it must be written out. */
  readonly pattern?: number;
  /** Undefined: it cannot be said. */
  readonly run: (args: readonly never[], tools: Tools) => Value | undefined;
}

const call = <A extends readonly (Value | undefined)[]>(
  args: readonly Type[],
  result: Type,
  run: (args: A, tools: Tools) => Value | undefined,
  more: Pick<Callable, 'optional' | 'rest' | 'pattern'> = {},
): Callable => ({ args, result, run: run as unknown as Callable['run'], ...more });

const ofTexts = (run: (a: string, b: string) => Value): Callable =>
  call<[string, string]>(['text', 'text'], typeof run('', '') === 'boolean' ? 'truth' : 'number', ([a, b]) =>
    run(a, b),
  );
const ofNumbers = (run: (a: number, b: number) => number | boolean): Callable =>
  call<[number, number]>(
    ['number', 'number'],
    typeof run(1, 1) === 'boolean' ? 'truth' : 'number',
    ([a, b]) => run(a, b),
  );
const ofNumber = (run: (a: number) => number): Callable =>
  call<[number]>(['number'], 'number', ([a]) => run(a));
const toText = (run: (a: string) => string): Callable => call<[string]>(['text'], 'text', ([a]) => run(a));

const SPACE = '\t\n\v\f\r ';

function trimmed(text: string, chars: string = SPACE): string {
  let [start, end] = [0, text.length];
  while (start < end && chars.includes(text[start]!)) start++;
  while (end > start && chars.includes(text[end - 1]!)) end--;
  return text.slice(start, end);
}

const lower = (text: string): string => asBytes(asText(text).toLowerCase());

/** More than this is no text that anybody compares. */
export const MOST_TEXT = 1 << 20;

export const CALLABLES: Readonly<Record<string, Callable>> = {
  matchesAny: call<[string, string[]]>(
    ['text', 'list'],
    'truth',
    ([text, patterns], { find }) => patterns.some((pattern) => find(pattern, text) !== undefined),
    { pattern: 1 },
  ),
  findMatch: call<[string, string]>(
    ['text', 'text'],
    'text',
    ([text, pattern], { find }) => {
      const found = find(pattern, text);
      return found ? text.slice(found.start, found.end) : '';
    },
    { pattern: 1 },
  ),
  // the text is compared in lower case and what is looked for is not, as in betterleaks
  containsAny: call<[string, string[]]>(['text', 'list'], 'truth', ([text, terms]) => {
    const folded = lower(text);
    return terms.some((term) => folded.includes(term));
  }),
  entropy: call<[string]>(['text'], 'number', ([text], { entropy }) => (text === '' ? 0 : entropy(text))),
  // it takes a tokenizer's vocabulary
  failsTokenEfficiency: call(['text'], 'truth', () => undefined),

  matches: call<[string, string]>(
    ['text', 'text'],
    'truth',
    ([text, pattern], { find }) => find(pattern, text) !== undefined,
    { pattern: 1 },
  ),
  contains: ofTexts((a, b) => a.includes(b)),
  startsWith: ofTexts((a, b) => a.startsWith(b)),
  endsWith: ofTexts((a, b) => a.endsWith(b)),
  hasPrefix: ofTexts((a, b) => a.startsWith(b)),
  hasSuffix: ofTexts((a, b) => a.endsWith(b)),
  indexOf: ofTexts((a, b) => a.indexOf(b)),
  lastIndexOf: ofTexts((a, b) => a.lastIndexOf(b)),
  in: call<[string, string[]]>(['text', 'list'], 'truth', ([text, list]) => list.includes(text)),
  joined: call<[string, string]>(['text', 'text'], 'text', ([a, b]) => a + b),
  lower: toText(lower),
  upper: toText((text) => asBytes(asText(text).toUpperCase())),
  trim: call<[string, string?]>(['text', 'text'], 'text', ([text, chars]) => trimmed(text, chars), {
    optional: 1,
  }),
  trimPrefix: call<[string, string]>(['text', 'text'], 'text', ([text, start]) =>
    text.startsWith(start) ? text.slice(start.length) : text,
  ),
  trimSuffix: call<[string, string]>(['text', 'text'], 'text', ([text, end]) =>
    end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text,
  ),
  replace: call<[string, string, string]>(['text', 'text', 'text'], 'text', ([text, from, to]) =>
    from === '' || to.length * (text.length / from.length) > MOST_TEXT
      ? undefined
      : text.replaceAll(from, () => to),
  ),
  split: call<[string, string]>(['text', 'text'], 'list', ([text, by]) =>
    by === '' ? undefined : text.split(by),
  ),
  join: call<[string[], string?]>(['list', 'text'], 'text', ([list, by = '']) => list.join(by), {
    optional: 1,
  }),
  string: call<[number]>(['number'], 'text', ([number]) => String(number)),
  int: call<[string]>(['text'], 'number', ([text]) =>
    /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined,
  ),
  float: call<[string]>(['text'], 'number', ([text]) =>
    /^[+-]?\d{1,30}(?:\.\d{1,30})?$/.test(text) ? Number(text) : undefined,
  ),

  // characters, not bytes
  len: toNumber((text) => text.replace(/[\x80-\xbf]/g, '').length),
  size: call<[string[]]>(['list'], 'number', ([list]) => list.length),
  max: call<number[]>(['number'], 'number', (all) => Math.max(...all), { rest: true }),
  min: call<number[]>(['number'], 'number', (all) => Math.min(...all), { rest: true }),
  abs: ofNumber(Math.abs),
  ceil: ofNumber(Math.ceil),
  floor: ofNumber(Math.floor),
  round: ofNumber((a) => Math.sign(a) * Math.round(Math.abs(a))),
  negated: ofNumber((a) => -a),
  '+': ofNumbers((a, b) => a + b),
  '-': ofNumbers((a, b) => a - b),
  '*': ofNumbers((a, b) => a * b),
  '/': ofNumbers((a, b) => a / b),
  '%': ofNumbers((a, b) => a % b),
  '**': ofNumbers((a, b) => a ** b),
  '<': ofNumbers((a, b) => a < b),
  '<=': ofNumbers((a, b) => a <= b),
  '>': ofNumbers((a, b) => a > b),
  '>=': ofNumbers((a, b) => a >= b),
  same: call<[Value, Value]>([], 'truth', ([a, b]) => a === b),
};

function toNumber(run: (text: string) => number): Callable {
  return call<[string]>(['text'], 'number', ([text]) => run(text));
}
