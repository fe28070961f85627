/**
 * The sieve of a rule: an automaton that reads the text from where a keyword stands and says no, or maybe. It is the
 * rule's pattern, made a little wider so that it stays small: what may be repeated more than a few times may be repeated
 * for ever, assertions hold everywhere, and what would need too many states is taken for a match. So it never says no
 * where the pattern matches, and refuses nearly all of the keywords that stand in a text for other reasons, at a
 * nanosecond a byte; the regex is asked about the rest.
 */
import { bothCases, type Node } from './syntax.ts';

/** The states that end the walk; the walk begins in START. */
const NO = 0;
const MAYBE = 1;
const START = 2;

/** What a byte of a table can number. */
const MOST_STATES = 255;
/** Copies of what is repeated; the last of more goes on for ever. */
const MOST_COPIES = 4;
/** Positions of a pattern; a longer one is cut, and what is behind the cut is taken for a match. */
const MOST_POSITIONS = 1500;
/** The walk ends with maybe after so many bytes: a text made to mislead must not be read to its end at every keyword. */
export const MOST_WALKED = 192;

export interface Sieve {
  /** Byte to class. */
  readonly classes: Uint8Array;
  readonly width: number;
  /** (state * width + class) to state. */
  readonly table: Uint8Array;
  /** Whether the walk begins behind the keyword, and not where it starts. */
  readonly isBehind: boolean;
}

/**
 * `keywords` are the rule's, in lower case, all at the start of a match. Undefined where nothing has to stand there, or
 * behind the keyword.
 */
export function sieveOf(node: Node, ignoreCase: boolean, keywords: readonly string[]): Sieve | undefined {
  const rest = behindKeywords(node, ignoreCase, keywords);
  const { positions, first, follow, last, isNullable } = new Positions(ignoreCase).read(rest ?? node);
  if (isNullable) return undefined;
  const { classes, width, members } = classesOf(positions);
  const accepts = new Set(last);
  const table: number[] = [...Array<number>(2 * width).fill(NO)];
  const states = new Map<string, number>();
  const queue: (readonly number[])[] = [];
  const stateOf = (set: readonly number[]): number => {
    if (set.length === 0) return NO;
    if (set.some((position) => accepts.has(position))) return MAYBE;
    const key = set.join(' ');
    const known = states.get(key);
    if (known !== undefined) return known;
    if (states.size + START >= MOST_STATES) return MAYBE;
    states.set(key, states.size + START);
    queue.push(set);
    return states.size + START - 1;
  };
  // a start of its own: no position has been passed yet
  states.set('start', START);
  const step = (from: readonly number[], entered: readonly number[]): void => {
    for (let symbol = 0; symbol < width; symbol++) {
      const next = new Set<number>();
      for (const position of entered) if (members[symbol]!.has(position)) next.add(position);
      for (const position of from)
        for (const each of follow[position]!) if (members[symbol]!.has(each)) next.add(each);
      table.push(stateOf([...next].sort((a, b) => a - b)));
    }
  };
  step([], first);
  for (let at = 0; at < queue.length; at++) step(queue[at]!, []);
  return { ...smallest(classes, width, table), isBehind: rest !== undefined };
}

/** The same automaton with as few states and classes as it takes. */
function smallest(
  classes: Uint8Array,
  width: number,
  table: readonly number[],
): Pick<Sieve, 'classes' | 'width' | 'table'> {
  const count = table.length / width;
  // states that no text tells apart are one; to begin with, those that are no end are
  let group = Array.from({ length: count }, (_, state) => Math.min(state, START));
  for (let groups = 0; ;) {
    const numbers = new Map<string, number>();
    const next = group.map((own, state) => {
      if (state < START) return state;
      const row = table.slice(state * width, (state + 1) * width).map((to) => group[to]!);
      const key = `${own} ${row.join(' ')}`;
      if (!numbers.has(key)) numbers.set(key, numbers.size + START);
      return numbers.get(key)!;
    });
    const isDone = numbers.size === groups;
    groups = numbers.size;
    group = next;
    if (isDone) break;
  }
  // the first state of all is still START
  const rows: number[][] = [];
  group.forEach((own, state) => {
    rows[own] ??= table.slice(state * width, (state + 1) * width).map((to) => group[to]!);
  });
  // classes that lead to the same states everywhere are one
  const columns = new Map<string, number>();
  const merged = Array.from({ length: width }, (_, symbol) => {
    const key = rows.map((row) => row[symbol]!).join(' ');
    if (!columns.has(key)) columns.set(key, columns.size);
    return columns.get(key)!;
  });
  const kept = [...columns.values()].map((column) => merged.indexOf(column));
  return {
    classes: classes.map((symbol) => merged[symbol]!),
    width: columns.size,
    table: Uint8Array.from(rows.flatMap((row) => kept.map((symbol) => row[symbol]!))),
  };
}

/** What follows the choice of literals that a pattern starts with, if these are the keywords; else undefined. */
function behindKeywords(node: Node, ignoreCase: boolean, keywords: readonly string[]): Node | undefined {
  const items = node.kind === 'sequence' ? node.items : [node];
  const head = items[0];
  const options = head && literals(head);
  if (!options || items.length < 2) return undefined;
  const isOne = (option: string): boolean =>
    (ignoreCase || option === option.toLowerCase()) && keywords.includes(option.toLowerCase());
  if (!options.every(isOne)) return undefined;
  return { kind: 'sequence', items: items.slice(1) };
}

/** All texts that the node matches, where they are plain literals. */
function literals(node: Node): string[] | undefined {
  switch (node.kind) {
    case 'group':
      return literals(node.body);
    case 'choice': {
      const options = node.options.map(literals);
      return options.every((option) => option !== undefined) ? options.flat() : undefined;
    }
    case 'class': {
      const bytes = [...node.bytes.keys()].filter((byte) => node.bytes[byte] === 1);
      const letters = new Set(bytes.map((byte) => String.fromCharCode(byte).toLowerCase()));
      return letters.size === 1 && bytes.length <= 2 ? [String.fromCharCode(bytes.at(-1)!)] : undefined;
    }
    case 'sequence': {
      let texts = [''];
      for (const item of node.items) {
        const parts = literals(item);
        if (!parts || texts.length * parts.length > 64) return undefined;
        texts = texts.flatMap((text) => parts.map((part) => text + part));
      }
      return texts;
    }
    default:
      return undefined;
  }
}

interface Part {
  readonly isNullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** The positions of a pattern's classes, and which may follow which (Glushkov). */
class Positions {
  private readonly ignoreCase: boolean;
  private readonly bytes: Uint8Array[] = [];
  private readonly follow: Set<number>[] = [];
  private isCut = false;

  constructor(ignoreCase: boolean) {
    this.ignoreCase = ignoreCase;
  }

  read(
    node: Node,
  ): Part & { readonly positions: readonly Uint8Array[]; readonly follow: readonly Set<number>[] } {
    return { ...this.part(node), positions: this.bytes, follow: this.follow };
  }

  private part(node: Node): Part {
    switch (node.kind) {
      case 'empty':
      case 'assertion':
        return { isNullable: true, first: [], last: [] };
      case 'group':
        return this.part(node.body);
      case 'class':
        return this.one(node.bytes);
      case 'sequence':
        return this.chain(node.items.map((item) => () => this.part(item)));
      case 'choice': {
        const options = node.options.map((option) => this.part(option));
        return {
          isNullable: options.some((option) => option.isNullable),
          first: options.flatMap((option) => option.first),
          last: options.flatMap((option) => option.last),
        };
      }
      case 'repeat':
        return this.repeat(node.body, node.min, node.max);
    }
  }

  private one(bytes: Uint8Array): Part {
    if (this.bytes.length >= MOST_POSITIONS) this.isCut = true;
    // behind the cut anything may stand, and nothing has to
    if (this.isCut) return { isNullable: true, first: [], last: [] };
    const position = this.bytes.push(this.ignoreCase ? bothCases(bytes) : bytes) - 1;
    this.follow.push(new Set());
    return { isNullable: false, first: [position], last: [position] };
  }

  private chain(parts: readonly (() => Part)[]): Part {
    let whole: Part = { isNullable: true, first: [], last: [] };
    for (const make of parts) {
      const part = make();
      this.link(whole.last, part.first);
      whole = {
        isNullable: whole.isNullable && part.isNullable,
        first: whole.isNullable ? [...whole.first, ...part.first] : whole.first,
        last: part.isNullable ? [...whole.last, ...part.last] : part.last,
      };
    }
    return whole;
  }

  private repeat(body: Node, min: number, max: number): Part {
    const copies = max <= MOST_COPIES ? max : Math.max(1, Math.min(min, MOST_COPIES));
    const isEndless = max > copies;
    const parts = Array.from({ length: copies }, (_, at) => (): Part => {
      const part = this.part(body);
      if (isEndless && at === copies - 1) this.link(part.last, part.first);
      return at < min ? part : { ...part, isNullable: true };
    });
    return max === 0 ? { isNullable: true, first: [], last: [] } : this.chain(parts);
  }

  private link(from: readonly number[], to: readonly number[]): void {
    for (const each of from) for (const next of to) this.follow[each]!.add(next);
  }
}

/** Bytes that no position tells apart are one class; for each class the positions that have it. */
function classesOf(positions: readonly Uint8Array[]): {
  classes: Uint8Array;
  width: number;
  members: readonly ReadonlySet<number>[];
} {
  const classes = new Uint8Array(256);
  const numbers = new Map<string, number>();
  const members: Set<number>[] = [];
  for (let byte = 0; byte < 256; byte++) {
    const here = positions.flatMap((bytes, position) => (bytes[byte] ? [position] : []));
    const key = here.join(' ');
    let number = numbers.get(key);
    if (number === undefined) {
      number = members.push(new Set(here)) - 1;
      numbers.set(key, number);
    }
    classes[byte] = number;
  }
  return { classes, width: members.length, members };
}

/** Whether a match may start at `at`, for a keyword of `length` bytes that stands there. `end`: of the text. */
export function passes(
  { classes, width, table, isBehind }: Sieve,
  bytes: Uint8Array,
  at: number,
  length: number,
  end: number,
): boolean {
  let from = isBehind ? at + length : at;
  const to = Math.min(end, from + MOST_WALKED);
  let state = START;
  for (; from < to; from++) {
    state = table[state * width + classes[bytes[from]!]!]!;
    if (state < START) return state === MAYBE;
  }
  return to < end;
}
