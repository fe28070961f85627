/** Many short texts side by side, so that searching them costs what searching one long text costs. */
import { containerOf } from './decode/containers.ts';
import type { Member, Unopened } from './decode/container.ts';
import { HEAD_BYTES } from './decode/tree.ts';
import type { Cut, Repeats } from './repeats.ts';

/** One of the texts in a batch: [start, end) of its bytes. */
export interface Part<T> {
  readonly start: number;
  readonly end: number;
  readonly member: T;
  /** What stands elsewhere too and was left out. */
  readonly cuts?: readonly Cut[];
}

export type Piece<T> =
  | { readonly kind: 'batch'; readonly bytes: Buffer; readonly parts: readonly Part<T>[] }
  /** One that stands alone: it is long, or a container. Without `bytes` it is too long to be held, and is read on. */
  | {
      readonly kind: 'single';
      readonly member: T;
      readonly bytes: Buffer | undefined;
      readonly read: Member['read'];
    }
  | { readonly kind: 'unopened'; readonly unopened: Unopened };

/** Longer texts stand alone. */
const LONG = 1 << 20;
/** What is searched at once; a batch is one window. */
const CAPACITY = 4 << 20;
/** What is left out of one batch is held up to here. */
const MOST_LEFT_OUT = 16 << 20;
/** Texts are held in memory up to here. */
const MOST_HELD = 32 << 20;
/**
 * Stands between two texts: it ends a line, is part of no encoding and of no value, and no pattern goes on over brackets and
 * control characters. An even length keeps UTF-16 in step; bytes above ASCII would look like Latin-1 to decoders.
 */
const SEPARATOR = Buffer.from('\n\x01{}\x01\n');

/** Whether a text that starts like this can be no container. */
const isPlainStart = (byte: number): boolean => byte === 0x7b || byte === 0x5b || byte === 0x22;

/**
 * Every member, short ones together, without what `repeats` knows already. `keep` says what is to be known of one later: `read` is good only now. The bytes of a
 * piece are good until the next one is asked for.
 */
export function* batched<T>(
  members: Iterable<Member | Unopened>,
  keep: (member: Member) => T,
  repeats?: Repeats,
): Iterable<Piece<T>> {
  const bytes = Buffer.allocUnsafe(CAPACITY);
  let parts: Part<T>[] = [];
  let length = 0;
  let leftOut = 0;
  const flush = function* (): Iterable<Piece<T>> {
    if (parts.length > 0) yield { kind: 'batch', bytes: bytes.subarray(0, length), parts };
    parts = [];
    length = leftOut = 0;
  };
  try {
    for (const member of members) {
      if (member.kind === 'unopened') {
        yield { kind: 'unopened', unopened: member };
        continue;
      }
      if (length + LONG + SEPARATOR.length > CAPACITY || leftOut > MOST_LEFT_OUT) yield* flush();
      const room = bytes.subarray(length, length + LONG);
      const got = fill(member.read, room, 0);
      if (got === 0) continue;
      const isShort = got < LONG;
      if (repeats && isShort && isPlainStart(room[0]!)) {
        const { kept, cuts } = repeats.shorten(bytes, length, got);
        leftOut += got - kept;
        const part = { start: length, end: length + kept, member: keep(member) };
        parts.push(cuts.length > 0 ? { ...part, cuts } : part);
        length += kept;
        length += SEPARATOR.copy(bytes, length);
        continue;
      }
      const head = room.subarray(0, Math.min(got, HEAD_BYTES));
      if (isShort && (member.isRemnant || isPlainStart(head[0]!) || containerOf(head) === undefined)) {
        parts.push({ start: length, end: length + got, member: keep(member) });
        length += got;
        length += SEPARATOR.copy(bytes, length);
        continue;
      }
      const kept = keep(member);
      const first = Buffer.from(room.subarray(0, got));
      yield* flush();
      const held = isShort ? first : hold(member.read, first);
      const isWhole = held.length < MOST_HELD;
      const read: Member['read'] = (into, position) =>
        position < held.length
          ? held.copy(into, 0, position, held.length)
          : isWhole
            ? 0
            : member.read(into, position);
      yield { kind: 'single', member: kept, bytes: isWhole ? held : undefined, read };
    }
  } catch (error) {
    // what was read until then is looked at before it is told
    yield* flush();
    throw error;
  }
  yield* flush();
}

/** From `from` on until `into` is full or there is no more; where that is. */
function fill(read: Member['read'], into: Buffer, from: number): number {
  let length = from;
  while (length < into.length) {
    const got = read(into.subarray(length), length);
    if (got === 0) break;
    length += got;
  }
  return length;
}

/** What follows after `first`, as far as it is held. */
function hold(read: Member['read'], first: Buffer): Buffer {
  let held = first;
  let { length } = first;
  while (length === held.length && length < MOST_HELD) {
    held = Buffer.concat([held], Math.min(MOST_HELD, 4 * held.length));
    length = fill(read, held, length);
  }
  return held.subarray(0, length);
}

/** The part that holds `offset`; undefined between two. */
export function partAt<T>(parts: readonly Part<T>[], offset: number): Part<T> | undefined {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parts[middle]!.end <= offset) low = middle + 1;
    else high = middle;
  }
  const part = parts[low];
  return part && part.start <= offset ? part : undefined;
}
