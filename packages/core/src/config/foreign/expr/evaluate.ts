/** Whether an expression is true of a match. What cannot be said is not true: then the match is told. */
import { CALLABLES, MOST_TEXT, type Tools } from './functions.ts';
import type { Expression, FindingField, Node, Value } from './tree.ts';

/** What an expression is asked about. */
export interface Facts {
  finding(name: FindingField): Value | undefined;
  /** Undefined: there is none. `unknown`: there may be one, and nobody here knows it. */
  attribute(name: string): string | undefined | typeof UNKNOWN;
  /** A stretch of what the match stands in, in the same counting as `match_start_idx`; undefined when it is too far away. */
  around(from: number | undefined, to: number | undefined): string | undefined;
}

export const UNKNOWN = Symbol('unknown');

/** Nodes that one evaluation may visit: loops in loops end there. */
const MOST_STEPS = 100_000;

export class Evaluator {
  private readonly tools: Tools;
  /** The last answer of each call: neighbours ask for the same path and the same line. */
  private readonly answers = new WeakMap<
    Node,
    { readonly args: readonly Value[]; readonly value: Value | undefined }
  >();
  private readonly slots: (Value | undefined)[] = [];
  private steps = 0;
  private facts!: Facts;

  constructor(tools: Tools) {
    this.tools = tools;
  }

  isTrue({ root }: Expression, facts: Facts): boolean {
    this.steps = 0;
    this.facts = facts;
    return this.value(root) === true;
  }

  /** Undefined: it cannot be said. */
  private value(node: Node): Value | undefined {
    if (++this.steps > MOST_STEPS) return undefined;
    switch (node.kind) {
      case 'value':
        return node.value;
      case 'list': {
        const items = this.all(node.of);
        return items as readonly string[] | undefined;
      }
      case 'finding':
        return this.facts.finding(node.name);
      case 'attribute': {
        const known = this.facts.attribute(node.name);
        return known === UNKNOWN ? undefined : (known ?? node.fallback);
      }
      case 'has': {
        const known = this.facts.attribute(node.attribute);
        return known === UNKNOWN ? undefined : known !== undefined;
      }
      case 'name':
        return this.slots[node.slot];
      case 'let':
        this.slots[node.slot] = this.value(node.value);
        return this.value(node.body);
      case 'not': {
        const of = this.value(node.of);
        return of === undefined ? undefined : !of;
      }
      case 'and':
        return this.joined(node.of, false);
      case 'or':
        return this.joined(node.of, true);
      case 'choose': {
        const condition = this.value(node.if);
        return condition === undefined ? undefined : this.value(condition ? node.yes : node.no);
      }
      case 'call':
        return this.call(node);
      case 'slice': {
        const text = this.value(node.of) as string | undefined;
        const bounds = this.bounds(node);
        return text === undefined || !bounds ? undefined : sliced(text, ...bounds);
      }
      case 'around': {
        const bounds = this.bounds(node);
        return bounds && this.facts.around(...bounds);
      }
      case 'each':
        return this.each(node);
    }
  }

  /** One that decides does so, whatever the others are. */
  private joined(nodes: readonly Node[], decides: boolean): boolean | undefined {
    let isKnown = true;
    for (const node of nodes) {
      const value = this.value(node);
      if (value === decides) return decides;
      isKnown &&= value !== undefined;
    }
    return isKnown ? !decides : undefined;
  }

  private all(nodes: readonly Node[]): Value[] | undefined {
    const values: Value[] = [];
    for (const node of nodes) {
      const value = this.value(node);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  }

  private call(node: Node & { readonly kind: 'call' }): Value | undefined {
    const args = this.all(node.args);
    if (!args) return undefined;
    const last = this.answers.get(node);
    if (last?.args.every((arg, index) => arg === args[index]) && last.args.length === args.length)
      return last.value;
    const value = CALLABLES[node.name]!.run(args as never[], this.tools);
    const kept =
      (typeof value === 'string' && value.length > MOST_TEXT) ||
      (typeof value === 'number' && !Number.isFinite(value))
        ? undefined
        : value;
    this.answers.set(node, { args, value: kept });
    return kept;
  }

  private bounds({
    from,
    to,
  }: {
    readonly from?: Node;
    readonly to?: Node;
  }): [number | undefined, number | undefined] | undefined {
    const start = from && this.value(from);
    const end = to && this.value(to);
    if ((from && start === undefined) || (to && end === undefined)) return undefined;
    return [start as number | undefined, end as number | undefined];
  }

  private each(node: Node & { readonly kind: 'each' }): boolean | number | undefined {
    const items = this.value(node.of) as readonly string[] | undefined;
    if (!items) return undefined;
    let many = 0;
    for (const item of items) {
      this.slots[node.slot] = item;
      const value = this.value(node.body);
      if (value === undefined) return undefined;
      if (value === true) many++;
    }
    switch (node.how) {
      case 'any':
        return many > 0;
      case 'all':
        return many === items.length;
      case 'none':
        return many === 0;
      case 'one':
        return many === 1;
      case 'count':
        return many;
    }
  }
}

/** Bounds before the start count from the end, and none is too far, as in Expr. */
function sliced(text: string, from = 0, to = text.length): string {
  const place = (at: number): number =>
    Math.min(text.length, Math.max(0, Math.trunc(at < 0 ? text.length + at : at)));
  const end = place(to);
  return text.slice(Math.min(place(from), end), end);
}
