/**
 * The syntax of rule patterns: the subset of regular expressions that RE2 and JavaScript share. A parsed pattern can
 * be asked for what the compiler needs to prove: how long a match can be, and which literals stand where in it.
 */

export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'class'; readonly bytes: Uint8Array; readonly size: number }
  | { readonly kind: 'assertion'; readonly which: '^' | '$' | 'b' | 'B' }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'group'; readonly name: string | undefined; readonly body: Node }
  | { readonly kind: 'repeat'; readonly body: Node; readonly min: number; readonly max: number };

/** `message` names the construct and its place, never the pattern: a user's pattern can be a secret too. */
export class PatternSyntaxError extends Error {}

const EMPTY: Node = { kind: 'empty' };
/** RE2's own limit for counted repetition. */
const MAX_COUNT = 1000;

function classOf(test: (byte: number) => boolean): Uint8Array {
  const bytes = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) bytes[byte] = test(byte) ? 1 : 0;
  return bytes;
}

const isDigit = (b: number): boolean => b >= 48 && b <= 57;
const isWord = (b: number): boolean =>
  isDigit(b) || (b >= 65 && b <= 90) || b === 95 || (b >= 97 && b <= 122);
const isSpace = (b: number): boolean => b === 32 || (b >= 9 && b <= 13);
const ESCAPED_CLASSES: Readonly<Record<string, Uint8Array>> = {
  d: classOf(isDigit),
  D: classOf((b) => !isDigit(b)),
  w: classOf(isWord),
  W: classOf((b) => !isWord(b)),
  s: classOf(isSpace),
  S: classOf((b) => !isSpace(b)),
};
const ESCAPED_BYTES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11 };

function single(byte: number): Node {
  const bytes = new Uint8Array(256);
  bytes[byte] = 1;
  return { kind: 'class', bytes, size: 1 };
}

function classNode(bytes: Uint8Array): Node {
  return { kind: 'class', bytes, size: bytes.reduce((sum, b) => sum + b, 0) };
}

/** The two letters of a case, of Latin-1 as well; of other bytes themselves. */
export function bothCases(bytes: Uint8Array): Uint8Array {
  const both = Uint8Array.from(bytes);
  for (let byte = 0; byte < 256; byte++) {
    if (!bytes[byte]) continue;
    const letter = String.fromCharCode(byte);
    for (const other of [letter.toLowerCase(), letter.toUpperCase()])
      if (other.length === 1 && other.charCodeAt(0) < 256) both[other.charCodeAt(0)] = 1;
  }
  return both;
}

const POSIX: Readonly<Record<string, Uint8Array>> = {
  alnum: classOf((b) => isWord(b) && b !== 95),
  alpha: classOf((b) => isWord(b) && b !== 95 && !isDigit(b)),
  digit: classOf(isDigit),
  lower: classOf((b) => b >= 97 && b <= 122),
  punct: classOf((b) => b > 32 && b < 127 && (!isWord(b) || b === 95)),
  space: classOf(isSpace),
  upper: classOf((b) => b >= 65 && b <= 90),
  word: classOf(isWord),
  xdigit: classOf((b) => isDigit(b) || (b >= 65 && b <= 70) || (b >= 97 && b <= 102)),
};

class Parser {
  private at = 0;
  private readonly text: string;
  /** Go's syntax: flags, POSIX classes, `{` and `[` as they stand. */
  private readonly go: boolean;
  private ignoreCase: boolean;
  private dotAll = false;

  constructor(text: string, go = false, ignoreCase = false) {
    this.text = text;
    this.go = go;
    this.ignoreCase = ignoreCase;
  }

  private cased(node: Node): Node {
    return this.ignoreCase && node.kind === 'class' ? classNode(bothCases(node.bytes)) : node;
  }

  parse(): Node {
    const node = this.choice();
    if (this.at < this.text.length) this.fail('unbalanced )');
    return node;
  }

  private fail(what: string): never {
    throw new PatternSyntaxError(`${what} at character ${this.at + 1}`);
  }

  private eat(literal: string): boolean {
    if (!this.text.startsWith(literal, this.at)) return false;
    this.at += literal.length;
    return true;
  }

  private choice(): Node {
    const options = [this.sequence()];
    while (this.eat('|')) options.push(this.sequence());
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  private sequence(): Node {
    const items: Node[] = [];
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      items.push(this.repeated(this.atom()));
    }
    return items.length === 0 ? EMPTY : items.length === 1 ? items[0]! : { kind: 'sequence', items };
  }

  private repeated(body: Node): Node {
    let min: number;
    let max: number;
    if (this.eat('*')) [min, max] = [0, Infinity];
    else if (this.eat('+')) [min, max] = [1, Infinity];
    else if (this.eat('?')) [min, max] = [0, 1];
    else if (this.text[this.at] === '{') {
      const count = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.text.slice(this.at, this.at + 24));
      if (!count && this.go) return body;
      if (!count) this.fail('a { that is no count must be escaped');
      this.at += count[0].length;
      min = Number(count[1]);
      max = count[2] === undefined ? min : count[3] === '' ? Infinity : Number(count[3]);
      if (min > MAX_COUNT || (max !== Infinity && max > MAX_COUNT)) this.fail(`a count above ${MAX_COUNT}`);
      if (max < min) this.fail('a count whose end is below its start');
    } else return body;
    if (body.kind === 'assertion') this.fail('a repeated assertion');
    this.eat('?');
    if (this.text[this.at] === '+' || this.text[this.at] === '*')
      this.fail('a possessive or double repetition');
    return { kind: 'repeat', body, min, max };
  }

  private atom(): Node {
    const char = this.text[this.at]!;
    if (char === '(') return this.group();
    if (char === '[') return this.charClass();
    if (char === '\\') return this.escape();
    if (char === '*' || char === '+' || char === '?') this.fail('a repetition of nothing');
    this.at++;
    if (char === '.') return classNode(classOf((b) => this.dotAll || (b !== 10 && (this.go || b !== 13))));
    if (char === '^' || char === '$') return { kind: 'assertion', which: char };
    const code = char.charCodeAt(0);
    if (code > 255) this.fail('a character outside Latin-1');
    return this.cased(single(code));
  }

  private group(): Node {
    this.at++;
    let name: string | undefined;
    if (this.eat('?')) {
      const named = /^P?<([A-Za-z_]\w*)>/.exec(this.text.slice(this.at));
      if (named) {
        name = named[1];
        this.at += named[0].length;
      } else if (this.go) {
        const before = { ignoreCase: this.ignoreCase, dotAll: this.dotAll };
        const flags = /^([imsU]*)(?:-([imsU]+))?([:)])/.exec(this.text.slice(this.at, this.at + 16));
        if (!flags) this.fail('lookaround');
        this.at += flags[0].length;
        this.setFlags(flags[1]!, true);
        this.setFlags(flags[2] ?? '', false);
        // flags alone hold to the end of the group that they stand in
        if (flags[3] === ')') return EMPTY;
        return this.groupBody(undefined, before);
      } else if (!this.eat(':')) this.fail('lookaround or an inline flag');
    }
    return this.groupBody(name, { ignoreCase: this.ignoreCase, dotAll: this.dotAll });
  }

  private groupBody(name: string | undefined, after: { ignoreCase: boolean; dotAll: boolean }): Node {
    const body = this.choice();
    if (!this.eat(')')) this.fail('a group without end');
    this.ignoreCase = after.ignoreCase;
    this.dotAll = after.dotAll;
    return { kind: 'group', name, body };
  }

  private setFlags(letters: string, on: boolean): void {
    if (letters.includes('i')) this.ignoreCase = on;
    if (letters.includes('s')) this.dotAll = on;
  }

  private escape(): Node {
    this.at++;
    const char = this.text[this.at++];
    if (char === undefined) this.fail('a \\ at the end');
    if (char === 'b' || char === 'B') return { kind: 'assertion', which: char };
    if (this.go && (char === 'A' || char === 'z'))
      return { kind: 'assertion', which: char === 'A' ? '^' : '$' };
    const named = ESCAPED_CLASSES[char];
    if (named) return classNode(named);
    return this.cased(single(this.escapedByte(char)));
  }

  private escapedByte(char: string): number {
    const control = ESCAPED_BYTES[char];
    if (control !== undefined) return control;
    if (char === 'x') {
      const digits = /^[0-9A-Fa-f]{2}/.exec(this.text.slice(this.at));
      if (!digits) this.fail('\\x without two hex digits');
      this.at += 2;
      return Number.parseInt(digits[0], 16);
    }
    if (/[0-9A-Za-z]/.test(char)) this.fail(`an escape that RE2 and JavaScript do not share`);
    return char.charCodeAt(0);
  }

  private charClass(): Node {
    this.at++;
    const negated = this.eat('^');
    const bytes = new Uint8Array(256);
    let first = true;
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) this.fail('a character class without end');
      if (char === ']' && !first) break;
      first = false;
      if (char === '[' && !this.go) this.fail('a [ in a character class must be escaped');
      const posix = char === '[' && /^\[:(\^?)([a-z]+):\]/.exec(this.text.slice(this.at, this.at + 12));
      if (posix) {
        const members = POSIX[posix[2]!];
        if (!members) this.fail('a class of characters that is not known');
        members.forEach((on, byte) => (posix[1] === '' ? on : !on) && (bytes[byte] = 1));
        this.at += posix[0].length;
        continue;
      }
      const from = this.classMember();
      if (typeof from !== 'number') {
        from.forEach((on, byte) => on && (bytes[byte] = 1));
        continue;
      }
      let to = from;
      if (this.text[this.at] === '-' && this.text[this.at + 1] !== ']') {
        this.at++;
        const end = this.classMember();
        if (typeof end !== 'number' || end < from) this.fail('a range that is none');
        to = end;
      }
      bytes.fill(1, from, to + 1);
    }
    this.at++;
    const members = this.ignoreCase ? bothCases(bytes) : bytes;
    return classNode(negated ? members.map((on) => 1 - on) : members);
  }

  private classMember(): number | Uint8Array {
    const char = this.text[this.at++]!;
    if (char !== '\\') {
      const code = char.charCodeAt(0);
      if (code > 255) this.fail('a character outside Latin-1');
      return code;
    }
    const escaped = this.text[this.at++];
    if (escaped === undefined) this.fail('a \\ at the end');
    if (escaped === 'b') this.fail('\\b in a character class');
    return ESCAPED_CLASSES[escaped] ?? this.escapedByte(escaped);
  }
}

/** Throws PatternSyntaxError on everything outside the subset. */
export function parsePattern(source: string): Node {
  return new Parser(source).parse();
}

/**
 * A user's pattern, in the syntax that Go has. Throws PatternSyntaxError on what is not understood here, which need not
 * be wrong: then nothing is proved of it.
 */
export function parseUserPattern(source: string, ignoreCase: boolean): Node {
  return new Parser(source, true, ignoreCase).parse();
}

/** The shortest and the longest match in bytes; the longest may be Infinity. */
export function lengths(node: Node): { min: number; max: number } {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return { min: 0, max: 0 };
    case 'class':
      return { min: 1, max: 1 };
    case 'group':
      return lengths(node.body);
    case 'sequence':
      return node.items.map(lengths).reduce((a, b) => ({ min: a.min + b.min, max: a.max + b.max }));
    case 'choice':
      return node.options
        .map(lengths)
        .reduce((a, b) => ({ min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) }));
    case 'repeat': {
      const body = lengths(node.body);
      return { min: body.min * node.min, max: body.max === 0 ? 0 : body.max * node.max };
    }
  }
}

/** The names of the groups, in order; unnamed groups are undefined. */
export function groupNames(node: Node): (string | undefined)[] {
  switch (node.kind) {
    case 'group':
      return [node.name, ...groupNames(node.body)];
    case 'sequence':
      return node.items.flatMap(groupNames);
    case 'choice':
      return node.options.flatMap(groupNames);
    case 'repeat':
      return groupNames(node.body);
    default:
      return [];
  }
}

/** A literal that starts a match: `text` in lower case, `complete` when the match can go on from its end. */
interface Literal {
  readonly text: string;
  readonly complete: boolean;
}

/** More alternatives than this, and a class is no literal any more. */
const MAX_LITERALS = 128;
const MAX_LITERAL_LENGTH = 24;

/** A class of more bytes, letters without their case, is no literal. */
const MAX_FOLDED = 4;
const FOLDED = Array.from({ length: 256 }, (_, byte) => fold(String.fromCharCode(byte)));

/** The bytes of a class, letters in lower case; of a wide one not all, but more than MAX_FOLDED. */
function foldedBytes(bytes: Uint8Array): string[] {
  const folded: string[] = [];
  for (let byte = 0; byte < 256 && folded.length <= MAX_FOLDED; byte++) {
    if (bytes[byte] === 0) continue;
    const isSeen = byte >= 0x61 && byte <= 0x7a && bytes[byte - 32] !== 0;
    if (!isSeen) folded.push(FOLDED[byte]!);
  }
  return folded;
}

/** ASCII lower case: what the keyword pass compares. */
export function fold(text: string): string {
  return text.replace(/[A-Z]/g, (c) => c.toLowerCase());
}

function literals(node: Node): Literal[] {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return [{ text: '', complete: true }];
    case 'class': {
      if (node.size > 2 * MAX_FOLDED) return [{ text: '', complete: false }];
      const folded = foldedBytes(node.bytes);
      return folded.length <= MAX_FOLDED
        ? folded.map((text) => ({ text, complete: true }))
        : [{ text: '', complete: false }];
    }
    case 'group':
      return literals(node.body);
    case 'choice':
      return node.options.flatMap(literals);
    case 'sequence': {
      let heads: Literal[] = [{ text: '', complete: true }];
      for (const item of node.items) {
        if (!heads.some((head) => head.complete)) break;
        const tails = literals(item);
        const joined = heads.flatMap((head) =>
          head.complete
            ? tails.map((tail) => ({ text: head.text + tail.text, complete: tail.complete }))
            : [head],
        );
        if (joined.length > MAX_LITERALS) {
          return heads.map((head) => ({ text: head.text, complete: false }));
        }
        heads = joined.map((head) =>
          head.text.length > MAX_LITERAL_LENGTH ? { text: head.text, complete: false } : head,
        );
      }
      return heads;
    }
    case 'repeat': {
      const once = literals(node.body);
      if (node.max === 0) return [{ text: '', complete: true }];
      if (node.min === 1 && node.max === 1) return once;
      if (node.min === 0) {
        const optional = once.map((literal) =>
          node.max === 1 ? literal : { text: literal.text, complete: false },
        );
        return [{ text: '', complete: true }, ...optional];
      }
      return node.min === node.max && node.max <= 8
        ? literals({ kind: 'sequence', items: Array.from({ length: node.min }, () => node.body) })
        : once.map((literal) => ({ text: literal.text, complete: false }));
    }
  }
}

/** Literals in lower case, one of which starts every match. An empty string among them means that nothing is known. */
export function prefixes(node: Node): string[] {
  const all = new Set(literals(node).map((literal) => literal.text));
  // a literal that another one starts is enough
  return [...all].filter((text) => ![...all].some((other) => other !== text && text.startsWith(other)));
}

/**
 * Where in a match the literal `keyword` (lower case) stands: the least and the greatest distance from the match's
 * start, for the first run of fixed bytes on the top level of the pattern that contains it. Undefined when the
 * pattern does not prove that it stands in every match.
 */
export function offsetOf(node: Node, keyword: string): { min: number; max: number } | undefined {
  const items = flatten(node);
  let min = 0;
  let max = 0;
  for (let i = 0; i < items.length; i++) {
    let run = '';
    for (let k = i; k < items.length && run.length < keyword.length; k++) {
      const item = items[k]!;
      if (item.kind === 'assertion') continue;
      const folded = item.kind === 'class' ? foldedBytes(item.bytes) : [];
      if (folded.length !== 1) break;
      run += folded[0];
    }
    if (run === keyword) return { min, max };
    const length = lengths(items[i]!);
    min += length.min;
    max += length.max;
  }
  return undefined;
}

/** A literal of which every match holds one, and where: its distance from the match's start. */
export interface Anchor {
  /** In lower case, any of them. */
  readonly literals: readonly string[];
  readonly min: number;
  /** May be Infinity. */
  readonly max: number;
}

const SHORTEST_ANCHOR = 3;
const MOST_ANCHORS = 64;

/**
 * The anchor that is best to look for: the one with the longest literals, then the one nearest to the start. Undefined
 * where the pattern proves none of three characters or more.
 */
export function anchorOf(node: Node): (Anchor & { readonly reach: number }) | undefined {
  const items = flatten(node);
  let best: Anchor | undefined;
  let min = 0;
  let max = 0;
  const worth = ({ literals }: Anchor): number => Math.min(...literals.map(({ length }) => length));
  /** Up to here what begins is the end of a literal that was found. */
  let covered = 0;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    // what begins with any of many bytes begins with no literal: of most patterns most items
    const isWide = item.kind === 'class' && item.size > 2 * MAX_FOLDED;
    if (item.kind !== 'assertion' && !isWide && i >= covered) {
      const found = prefixes({ kind: 'sequence', items: items.slice(i) });
      const fits = found.length <= MOST_ANCHORS && found.every(({ length }) => length >= SHORTEST_ANCHOR);
      const anchor = { literals: found, min, max };
      if (fits && (!best || worth(anchor) > worth(best))) best = anchor;
      if (found.length === 1 && found[0]!.length < MAX_LITERAL_LENGTH) covered = i + found[0]!.length;
    }
    const length = lengths(item);
    min += length.min;
    max += length.max;
  }
  return best && { ...best, reach: lengths(node).max };
}

function flatten(node: Node): Node[] {
  switch (node.kind) {
    case 'sequence':
      return node.items.flatMap(flatten);
    case 'group':
      return flatten(node.body);
    case 'repeat':
      return node.min === node.max && node.min <= 64
        ? Array.from({ length: node.min }, () => flatten(node.body)).flat()
        : [node];
    default:
      return [node];
  }
}

/** The literal bytes, as written, that every match's group `name` starts with; '' when there are none. */
export function groupPrefix(node: Node, name: string): string {
  const group = findGroup(node, name);
  if (!group) return '';
  let text = '';
  for (const item of flatten(group)) {
    if (item.kind === 'assertion') continue;
    if (item.kind !== 'class' || item.size !== 1) break;
    text += String.fromCharCode(item.bytes.indexOf(1));
  }
  return text;
}

function findGroup(node: Node, name: string): Node | undefined {
  switch (node.kind) {
    case 'group':
      return node.name === name ? node.body : findGroup(node.body, name);
    case 'sequence':
      return node.items.map((item) => findGroup(item, name)).find(Boolean);
    case 'choice':
      return node.options.map((item) => findGroup(item, name)).find(Boolean);
    case 'repeat':
      return findGroup(node.body, name);
    default:
      return undefined;
  }
}
