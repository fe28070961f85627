/**
 * The values that a run has found, for as long as it lasts: a redaction takes them out wherever they stand, also where
 * nothing but the value itself gives them away, and then proves that none is left. What is in here can be asked where
 * it stands in bytes that one has; it cannot be read.
 */
import { createHmac } from 'node:crypto';
import type { Draft, PatternDraft } from '../draft.ts';
import type { View } from '../engine/view.ts';
import { machineKey } from '../platform/home.ts';
import { pseudonym } from '../redact/mark.ts';
import type { RedactionSpan } from '../redact/finder.ts';
import type { Span } from '../span.ts';
import { Needles, SHORTEST_NEEDLE } from './needles.ts';
import { secretParts } from './secret-parts.ts';
import { shapesOfPart, spellingsOf, type Bytes } from './spellings.ts';

/** A stretch in which a known value stands, or a piece of one. */
export interface Trace extends RedactionSpan {
  /** It is all of the value, in one of its spellings. */
  readonly isWhole: boolean;
  /** The same number, the same value. */
  readonly value: number;
}

interface Known {
  readonly type: string;
  readonly pseudonym: string;
  /** The vault knows it. */
  readonly isManaged: boolean;
}

/** A piece of fewer different bytes is filling, not a secret. */
const LEAST_DIFFERENT = 6;
/** A value of fewer bytes is no word. */
const LEAST_SHORT = 3;
/** A larger value is looked for in pieces of its first so many bytes. */
const LONGEST = 1 << 16;

/** The key of the marks that stand where values stood: under one key the same value has the same mark. */
export function markKey(indexKey: Uint8Array | undefined): Buffer {
  return createHmac('sha256', indexKey ?? machineKey())
    .update('staunch/marks')
    .digest();
}

export class KnownValues {
  readonly #indexKey: Uint8Array | undefined;
  #key: Buffer | undefined;
  readonly #values: Known[] = [];
  /** By the value; the number in `#values`, or undefined for one that is too common to be looked for. */
  readonly #numbers = new Map<Bytes, number | undefined>();
  /** Owned by twice the value's number, and one more where it is all of the value. */
  readonly #needles = new Needles();
  readonly #disowned = new Set<number>();
  readonly #looksForCommon: boolean;
  #learnsAll = false;
  /** Values that are too short for a needle. */
  readonly #short = new Map<Bytes, number>();
  #common = 0;

  /**
   * `indexKey`: the vault's, so that marks are the same as elsewhere. With `common`, values that people think of are looked
   * for as well, and short ones: for texts of which it is better to lose a word than to show one.
   */
  constructor(indexKey?: Uint8Array, { common = false }: { readonly common?: boolean } = {}) {
    this.#indexKey = indexKey;
    this.#looksForCommon = common;
  }

  /** How many values are looked for. */
  get count(): number {
    return this.#values.length - this.#disowned.size;
  }

  /** From now on what is hardly believed is learned too. */
  learnAll(): void {
    this.#learnsAll = true;
  }

  /** What stands where only an id can stand is no secret, whatever it looks like; but what the vault knows is one. */
  disown(value: Buffer): void {
    const number = this.#numbers.get(value.toString('latin1'));
    if (number !== undefined && !this.#values[number]!.isManaged) this.#disowned.add(number);
    // what was found in a damaged page goes on into the next value: only that end of it is forgotten
    const isGuess = (owner: number): boolean => owner % 2 === 0 && !this.#values[owner >> 1]!.isManaged;
    this.#needles.drop(value, isGuess);
  }

  /** How many are so common that only their names give them away: they are not looked for elsewhere. */
  get common(): number {
    return this.#common;
  }

  /** Takes what a view holds; what is hardly believed is left. */
  learn(view: View, drafts: readonly Draft[]): void {
    for (const draft of drafts) {
      if (draft.confidence === 'low' && !this.#learnsAll) continue;
      if (draft.detector === 'pattern') {
        if (!isWritten(draft)) continue;
        this.#add(draft.match.value, draft.match.rule.id, undefined);
        continue;
      }
      const [undone] = draft.encoding.slice(view.encoding.length);
      const { start, end } = draft.inView;
      const written = view.bytes.toString('latin1', start, end);
      const value = undone === undefined ? written : undoneFrom(written, undone);
      if (value !== undefined) this.#add(value, draft.item.name, draft.item.mark);
    }
  }

  #add(value: Bytes, type: string, mark: string | undefined): void {
    const there = this.#numbers.get(value);
    if (there !== undefined || this.#numbers.has(value)) {
      // the vault's name for it says more than a rule's
      if (there !== undefined && mark !== undefined)
        this.#values[there] = { type, pseudonym: mark, isManaged: true };
      return;
    }
    const long = value.slice(0, LONGEST);
    const { whole: secret, inner } = secretParts(long);
    const whole = secret.length === 0 && this.#looksForCommon ? [long] : secret;
    if (whole.length === 0) {
      this.#common++;
      this.#numbers.set(value, undefined);
      return;
    }
    const number = this.#values.length;
    this.#numbers.set(value, number);
    this.#values.push({
      type,
      pseudonym: mark ?? pseudonym(this.#markKey(), value),
      isManaged: mark !== undefined,
    });
    for (const text of whole) {
      for (const spelling of spellingsOf(text)) {
        // shorter than this, bytes stand somewhere by chance
        if (spelling.length < SHORTEST_NEEDLE) {
          if (this.#looksForCommon && spelling.length >= LEAST_SHORT) this.#short.set(spelling, number);
          continue;
        }
        const bytes = Buffer.from(spelling, 'latin1');
        this.#needles.add(this.#needles.text(bytes), 0, bytes.length, 2 * number + 1);
      }
    }
    for (const part of inner) for (const shape of shapesOfPart(part)) this.#addPieces(shape, number);
  }

  #addPieces({ text, piece }: { text: Bytes; piece: number }, number: number): void {
    if (text.length < piece) return;
    const bytes = Buffer.from(text, 'latin1');
    const own = this.#needles.text(bytes);
    const counts = new Uint8Array(256);
    let different = 0;
    for (let end = 0; end < bytes.length; end++) {
      if (counts[bytes[end]!]!++ === 0) different++;
      const start = end + 1 - piece;
      if (start > 0 && --counts[bytes[start - 1]!]! === 0) different--;
      if (start >= 0 && different >= LEAST_DIFFERENT) this.#needles.add(own, start, piece, 2 * number);
    }
  }

  #markKey(): Buffer {
    return (this.#key ??= markKey(this.#indexKey));
  }

  /** Where known values stand in `bytes`, and pieces of them: in order, apart from each other. */
  search(bytes: Buffer): readonly Trace[] {
    if (this.#values.length === 0) return [];
    const found: { value: number; start: number; end: number; isWhole: boolean }[] = [];
    let piece: (typeof found)[number] | undefined;
    this.#needles.search(bytes, (owner, start, end) => {
      const value = owner >> 1;
      const isWhole = owner % 2 === 1;
      if (this.#disowned.has(value)) return;
      if (!isWhole && piece?.value === value && start <= piece.end && end >= piece.start) {
        // one piece goes on with the next
        piece.start = Math.min(piece.start, start);
        piece.end = Math.max(piece.end, end);
        return;
      }
      const own = { value, start, end, isWhole };
      found.push(own);
      if (!isWhole) piece = own;
    });
    for (const { start, end, value } of this.#searchShort(bytes))
      found.push({ start, end, value, isWhole: true });
    if (found.length === 0) return [];
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    const apart: typeof found = [];
    for (const each of found) {
      const last = apart.at(-1);
      if (!last || last.end <= each.start) apart.push({ ...each });
      else {
        if (each.isWhole && !last.isWhole) [last.value, last.isWhole] = [each.value, true];
        last.end = Math.max(last.end, each.end);
      }
    }
    return apart.map(({ value, start, end, isWhole }) => ({
      start,
      end,
      value,
      isWhole,
      type: this.#values[value]!.type,
      pseudonym: this.#values[value]!.pseudonym,
      encoding: [],
    }));
  }

  *#searchShort(bytes: Buffer): Generator<Span & { readonly value: number }> {
    if (this.#short.size === 0) return;
    const text = bytes.toString('latin1');
    for (let start = 0; start < text.length; start++) {
      for (let end = start + LEAST_SHORT; end < start + SHORTEST_NEEDLE; end++) {
        const value = this.#short.get(text.slice(start, end));
        if (value !== undefined && !this.#disowned.has(value)) yield { start, end, value };
      }
    }
  }

  /** Nothing is looked for any more. Copies that the runtime made cannot be reached. */
  forget(): void {
    this.#needles.forget();
    this.#short.clear();
    this.#numbers.clear();
    this.#disowned.clear();
    this.#values.length = 0;
    this.#key?.fill(0);
  }
}

/** Decoders that put together what stands apart: in lines, in quotes, between tags. */
const JOINING = new Set(['concatenation', 'tags', 'lines', 'prefixes', 'quotes']);

/** A name and a value that meet only there tell too little of where the value ends. */
function isWritten({ encoding, match }: PatternDraft): boolean {
  const { evidence } = match.rule;
  const isGuess = evidence === 'assignment' || evidence === 'context';
  return !isGuess || !encoding.some((name) => JOINING.has(name));
}

/** What the rolling views undid; undefined where that cannot be told from what is written. */
function undoneFrom(written: Bytes, encoding: string): Bytes | undefined {
  if (encoding === 'hex') return Buffer.from(written.replace(/[^0-9a-f]/gi, ''), 'hex').toString('latin1');
  if (encoding === 'reversed') return [...written].reverse().join('');
  // a run of base64 may start between two bytes of the value; it is looked for as it is written
  return encoding === 'base64' ? written : undefined;
}
