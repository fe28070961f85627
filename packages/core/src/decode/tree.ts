/**
 * All views of some bytes: as they stand, and what the decoders make of them, and of that again. Each view is written into
 * the arena and is gone when the next one is asked for.
 */
import type { View } from '../engine/view.ts';
import { loadBuiltIn } from '../platform/library.ts';
import type { Span } from '../span.ts';
import type { Budget, Container, Unopened } from './container.ts';
import { containerOf, isPlain } from './containers.ts';
import { base64 } from './base64.ts';
import { DecodedText, SEPARATORS } from './decoded-text.ts';
import type { Decoder } from './decoder.ts';
import type { Survey } from './survey.ts';
import { inflateRaw } from './deflate.ts';
import { isText, SAMPLE } from './kit/content.ts';
import { hex } from './hex.ts';
import { decoders } from './index.ts';
import { wideView } from './wide.ts';

/** An encoding in an encoding in an encoding …: what programs do by accident is three deep. */
const DEPTH = 5;
/** Shorter text holds no secret. */
const LEAST = 6;
/** Bytes by which a container is known. */
export const HEAD_BYTES = 1024;
/** Shorter pieces are no container. */
const LEAST_CONTAINER = 18;

/** What decoding may cost for one fragment, and what was left out. */
export interface DecodeBudget {
  /** Bytes that may still be decoded out of text. */
  left: number;
  /** Something was left out. */
  isExceeded: boolean;
  /** For containers in text. */
  readonly containers: Budget;
  /** Containers in text that could not be looked into. */
  readonly unopened: Unopened[];
  /**
   * What was decoded of this window already, another way (a quote in an escape is an escape in a quote), and how deep: from
   * less deep, more can be decoded below it.
   */
  readonly known: Map<string, number>;
  /** What stands too deep in this window, until it is known whether it was read elsewhere (`isLeftOut`). */
  readonly deeper?: Set<string>;
}

/** Memory in which views are written one behind the other, and what tells what they hold. */
export interface Room {
  readonly arena: Buffer;
  survey(bytes: Buffer, length: number): Survey;
}

/** What is left behind `length` bytes. Views begin where the kernel's blocks do. */
function behind({ arena, survey }: Room, length: number): Room {
  return { arena: arena.subarray(Math.min(arena.length, aligned(length))), survey };
}

/**
 * The views below `view`, depth first. Memory for them is taken from `room`. Without `decodes` it is wide text only.
 */
export function* viewsBelow(
  view: View,
  room: Room,
  budget: DecodeBudget,
  decodes: boolean,
  depth = 0,
  from?: Origin,
): Iterable<View> {
  if (depth >= DEPTH) {
    if (decodes && !budget.isExceeded) addDeeper(budget, view, room, from);
    return;
  }
  if (!isWide(view.encoding)) {
    const wide = wideView(view.bytes, view.length, room.arena);
    if (wide) {
      const below = nested(view, wide.encoding, wide.bytes, wide.length, (span) => wide.toSource(span));
      yield below;
      if (decodes) yield* viewsBelow(below, behind(room, wide.length), budget, true, depth + 1);
    }
  }
  if (!decodes) return;
  // searches for a byte must not run on into what the memory held before
  const text = view.bytes.subarray(0, view.length);
  if (isUniform(text)) return;
  const survey = room.survey(view.bytes, view.length);
  for (const decoder of decoders) {
    if (isPointless(decoder, view.encoding) || !decoder.mayRead(survey, text)) continue;
    const out = new DecodedText(text, room.arena);
    decoder.decode(text, view.length, out, survey);
    if (out.isFull) budget.isExceeded = true;
    if (out.length < LEAST) continue;
    if (from && isRepeated(decoder, out, from)) continue;
    if (isKnown(budget, view, out, depth)) continue;
    budget.left -= out.length;
    if (budget.left < 0) {
      budget.isExceeded = true;
      return;
    }
    const toSource = (span: Span): Span =>
      decoder.wholeLines ? linesOf(view, out.toSource(span)) : out.toSource(span);
    const below = nested(view, [decoder.name], out.bytes, out.length, toSource);
    const rest = behind(room, out.length);
    yield below;
    yield* viewsBelow(below, rest, budget, true, depth + 1, { decoder, out });
    if (!decoder.inline) {
      for (const [at, start] of out.pieces.entries()) {
        const next = out.pieces[at + 1];
        const end = next === undefined ? out.length : next - SEPARATORS;
        if (end - start >= LEAST_CONTAINER)
          yield* viewsInside(below, { start, end }, rest, budget, depth + 1);
      }
    }
  }
}

/** What a piece of a view holds, if it is a container or compressed. All of it stands where the piece stands. */
function* viewsInside(
  view: View,
  piece: Span,
  room: Room,
  budget: DecodeBudget,
  depth: number,
): Iterable<View> {
  const headEnd = Math.min(piece.end, piece.start + HEAD_BYTES);
  if (isPlain(view.bytes, piece.start, headEnd)) return;
  const head = view.bytes.subarray(piece.start, headEnd);
  const container = containerOf(head);
  if (!container && isText(head, Math.min(head.length, SAMPLE))) return;
  const source = view.toSource(piece);
  if (!container) {
    const inflated = inflateRaw(Buffer.from(view.bytes.subarray(piece.start, piece.end)));
    if (inflated) yield* viewsOfBytes([...view.encoding, 'deflate'], inflated, source, room, budget, depth);
    return;
  }
  yield* viewsOfContainer(
    view.encoding,
    container,
    Buffer.from(view.bytes.subarray(piece.start, piece.end)),
    source,
    room,
    budget,
    depth,
  );
}

function* viewsOfContainer(
  encoding: readonly string[],
  container: Container,
  bytes: Buffer,
  source: Span,
  room: Room,
  budget: DecodeBudget,
  depth: number,
): Iterable<View> {
  if (depth >= DEPTH) {
    budget.isExceeded = true;
    return;
  }
  const access = {
    size: bytes.length,
    read: (into: Uint8Array, position: number) => bytes.copy(into, 0, position),
  };
  for (const member of container.open(access, budget.containers)) {
    if (member.kind === 'unopened') {
      // what only looks like a container because of its first bytes is none
      if (member.cause !== 'damaged') budget.unopened.push(member);
      continue;
    }
    const held = readAll(member.read, MOST_IN_TEXT);
    if (held.length === MOST_IN_TEXT) budget.isExceeded = true;
    const path = [...encoding, container.name, ...(member.encoding ?? [])];
    yield* viewsOfBytes(path, held, source, room, budget, depth);
    const inner = containerOf(held.subarray(0, HEAD_BYTES));
    if (inner) yield* viewsOfContainer(path, inner, held, source, room, budget, depth + 1);
  }
}

/** A member of a container that is itself decoded out of text is looked at up to here. */
const MOST_IN_TEXT = 16 << 20;

function readAll(read: (into: Uint8Array, position: number) => number, most: number): Buffer {
  let held = Buffer.allocUnsafe(1 << 16);
  let length = 0;
  for (;;) {
    const got = read(held.subarray(length, Math.min(held.length, most)), length);
    length += got;
    if (got === 0 || length >= most) return held.subarray(0, length);
    if (length === held.length) held = Buffer.concat([held], held.length * 2);
  }
}

/** Bytes that two stretches of a long member share. */
const OVERLAP = 1 << 16;

/** In stretches that leave room for what is decoded of them. */
function* viewsOfBytes(
  encoding: readonly string[],
  bytes: Buffer,
  source: Span,
  room: Room,
  budget: DecodeBudget,
  depth: number,
): Iterable<View> {
  const { arena } = room;
  const most = Math.min(1 << 20, Math.floor(arena.length / 4));
  if (most <= 2 * OVERLAP) {
    budget.isExceeded = true;
    return;
  }
  for (let from = 0; from < bytes.length; from += most - OVERLAP) {
    const length = bytes.copy(arena, 0, from, Math.min(bytes.length, from + most));
    budget.left -= length;
    if (budget.left < 0) {
      budget.isExceeded = true;
      return;
    }
    const view: View = { bytes: arena, length, encoding, toSource: () => source };
    yield view;
    yield* viewsBelow(view, behind(room, length), budget, true, depth + 1);
    if (from + length >= bytes.length) return;
  }
}

/** The same byte again and again: a hole in a file. */
function isUniform(text: Buffer): boolean {
  return text.length > 1 && text[0] === text.at(-1) && text.subarray(1).equals(text.subarray(0, -1));
}

/** Decoders whose output is the same text again, as far as they are concerned. */
const ONCE = new Set([
  'ansi',
  'lines',
  'unicode',
  'tags',
  'concatenation',
  'quoted-printable',
  'hexdump',
  'decimal',
]);

function isPointless({ name }: Decoder, encoding: readonly string[]): boolean {
  return ONCE.has(name) && encoding.includes(name);
}

function isWide(encoding: readonly string[]): boolean {
  return encoding.at(-1)?.startsWith('utf-') ?? false;
}

/** All of the lines that a span touches, without the last line end. */
function linesOf({ bytes, length }: View, { start, end }: Span): Span {
  const next = bytes.subarray(0, length).indexOf(10, end);
  return { start: bytes.subarray(0, start).lastIndexOf(10) + 1, end: next < 0 ? length : next };
}

/** What made a view. */
interface Origin {
  readonly decoder: Decoder;
  readonly out: DecodedText;
}

/** The byte before and the one behind say where a run begins and ends. */
const MARGIN = 1;

/**
 * Whether what was decoded of a view is read elsewhere: because all of it stood in the view above in the same way, or
 * because this decoder changes nothing that the one before it has changed, and the two are tried in the other order as
 * well. Without it, encodings side by side would be read in every order.
 */
function isRepeated(decoder: Decoder, out: DecodedText, from: Origin): boolean {
  if (isOfParent(out, from.out)) return true;
  if (!decoder.inline || !from.decoder.inline) return false;
  if (decoders.indexOf(decoder) >= decoders.indexOf(from.decoder)) return false;
  for (const { start, end } of out.changes()) if (!from.out.isCopied(start, end, MARGIN)) return false;
  return true;
}

function isOfParent(out: DecodedText, from: DecodedText): boolean {
  for (const [at, start] of out.pieces.entries()) {
    const next = out.pieces[at + 1];
    const end = next === undefined ? out.length : next - SEPARATORS;
    if (end <= start) continue;
    const span = out.toSource({ start, end });
    if (!from.isCopied(span.start, span.end, MARGIN)) return false;
  }
  return true;
}

/** More of what is too deep to be decoded is not kept. */
const MOST_DEEPER = 1 << 12;
/** Bytes that are gone through for parts of what was read; all but few stand there as they are. */
const MOST_COMPARED = 1 << 26;
const BETWEEN = '\xff'.repeat(SEPARATORS);

/**
 * Puts what a view that is too deep to be decoded holds into `deeper`: what somebody put there on purpose, and not one more
 * backslash, nor what the view above it had as well.
 */
function addDeeper(
  budget: DecodeBudget,
  { bytes, length }: View,
  { arena, survey: look }: Room,
  from: Origin | undefined,
): void {
  const { deeper } = budget;
  if (!deeper) return;
  const text = bytes.subarray(0, length);
  const survey = look(bytes, length);
  for (const decoder of DEEP) {
    if (!decoder.mayRead(survey, text)) continue;
    const out = new DecodedText(text, arena);
    decoder.decode(text, length, out, survey);
    if (out.length < LEAST || (from && isOfParent(out, from.out))) continue;
    for (const piece of piecesOf(out)) deeper.add(piece);
    if (deeper.size > MOST_DEEPER) budget.isExceeded = true;
  }
}

const DEEP = [base64, hex];
const DEEP_NAMES = new Set(DEEP.map(({ name }) => name));
const NO_CONTAINERS: Budget = { take: () => false, member: () => false };

/**
 * Whether something in `deeper` was read nowhere: encodings side by side make views of views as those inside of one
 * another do, and what is too deep below one was mostly read below another. It takes all views once more, without their
 * containers.
 */
export function isLeftOut(view: View, room: Room, budget: DecodeBudget): boolean {
  const { deeper } = budget;
  if (!deeper || deeper.size === 0) return false;
  const again: DecodeBudget = {
    left: budget.left,
    isExceeded: false,
    containers: NO_CONTAINERS,
    unopened: [],
    known: new Map(),
  };
  let compared = 0;
  for (const { encoding, bytes, length } of viewsBelow(view, room, again, true)) {
    if (!DEEP_NAMES.has(encoding.at(-1)!)) continue;
    const read = bytes.toString('latin1', 0, length);
    for (const piece of read.split(BETWEEN)) deeper.delete(piece);
    // beside what others put together it may be cut short
    for (const piece of deeper) {
      compared += length;
      if (compared > MOST_COMPARED) break;
      if (read.includes(piece)) deeper.delete(piece);
    }
    if (deeper.size === 0) return false;
  }
  return true;
}

/** What a decoder has read, each by itself. */
function* piecesOf(out: DecodedText): Iterable<string> {
  for (const [at, start] of out.pieces.entries()) {
    const next = out.pieces[at + 1];
    const end = next === undefined ? out.length : next - SEPARATORS;
    if (end > start) yield out.bytes.toString('latin1', start, end);
  }
}

/** Shorter texts cost less than it costs to know them. */
const LEAST_KNOWN = 256;

/** Shorter texts are kept as they are: a digest would cost more. */
const SMALL = 4096;

function digestOf({ bytes, length }: DecodedText): string {
  const { createHash } = loadBuiltIn<typeof import('node:crypto')>('crypto');
  return createHash('sha1').update(bytes.subarray(0, length)).digest('base64');
}

/** The same text of the same stretch was searched before, so that nothing new can be in it or below it. */
function isKnown({ known }: DecodeBudget, view: View, out: DecodedText, depth: number): boolean {
  if (out.length < LEAST_KNOWN) return false;
  const digest = out.length < SMALL ? out.bytes.toString('latin1', 0, out.length) : digestOf(out);
  const { start } = view.toSource(out.toSource({ start: 0, end: 1 }));
  const key = `${start} ${digest}`;
  const before = known.get(key);
  if (before !== undefined && before <= depth) return true;
  known.set(key, depth);
  return false;
}

/** Kernels read a little past the end of a text, and blocks of 64 bytes. */
const aligned = (length: number): number => (length + 64 + 63) & ~63;

function nested(
  view: View,
  names: readonly string[],
  bytes: Buffer,
  length: number,
  toSource: View['toSource'],
): View {
  return {
    bytes,
    length,
    encoding: [...view.encoding, ...names],
    toSource: (span) => view.toSource(toSource(span)),
  };
}
