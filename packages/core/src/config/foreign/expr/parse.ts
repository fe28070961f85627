/**
 * Reads an expression. Whatever is not understood is an error that names it: types are checked here, so that nothing is
 * found out in the middle of a scan.
 */
import { isShowable, nearest } from '../../nearest.ts';
import { CALLABLES } from './functions.ts';
import { tokensOf, type Token } from './tokens.ts';
import { asBytes, ExpressionError, FINDING, type Expression, type Node, type Type } from './tree.ts';

/** Throws ExpressionError. A prefilter is asked before there is a finding. */
export function parseExpression(source: string, isPrefilter = false): Expression {
  return new Parser(tokensOf(source), isPrefilter).whole();
}

/** Deeper nesting is nobody's filter. */
const DEEPEST = 100;

/** How tightly an operator binds, as in Expr. */
const BINDS: Readonly<Record<string, number>> = {
  '|': 1,
  or: 10,
  '||': 10,
  and: 15,
  '&&': 15,
  '==': 20,
  '!=': 20,
  '<': 20,
  '>': 20,
  '<=': 20,
  '>=': 20,
  in: 20,
  matches: 20,
  contains: 20,
  startsWith: 20,
  endsWith: 20,
  '+': 30,
  '-': 30,
  '*': 60,
  '/': 60,
  '%': 60,
  '**': 100,
  '^': 100,
  '??': 500,
};
const CAN_BE_NEGATED = ['in', 'matches', 'contains', 'startsWith', 'endsWith'];
const SIGNS: Readonly<Record<string, string>> = { '^': '**' };
/** What is called by name; signs are not. */
const BY_NAME = Object.keys(CALLABLES).filter(
  (name) => /^[a-z]/i.test(name) && !/^(?:in|matches|contains|joined|negated|same|size)$/.test(name),
);
/** betterleaks' own, which also stand under `filter.`. */
const OWN = ['matchesAny', 'findMatch', 'containsAny', 'entropy', 'failsTokenEfficiency'];
const LOOPS = ['any', 'all', 'none', 'one', 'count'] as const;
/** Methods of texts, from when the language was CEL. */
const METHODS = ['contains', 'replace', 'lastIndexOf', 'orValue'];
/** What git knows of a commit and nobody here does: the commit alone is known. */
const UNKNOWN = /^git\.(?!sha$)/;

const WORDS: Readonly<Record<Type, string>> = {
  truth: 'a condition',
  number: 'a number',
  text: 'a text',
  list: 'a list of texts',
};

class Parser {
  private at = 0;
  private depth = 0;
  private slots = 0;
  private readonly names = new Map<string, Node>();
  /** What `#` stands for, innermost last. */
  private readonly elements: Node[] = [];
  private readonly patterns: string[] = [];
  private readonly unknown = new Set<string>();
  private readonly tokens: readonly Token[];
  private readonly isPrefilter: boolean;

  constructor(tokens: readonly Token[], isPrefilter: boolean) {
    this.tokens = tokens;
    this.isPrefilter = isPrefilter;
  }

  whole(): Expression {
    const root = this.expression();
    if (this.token.kind !== 'end') this.fail(`${this.shown()} does not belong here`);
    if (root.type !== 'truth') this.fail(`it is ${WORDS[root.type]}, and no condition`, 0);
    return { root, patterns: this.patterns, unknown: [...this.unknown] };
  }

  private get token(): Token {
    return this.tokens[this.at]!;
  }

  private fail(what: string, at = this.token.at): never {
    throw new ExpressionError(what, at);
  }

  /** What stands here, in words that repeat no text of the expression. */
  private shown({ kind, text } = this.token): string {
    if (kind === 'sign') return text;
    if (kind === 'name' && isShowable(text)) return text;
    return { name: 'a name', text: 'a text', number: 'a number', end: 'the end' }[kind];
  }

  private is(...texts: string[]): boolean {
    const { kind, text } = this.token;
    return (kind === 'sign' || kind === 'name') && texts.includes(text);
  }

  private eat(...texts: string[]): string | undefined {
    return this.is(...texts) ? this.tokens[this.at++]!.text : undefined;
  }

  private expect(text: string): void {
    if (this.eat(text) === undefined) this.fail(`${this.shown()} stands where ${text} is expected`);
  }

  private typed(type: Type, read: () => Node): Node {
    const { at } = this.token;
    const node = read();
    if (node.type !== type) this.fail(`expected ${WORDS[type]}, and this is ${WORDS[node.type]}`, at);
    return node;
  }

  private text(): Node {
    return this.typed('text', () => this.expression());
  }

  /** With everything that may stand at the outermost: `let`, conditions, `a ? b : c`. */
  private expression(): Node {
    return this.deeper(() => {
      if (this.eat('let')) return this.declaration();
      if (this.eat('if')) return this.branches();
      const { at } = this.token;
      const condition = this.binary(0);
      if (!this.is('?', '?:')) return condition;
      if (this.eat('?:')) {
        if (condition.type !== 'truth') this.fail('expected a condition before ?:', at);
        return this.choice(condition, condition, this.expression(), at);
      }
      this.expect('?');
      if (condition.type !== 'truth') this.fail('expected a condition before ?', at);
      const then = this.expression();
      this.expect(':');
      return this.choice(condition, then, this.expression(), at);
    });
  }

  private deeper(read: () => Node): Node {
    if (++this.depth > DEEPEST) this.fail('it is nested too deeply');
    const node = read();
    this.depth--;
    return node;
  }

  private declaration(): Node {
    const name = this.newName();
    this.expect('=');
    const value = this.expression();
    this.expect(';');
    return this.bound(name, value, () => this.expression());
  }

  private newName(): string {
    const { kind, text, at } = this.token;
    if (kind !== 'name' || this.isTaken(text)) this.fail('expected a new name for let', at);
    this.at++;
    return text;
  }

  private isTaken(name: string): boolean {
    return (
      this.names.has(name) ||
      name in BINDS ||
      BY_NAME.includes(name) ||
      ['finding', 'attributes', 'filter', 'get', 'let', 'if', 'else', 'not', 'true', 'false', 'nil'].includes(
        name,
      )
    );
  }

  /** What is written out stands wherever its name does, so that a list of patterns may have one. */
  private bound(name: string, value: Node, read: () => Node): Node {
    const slot = this.slots++;
    this.names.set(name, value.kind === 'value' ? value : { kind: 'name', slot, type: value.type });
    const body = read();
    this.names.delete(name);
    return value.kind === 'value' ? body : { kind: 'let', slot, value, body, type: body.type };
  }

  private branches(): Node {
    const { at } = this.token;
    const condition = this.typed('truth', () => this.expression());
    this.expect('{');
    const then = this.expression();
    this.expect('}');
    this.expect('else');
    if (this.eat('if'))
      return this.choice(
        condition,
        then,
        this.deeper(() => this.branches()),
        at,
      );
    this.expect('{');
    const otherwise = this.expression();
    this.expect('}');
    return this.choice(condition, then, otherwise, at);
  }

  private choice(condition: Node, yes: Node, no: Node, at: number): Node {
    if (yes.type !== no.type) this.fail('the two sides of a condition are not of one type', at);
    return { kind: 'choose', if: condition, yes, no, type: yes.type };
  }

  private binary(least: number): Node {
    let left = this.unary();
    for (let many = 0; ; many++) {
      const { at } = this.token;
      const start = this.at;
      const isNegated = this.eat('not') !== undefined;
      const sign = this.token.kind === 'sign' || this.token.kind === 'name' ? this.token.text : '';
      const binds = Object.hasOwn(BINDS, sign) ? BINDS[sign]! : 0;
      if (binds === 0 || binds < least || (isNegated && !CAN_BE_NEGATED.includes(sign))) {
        this.at = start;
        return left;
      }
      if (many > 1000) this.fail('it is too long');
      this.at++;
      const made = sign === '|' ? this.piped(left) : this.operation(sign, left, binds, at);
      left = isNegated ? { kind: 'not', of: made, type: 'truth' } : made;
    }
  }

  private operation(sign: string, left: Node, binds: number, at: number): Node {
    if (sign === 'in' && this.token.text === 'attributes') {
      this.at++;
      if (left.kind !== 'value' || left.type !== 'text') this.fail('expected the name of an attribute', at);
      return { kind: 'has', attribute: String(left.value), type: 'truth' };
    }
    const right = this.deeper(() => this.binary(binds + (sign === '**' || sign === '^' ? 0 : 1)));
    if (sign === '??') return this.withFallback(left, right, at);
    if (/^(?:or|\|\||and|&&)$/.test(sign)) {
      if (left.type !== 'truth' || right.type !== 'truth') this.fail(`${sign} stands between conditions`, at);
      const kind = sign === 'or' || sign === '||' ? 'or' : 'and';
      const before = left.kind === kind ? left.of : [left];
      return { kind, of: [...before, right], type: 'truth' };
    }
    if (sign === '==' || sign === '!=') {
      if (left.type !== right.type || left.type === 'list')
        this.fail(`${sign} compares ${WORDS[left.type]} with ${WORDS[right.type]}`, at);
      const same: Node = { kind: 'call', name: 'same', args: [left, right], type: 'truth' };
      return sign === '==' ? same : { kind: 'not', of: same, type: 'truth' };
    }
    const name = sign === '+' && left.type === 'text' ? 'joined' : (SIGNS[sign] ?? sign);
    return this.called(name, [left, right], at, sign);
  }

  /** `a | f(b)` is `f(a, b)`. */
  private piped(left: Node): Node {
    const { kind, text, at } = this.token;
    if (kind !== 'name' || !BY_NAME.includes(text)) this.fail(`${this.shown()} is no function`, at);
    this.at++;
    return this.after(this.called(text, [left, ...this.args()], at));
  }

  /** What is asked for is always something, an empty text at the least, as in betterleaks: only `get` has a fallback. */
  private withFallback(left: Node, right: Node, at: number): Node {
    if (right.type !== left.type) this.fail('what stands behind ?? is of another type', at);
    return left;
  }

  private unary(): Node {
    const { at } = this.token;
    const sign = this.eat('!', 'not', '-', '+');
    if (sign === undefined) return this.after(this.primary());
    const of = this.deeper(() => this.binary(sign === '!' || sign === 'not' ? 50 : 90));
    if (sign === '!' || sign === 'not') {
      if (of.type !== 'truth') this.fail(`${sign} stands before a condition`, at);
      return { kind: 'not', of, type: 'truth' };
    }
    if (of.type !== 'number') this.fail(`${sign} stands before a number`, at);
    if (of.kind === 'value') return { ...of, value: sign === '-' ? -Number(of.value) : of.value };
    return sign === '-' ? this.called('negated', [of], at) : of;
  }

  private primary(): Node {
    const { kind, text, at } = this.token;
    if (kind === 'text') {
      this.at++;
      return { kind: 'value', value: asBytes(text), type: 'text' };
    }
    if (kind === 'number') {
      this.at++;
      return { kind: 'value', value: Number(text), type: 'number' };
    }
    if (this.eat('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (this.eat('[')) return this.list();
    if (this.eat('#')) return this.elements.at(-1) ?? this.fail('# stands for nothing here', at);
    if (kind !== 'name') this.fail(`${this.shown()} does not belong here`);
    this.at++;
    if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true', type: 'truth' };
    const named = this.names.get(text);
    if (named) return named;
    if (text === 'finding' || text === 'attributes') return this.member(text, at);
    if (text === 'get') return this.lookUp();
    if (text === 'filter' || text === 'cel') return this.inModule(text);
    if ((LOOPS as readonly string[]).includes(text)) return this.loop(text as (typeof LOOPS)[number]);
    if (BY_NAME.includes(text)) {
      if (!this.is('(')) this.fail(`${text} is a function: ( is missing`);
      return this.called(text, this.args(), at);
    }
    return this.unknownName(text, at);
  }

  private unknownName(name: string, at: number): never {
    const known = [...this.names.keys(), ...BY_NAME, ...LOOPS, 'get', 'finding', 'attributes'];
    const near = isShowable(name) && name.length > 3 ? nearest(name, known) : undefined;
    const guess = near === undefined ? '' : `; did you mean ${near}?`;
    this.fail(`${isShowable(name) ? name : 'a name'} is nothing that a filter can ask for${guess}`, at);
  }

  private list(): Node {
    const of: Node[] = [];
    while (!this.eat(']')) {
      of.push(this.text());
      if (!this.eat(',') && !this.is(']')) this.fail(`${this.shown()} stands where ] is expected`);
    }
    if (of.some((each) => each.kind !== 'value')) return { kind: 'list', of, type: 'list' };
    const value = of.map((each) => (each.kind === 'value' ? String(each.value) : ''));
    return { kind: 'value', value, type: 'list' };
  }

  private args(): Node[] {
    const args: Node[] = [];
    this.expect('(');
    while (!this.eat(')')) {
      args.push(this.expression());
      if (!this.eat(',') && !this.is(')')) this.fail(`${this.shown()} stands where ) is expected`);
    }
    return args;
  }

  private called(written: string, args: readonly Node[], at: number, shown = written): Node {
    const name = written === 'len' && args[0]?.type === 'list' ? 'size' : written;
    const { args: types, optional = 0, rest, result, pattern } = CALLABLES[name]!;
    const least = types.length - optional;
    if (args.length < least || (!rest && args.length > types.length))
      this.fail(
        `${shown} takes ${least === types.length ? least : `${least} to ${types.length}`} values`,
        at,
      );
    args.forEach((arg, index) => {
      const type = types[Math.min(index, types.length - 1)]!;
      if (arg.type !== type)
        this.fail(`${shown}: expected ${WORDS[type]}, and value ${index + 1} is ${WORDS[arg.type]}`, at);
    });
    if (pattern !== undefined) {
      const written = args[pattern]!;
      if (written.kind !== 'value') this.fail(`${shown}: its patterns are not written out`, at);
      this.patterns.push(...[written.value].flat().map(String));
    }
    if (name === 'failsTokenEfficiency') this.unknown.add('failsTokenEfficiency');
    if (name === 'containsAny' && args[1]?.kind === 'value' && /[A-Z]/.test(String(args[1].value)))
      this.unknown.add('terms of containsAny with capitals, which fit nothing in betterleaks either');
    return { kind: 'call', name, args, type: result };
  }

  /** `any(list, # contains "x")`. */
  private loop(how: (typeof LOOPS)[number]): Node {
    this.expect('(');
    const of = this.typed('list', () => this.expression());
    this.expect(',');
    const slot = this.slots++;
    this.elements.push({ kind: 'name', slot, type: 'text' });
    const isBraced = this.eat('{') !== undefined;
    const body = this.typed('truth', () => this.expression());
    if (isBraced) this.expect('}');
    this.elements.pop();
    this.eat(',');
    this.expect(')');
    return { kind: 'each', how, of, slot, body, type: how === 'count' ? 'number' : 'truth' };
  }

  /** `filter.entropy(…)`, `cel.bind(name, value, body)`. */
  private inModule(module: 'filter' | 'cel'): Node {
    if (module === 'filter' && this.is('(')) this.fail('the function filter is not understood');
    this.expect('.');
    const { text, at } = this.token;
    if (module === 'filter') {
      if (!OWN.includes(text)) this.unknownName(text, at);
      this.at++;
      return this.called(text, this.args(), at);
    }
    if (this.eat('bind') === undefined) this.fail(`cel.${this.shown()} is not understood`);
    this.expect('(');
    const name = this.newName();
    this.expect(',');
    const value = this.expression();
    this.expect(',');
    const body = this.bound(name, value, () => this.expression());
    this.eat(',');
    this.expect(')');
    return body;
  }

  /** `get(attributes, "path", "")`. */
  private lookUp(): Node {
    this.expect('(');
    const { at } = this.token;
    const owner = this.eat('attributes', 'finding') as 'attributes' | undefined;
    if (owner === undefined) this.fail('get: expected attributes or finding');
    this.expect(',');
    const name = this.literal();
    const isGiven = this.eat(',') !== undefined && !this.is(')');
    const fallback = isGiven ? this.literal() : '';
    this.eat(',');
    this.expect(')');
    return this.field(owner, name, at, fallback);
  }

  private literal(): string {
    if (this.token.kind !== 'text') this.fail(`${this.shown()} stands where a text in quotes is expected`);
    return this.tokens[this.at++]!.text;
  }

  /** `finding["secret"]`, `attributes.path`, `attributes?.path`. */
  private member(owner: 'finding' | 'attributes', at: number): Node {
    if (this.eat('[', '[?')) {
      const name = this.literal();
      this.expect(']');
      return this.field(owner, name, at);
    }
    if (this.eat('?.')) {
      if (this.eat('[')) {
        const name = this.literal();
        this.expect(']');
        return this.field(owner, name, at);
      }
    } else if (!this.eat('.', '.?')) this.fail(`${owner}: expected the name of what is asked for`);
    if (this.token.kind !== 'name') this.fail('expected a name');
    return this.field(owner, this.tokens[this.at++]!.text, at);
  }

  private field(owner: 'finding' | 'attributes', name: string, at: number, fallback = ''): Node {
    if (owner === 'attributes') {
      if (UNKNOWN.test(name)) this.unknown.add('attributes of a commit other than git.sha');
      return { kind: 'attribute', name, fallback: asBytes(fallback), type: 'text' };
    }
    if (this.isPrefilter) this.fail('a prefilter has no finding to ask', at);
    if (name === 'fragment_raw') return this.around(at);
    if (!Object.hasOwn(FINDING, name)) {
      const near = isShowable(name) ? nearest(name, Object.keys(FINDING)) : undefined;
      const what = isShowable(name) ? name : 'what is not known here';
      this.fail(`finding has no ${what}${near === undefined ? '' : `; did you mean ${near}?`}`, at);
    }
    if (name === 'context' || name === 'description') this.unknown.add(`the ${name} of a finding`);
    const field = name as keyof typeof FINDING;
    return { kind: 'finding', name: field, type: FINDING[field] };
  }

  private around(at: number): Node {
    if (this.eat('[') === undefined) this.fail('fragment_raw is read in slices: fragment_raw[from:to]', at);
    return { kind: 'around', ...this.bounds(), type: 'text' };
  }

  /** `from:to]` behind a bracket. */
  private bounds(): { from?: Node; to?: Node } {
    const read = (): Node => this.typed('number', () => this.binary(0));
    const from = this.is(':') ? undefined : read();
    if (this.eat(':') === undefined) this.fail('a single character is read as a slice: [0:1]');
    const to = this.is(']') ? undefined : read();
    this.expect(']');
    return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  }

  /** What may follow a value: a slice, a method. */
  private after(value: Node): Node {
    let node = value;
    for (let many = 0; many < DEEPEST; many++) {
      const { at } = this.token;
      if (this.eat('[')) {
        if (node.type !== 'text') this.fail(`${WORDS[node.type]} has no slices and no numbered parts`, at);
        node = { kind: 'slice', of: node, ...this.bounds(), type: 'text' };
      } else if (this.eat('.', '?.')) {
        const { text } = this.token;
        if (!METHODS.includes(text)) this.fail(`.${this.shown()} is not understood`, at);
        this.at++;
        const args = this.args();
        node =
          text === 'orValue' && args.length === 1
            ? this.withFallback(node, args[0]!, at)
            : Object.hasOwn(CALLABLES, text)
              ? this.called(text, [node, ...args], at)
              : this.fail('.orValue takes 1 value', at);
      } else return node;
    }
    return this.fail('it is too long');
  }
}
