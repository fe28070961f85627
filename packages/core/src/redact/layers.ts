/**
 * The readings of a text that holds JSON: the bytes as they stand, then what their strings mean, then what the strings
 * in the JSON in those strings mean, and so on. Each is one text, so that each is searched at once, however many
 * strings there are.
 */
import type { Span } from '../span.ts';
import { JsonReader, KEY, STRING, skipBlank } from './json-reader.ts';
import { decodeString } from './json-string.ts';

/** JSON in strings of JSON is read this deep. */
const DEEPEST = 8;
/** A longer string is read as it stands, with what decoders make of it: its meaning would take its memory once more. */
const LONGEST_STRING = 16 << 20;
/** A longer key is not repeated before its value. */
const LONGEST_KEY = 256;

/** The content of one string of the layer above, decoded. */
export interface Piece {
  /** In this layer's text. */
  readonly start: number;
  readonly end: number;
  /** The content in the text of the layer above. */
  readonly written: Span;
  /** It is JSON itself: one of this layer's documents. */
  readonly isJson: boolean;
}

export interface Layer {
  readonly text: Buffer;
  /** Where JSON stands in it, in order. */
  readonly documents: readonly Span[];
  /** Of every layer but the first: what it is made of, in order, with bytes between that only give context. */
  readonly pieces: readonly Piece[];
}

/** All readings of `text`, the first as it stands. */
export function layersOf(text: Buffer, documents: readonly Span[]): Layer[] {
  const layers: Layer[] = [{ text, documents, pieces: [] }];
  while (layers.length <= DEEPEST) {
    const next = meaningOf(layers.at(-1)!);
    if (!next) break;
    layers.push(next);
  }
  return layers;
}

/** The strings of all documents that mean something else than they say, decoded, each behind its key. */
function meaningOf({ text, documents }: Layer): Layer | undefined {
  let out: Buffer | undefined;
  let at = 0;
  const pieces: Piece[] = [];
  for (const document of documents) {
    const bytes = text.subarray(document.start, document.end);
    if (bytes.indexOf(0x5c) < 0 && bytes.indexOf('"[') < 0) continue;
    // what an escape is longer than its meaning, and the closing quote, make room for what stands between two pieces
    out ??= Buffer.allocUnsafe(documents.reduce((sum, { start, end }) => sum + end - start + 1, 0));
    const reader = new JsonReader(text, document.start, document.end);
    let keyAt = -1;
    while (reader.next()) {
      const { kind, start, end } = reader;
      if (kind === KEY) keyAt = reader.escaped || end - start > LONGEST_KEY ? -1 : start - 1;
      if (kind === KEY || kind === STRING) {
        if (end - start > LONGEST_STRING) {
          // nothing of it stands in this layer
        } else if (reader.escaped) {
          const isNear = kind === STRING && keyAt >= 0 && start - keyAt < 2 * LONGEST_KEY;
          if (isNear) at += text.copy(out, at, keyAt, start);
          const from = at;
          at = decodeString(text, start, end, out, at);
          pieces.push({ start: from, end: at, written: { start, end }, isJson: isJson(out, from, at) });
          out[at++] = 0x22;
          out[at++] = 0x0a;
        } else if (text[start] === 0x5b && isJson(text, start, end)) {
          // numbers and words in a list need no escapes
          const from = at;
          at += text.copy(out, at, start, end);
          pieces.push({ start: from, end: at, written: { start, end }, isJson: true });
          out[at++] = 0x0a;
        }
      }
      if (kind !== KEY) keyAt = -1;
    }
  }
  if (!out || pieces.length === 0) return undefined;
  const own = pieces.filter((piece) => piece.isJson);
  return { text: out.subarray(0, at), documents: own, pieces };
}

/** Only what can hold strings: a number in a string is text. */
function isJson(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[skipBlank(bytes, start, end)];
  if (first !== 0x7b && first !== 0x5b && first !== 0x22) return false;
  const reader = new JsonReader(bytes, start, end);
  while (reader.next());
  return reader.state === 'done' && skipBlank(bytes, reader.position, end) === end;
}
