/**
 * betterleaks' `filter` and `prefilter`: expressions over a match, of which true means that it is left alone. This is
 * the part of its language that asks for text and entropy; whatever else stands there is refused, never guessed.
 */

/** What an expression can ask for. */
export type Field = 'secret' | 'match' | 'line' | 'path' | 'commit';

type Text =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'field'; readonly field: Field };

export type Expression =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] }
  | { readonly kind: 'matches'; readonly in: Text; readonly patterns: readonly string[] }
  | {
      readonly kind: 'contains';
      readonly in: Text;
      readonly texts: readonly string[];
      readonly fold: boolean;
    }
  | {
      readonly kind: 'compare';
      readonly how: '==' | '!=' | 'startsWith' | 'endsWith';
      readonly in: Text;
      readonly text: Text;
    }
  | {
      readonly kind: 'entropy';
      readonly how: '<' | '<=' | '>' | '>=';
      readonly of: Text;
      readonly bits: number;
    };

/** `offset` is where in the expression; the message never repeats it. */
export class ExpressionError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /\s+|(?<name>[A-Za-z_]\w*)|"(?<quoted>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|`(?<raw>[^`]*)`|(?<number>\d+(?:\.\d+)?)|(?<sign>&&|\|\||==|!=|<=|>=|[()[\],.!<>])/gy;

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const found of source.matchAll(TOKEN)) {
    if (found.index !== at) break;
    at += found[0].length;
    const { name, quoted, single, raw, number, sign } = found.groups!;
    const push = (kind: Token['kind'], text: string): number => tokens.push({ kind, text, at: found.index });
    if (name !== undefined) push('name', name);
    else if (quoted !== undefined) push('text', unquoted(quoted));
    else if (single !== undefined) push('text', unquoted(single));
    else if (raw !== undefined) push('text', raw);
    else if (number !== undefined) push('number', number);
    else if (sign !== undefined) push('sign', sign);
  }
  if (at < source.length) throw new ExpressionError('a character that stands in no expression', at);
  return [...tokens, { kind: 'end', text: '', at }];
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

function unquoted(text: string): string {
  return text.replace(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char);
}

/** Deeper nesting is nobody's filter. */
const DEEPEST = 100;

/** Throws ExpressionError. */
export function parseExpression(source: string): Expression {
  const parser = new Parser(tokensOf(source));
  const expression = parser.or(0);
  parser.expectEnd();
  return expression;
}

class Parser {
  private at = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  private get token(): Token {
    return this.tokens[this.at]!;
  }

  private fail(what: string, at = this.token.at): never {
    throw new ExpressionError(what, at);
  }

  private eat(...texts: string[]): string | undefined {
    const { kind, text } = this.token;
    if ((kind !== 'sign' && kind !== 'name') || !texts.includes(text)) return undefined;
    this.at++;
    return text;
  }

  private expect(text: string): void {
    if (this.eat(text) === undefined) this.fail(`expected ${text}`);
  }

  expectEnd(): void {
    if (this.token.kind !== 'end') this.fail('a part that is not understood');
  }

  or(depth: number): Expression {
    if (depth > DEEPEST) this.fail('it is nested too deeply');
    const of = [this.and(depth)];
    while (this.eat('||', 'or')) of.push(this.and(depth));
    return of.length === 1 ? of[0]! : { kind: 'or', of };
  }

  private and(depth: number): Expression {
    const of = [this.unary(depth)];
    while (this.eat('&&', 'and')) of.push(this.unary(depth));
    return of.length === 1 ? of[0]! : { kind: 'and', of };
  }

  private unary(depth: number): Expression {
    if (this.eat('!', 'not')) return { kind: 'not', of: this.unary(depth + 1) };
    if (this.eat('true')) return { kind: 'constant', value: true };
    if (this.eat('false')) return { kind: 'constant', value: false };
    if (this.token.text === '(' && this.token.kind === 'sign') {
      this.at++;
      const inner = this.or(depth + 1);
      this.expect(')');
      return inner;
    }
    return this.test();
  }

  private test(): Expression {
    if (this.eat('matchesAny')) {
      const [text, patterns] = this.listCall();
      return { kind: 'matches', in: text, patterns };
    }
    if (this.eat('containsAny')) {
      const [text, texts] = this.listCall();
      return { kind: 'contains', in: text, texts, fold: true };
    }
    if (this.eat('entropy')) {
      this.expect('(');
      const of = this.text();
      this.expect(')');
      const how = this.eat('<', '<=', '>', '>=') ?? this.fail('entropy() is compared with a number');
      return { kind: 'entropy', how: how as '<', of, bits: this.number() };
    }
    const text = this.text();
    if (this.eat('matches')) return { kind: 'matches', in: text, patterns: [this.literal()] };
    if (this.eat('contains')) return { kind: 'contains', in: text, texts: [this.literal()], fold: false };
    const how = this.eat('==', '!=', 'startsWith', 'endsWith') ?? this.fail('a part that is not understood');
    return { kind: 'compare', how: how as '==', in: text, text: this.text() };
  }

  private listCall(): [Text, string[]] {
    this.expect('(');
    const text = this.text();
    this.expect(',');
    this.expect('[');
    const list: string[] = [];
    while (this.eat(']') === undefined) {
      list.push(this.literal());
      if (this.eat(',') === undefined) {
        this.expect(']');
        break;
      }
    }
    this.eat(',');
    this.expect(')');
    return [text, list];
  }

  private literal(): string {
    if (this.token.kind !== 'text') this.fail('expected a text in quotes');
    return this.tokens[this.at++]!.text;
  }

  private number(): number {
    if (this.token.kind !== 'number') this.fail('expected a number');
    return Number(this.tokens[this.at++]!.text);
  }

  /** `"…"`, `finding["secret"]`, `attributes.path`, `get(attributes, "path", "")`. */
  private text(): Text {
    if (this.token.kind === 'text') return { kind: 'text', text: this.literal() };
    const start = this.token.at;
    if (this.eat('get')) {
      this.expect('(');
      const owner = this.eat('attributes', 'finding') ?? this.fail('expected attributes or finding');
      this.expect(',');
      const name = this.literal();
      if (this.eat(',') && this.literal() !== '') this.fail('a default other than ""');
      this.expect(')');
      return this.field(owner, name, start);
    }
    const owner = this.eat('finding', 'attributes') ?? this.fail('a part that is not understood');
    if (this.eat('[')) {
      const name = this.literal();
      this.expect(']');
      return this.field(owner, name, start);
    }
    if (!this.eat('.')) this.fail('expected the name of what is asked for');
    if (this.token.kind !== 'name') this.fail('expected a name');
    return this.field(owner, this.tokens[this.at++]!.text, start);
  }

  private field(owner: string, name: string, at: number): Text {
    const known: readonly string[] = owner === 'finding' ? ['secret', 'match', 'line'] : ['path', 'commit'];
    const plain = name.replace(/^git\.(?:sha|commit)$|^commit_sha$/, 'commit');
    if (!known.includes(plain)) this.fail(`${owner} is asked for what is not known here`, at);
    return { kind: 'field', field: plain as Field };
  }
}

/** What an expression is true of; `matches` is given by who has a regex engine. */
export interface Facts {
  text(field: Field): string;
  matches(pattern: string, text: string): boolean;
  entropy(text: string): number;
}

export function evaluate(expression: Expression, facts: Facts): boolean {
  const text = (of: Text): string => (of.kind === 'text' ? of.text : facts.text(of.field));
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'not':
      return !evaluate(expression.of, facts);
    case 'and':
      return expression.of.every((each) => evaluate(each, facts));
    case 'or':
      return expression.of.some((each) => evaluate(each, facts));
    case 'matches':
      return expression.patterns.some((pattern) => facts.matches(pattern, text(expression.in)));
    case 'contains': {
      const { fold } = expression;
      const where = fold ? text(expression.in).toLowerCase() : text(expression.in);
      return expression.texts.some((each) => where.includes(fold ? each.toLowerCase() : each));
    }
    case 'compare': {
      const [left, right] = [text(expression.in), text(expression.text)];
      if (expression.how === '==') return left === right;
      if (expression.how === '!=') return left !== right;
      return expression.how === 'startsWith' ? left.startsWith(right) : left.endsWith(right);
    }
    case 'entropy': {
      const bits = facts.entropy(text(expression.of));
      const { how, bits: limit } = expression;
      return how === '<'
        ? bits < limit
        : how === '<='
          ? bits <= limit
          : how === '>'
            ? bits > limit
            : bits >= limit;
    }
  }
}

/** Every pattern in an expression, to be compiled when the configuration is read. */
export function patternsIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'not':
      return patternsIn(expression.of);
    case 'and':
    case 'or':
      return expression.of.flatMap(patternsIn);
    case 'matches':
      return [...expression.patterns];
    default:
      return [];
  }
}
