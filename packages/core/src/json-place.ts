/** Where in a JSON document something stands that was found in its bytes: the way to it, and where in its text. */
import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  JsonReader,
  KEY,
  OPEN_ARRAY,
  OPEN_OBJECT,
  readValue,
  skipBlank,
  STRING,
} from './redact/json-reader.ts';
import { decodeString, wholeCharacters } from './redact/json-string.ts';
import type { Span } from './span.ts';

export interface JsonPlace {
  /** Keys and indexes, outermost first; it goes on into JSON that stands in a string. */
  readonly path: readonly (string | number)[];
  /** It stands in the key that the path ends with, not in its value. */
  readonly isKey: boolean;
  /** What the key, string or scalar says; of a very long string, how that is written. */
  readonly text: Buffer;
  /** Where in `text`. */
  readonly span: Span;
}

/** JSON in a string in JSON in a string …: tool calls in tool calls are three deep. */
const DEPTH = 8;

/**
 * For each of `spans` (ordered by start) its place in the document that `bytes` are; undefined for one that stands in no
 * key, string or scalar, and behind the point from which on the bytes are no JSON. What spans several is placed where it
 * starts.
 */
export function jsonPlaces(bytes: Buffer, spans: readonly Span[]): (JsonPlace | undefined)[] {
  const places: (JsonPlace | undefined)[] = spans.map(() => undefined);
  placeIn(bytes, { start: 0, end: bytes.length }, [...spans.entries()], [], places, 0);
  return places;
}

/** A longer string is told as it is written, and what JSON may be in it is not looked for: it would be in memory once more. */
const LONGEST_STRING = 16 << 20;

type Numbered = readonly [index: number, span: Span];

function placeIn(
  bytes: Buffer,
  document: Span,
  spans: readonly Numbered[],
  above: readonly (string | number)[],
  places: (JsonPlace | undefined)[],
  depth: number,
): void {
  const reader = new JsonReader(bytes, document.start, document.end);
  /** For each open container its key or index at hand. */
  const path: (string | number)[] = [];
  let next = 0;
  while (next < spans.length && reader.next()) {
    const { kind, start, end } = reader;
    if (kind === OPEN_OBJECT || kind === OPEN_ARRAY) {
      path.push(kind === OPEN_OBJECT ? '' : 0);
      continue;
    }
    if (kind === CLOSE_OBJECT || kind === CLOSE_ARRAY) {
      path.pop();
      step(path);
      continue;
    }
    const isString = kind === KEY || kind === STRING;
    // a quote belongs to its string
    const from = isString ? start - 1 : start;
    const to = isString ? end + 1 : end;
    while (next < spans.length && spans[next]![1].start < from) next++;
    const inside: Numbered[] = [];
    while (next < spans.length && spans[next]![1].start < to) inside.push(spans[next++]!);
    if (kind === KEY) path[path.length - 1] = meaning(bytes, start, end).toString();
    if (inside.length > 0) {
      const token = { start, end };
      leaf(bytes, token, isString, kind === KEY, inside, [...above, ...path], places, depth);
    }
    if (kind !== KEY) step(path);
  }
  const cut = reader.state === 'cut' ? cutString(bytes, reader.position, document.end) : undefined;
  const left = cut ? spans.slice(next).filter(([, span]) => span.start >= cut.start) : [];
  if (cut && left.length > 0) leaf(bytes, cut, true, false, left, [...above, ...path], places, depth);
}

/** The string that starts at `at` and was not written to its end, up to its last whole character. */
function cutString(bytes: Buffer, at: number, end: number): Span | undefined {
  if (bytes[at] !== 0x22) return undefined;
  const escape = bytes.subarray(0, end).lastIndexOf(0x5c);
  return { start: at + 1, end: Math.max(at + 1, escape >= end - LONGEST_ESCAPE ? escape : end) };
}

/** `\\u12ab` */
const LONGEST_ESCAPE = 6;

/** To the next element, in an array. */
function step(path: (string | number)[]): void {
  const last = path.at(-1);
  if (typeof last === 'number') path[path.length - 1] = last + 1;
}

function meaning(bytes: Buffer, start: number, end: number): Buffer {
  const out = Buffer.allocUnsafe(end - start);
  return out.subarray(0, decodeString(bytes, start, end, out, 0));
}

function leaf(
  bytes: Buffer,
  token: Span,
  isString: boolean,
  isKey: boolean,
  spans: readonly Numbered[],
  path: readonly (string | number)[],
  places: (JsonPlace | undefined)[],
  depth: number,
): void {
  const { start, end } = token;
  if (isString && end - start > LONGEST_STRING) {
    const text = bytes.subarray(start, end);
    for (const [index, span] of spans) {
      const from = Math.max(0, span.start - start);
      const to = Math.max(from, Math.min(span.end, end) - start);
      places[index] = { path, isKey, text, span: { start: from, end: to } };
    }
    return;
  }
  const text = isString ? meaning(bytes, start, end) : Buffer.from(bytes.subarray(start, end));
  const within: Numbered[] = spans.map(([index, span]) => [
    index,
    isString
      ? meant(bytes, token, span)
      : { start: span.start - start, end: Math.min(span.end, end) - start },
  ]);
  for (const [index, span] of within) places[index] = { path, isKey, text, span };
  if (!isString || isKey || depth >= DEPTH) return;
  const first = skipBlank(text, 0, text.length);
  if (text[first] !== 0x7b && text[first] !== 0x5b) return;
  const inner = readValue(text, first, text.length);
  if (inner.state !== 'done' || skipBlank(text, inner.end, text.length) < text.length) return;
  placeIn(text, { start: first, end: inner.end }, within, path, places, depth + 1);
}

function meant(bytes: Buffer, token: Span, { start, end }: Span): Span {
  const from = Math.max(0, start - token.start);
  const to = Math.max(from, Math.min(end, token.end) - token.start);
  return (
    wholeCharacters(bytes, token, [{ start: from, end: to }], 'written')[0]?.meant ?? { start: 0, end: 0 }
  );
}
