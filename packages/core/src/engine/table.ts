/**
 * The built-in rules as bytes: made at build time and read at start, so that a hook pays a millisecond for what takes
 * tens of them to compute. A head in JSON, its length in the first four bytes (little endian), then the automaton's
 * arrays one after the other.
 */
import { INLINE_MARKERS } from '../config/inline.ts';
import type { BuiltIn } from './built-in.ts';
import type { Keyword, KeywordTable } from './compile.ts';
import { packedSieves, type KeywordArrays, type PackedSieves } from './sift.ts';
import type { Proof, RuleShape, Shapes } from './shape.ts';

/** A shape in JSON; its classes of bytes are numbers in `classes`, -1 stands for none. */
type FileShape = Omit<RuleShape, 'proof'> & {
  readonly proof: Omit<Proof, 'head' | 'before'> & {
    readonly head: readonly number[];
    readonly before: number;
  };
};

interface FileHead {
  readonly firstHit: number;
  readonly width: number;
  readonly longest: number;
  /** Lengths in bytes of columns, table, outputStart and outputs; of the keywords' arrays; of the sieves; then of each shape. */
  readonly arrays: readonly number[];
  readonly shapes: readonly number[];
  /** How many classes of bytes there are: behind all else, 256 flags each. */
  readonly classes: number;
}

/** Arrays of 4-byte numbers start at multiples of 4. */
const padded = (size: number): number => (size + 3) & ~3;

export function encodeTables(
  { automaton, keywords, arrays: own }: KeywordTable & { readonly keywords: readonly Keyword[] },
  shapes: readonly RuleShape[],
  sieves: PackedSieves,
): Uint8Array {
  const { columns, table, outputStart, outputs, firstHit, width, longest } = automaton;
  // of each keyword the marker's number plus one
  const markers = Uint8Array.from(keywords, ({ marker }) =>
    marker ? INLINE_MARKERS.indexOf(marker) + 1 : 0,
  );
  const arrays = [
    columns,
    table,
    outputStart,
    outputs,
    own.lengths,
    own.asked,
    own.ruleStart,
    own.rules,
    markers,
    sieves.places,
    sieves.bytes,
  ];
  const classes = new Map<string, number>();
  const classNumber = (flags: Uint8Array): number => {
    const text = Buffer.from(flags).toString('latin1');
    if (!classes.has(text)) classes.set(text, classes.size);
    return classes.get(text)!;
  };
  const texts = shapes.map((shape) => {
    const { head, before, ...rest } = shape.proof!;
    const proof = { ...rest, head: head.map(classNumber), before: before ? classNumber(before) : -1 };
    return Buffer.from(JSON.stringify({ ...shape, proof } satisfies FileShape));
  });
  const head: FileHead = {
    firstHit,
    width,
    longest,
    arrays: arrays.map(({ byteLength }) => byteLength),
    shapes: texts.map(({ byteLength }) => byteLength),
    classes: classes.size,
  };
  const text = Buffer.from(JSON.stringify(head));
  const parts = [
    Buffer.concat([Buffer.from(Uint32Array.of(text.length).buffer), text]),
    ...arrays.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
    ...texts,
    ...Array.from(classes.keys(), (flags) => Buffer.from(flags, 'latin1')),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + padded(length), 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += padded(part.length);
  }
  return bytes;
}

/**
 * Reads what `encodeTables` made; the automaton's arrays go on reading from `bytes`, which start at a multiple of 4,
 * and a shape is parsed when somebody asks for it.
 */
export function decodeTables(bytes: Uint8Array): BuiltIn {
  const { buffer, byteOffset } = bytes;
  const length = new DataView(buffer, byteOffset).getUint32(0, true);
  const head = JSON.parse(Buffer.from(buffer, byteOffset + 4, length).toString()) as FileHead;
  let at = byteOffset + padded(4 + length);
  const next = (size: number): number => {
    const start = at;
    at += padded(size);
    return start;
  };
  const [columns, table, starts, outputs, lengths, asked, ruleStarts, rules, markers, places, sieves] =
    head.arrays.map((size) => ({ size, start: next(size) }));
  const shapeStarts = head.shapes.map(next);
  const classesAt = at;
  const { firstHit, width, longest } = head;
  const arrays: KeywordArrays = {
    lengths: new Uint16Array(buffer, lengths!.start, lengths!.size >> 1),
    asked: new Uint8Array(buffer, asked!.start, asked!.size),
    ruleStart: new Uint32Array(buffer, ruleStarts!.start, ruleStarts!.size >> 2),
    rules: new Uint32Array(buffer, rules!.start, rules!.size >> 2),
  };
  return {
    arrays,
    sieves: packedSieves({
      places: new Uint32Array(buffer, places!.start, places!.size >> 2),
      bytes: new Uint8Array(buffer, sieves!.start, sieves!.size),
    }),
    automaton: {
      columns: new Uint8Array(buffer, columns!.start, columns!.size),
      table: new Uint32Array(buffer, table!.start, table!.size >> 2),
      outputStart: new Uint32Array(buffer, starts!.start, starts!.size >> 2),
      outputs: new Uint16Array(buffer, outputs!.start, outputs!.size >> 1),
      firstHit,
      width,
      longest,
    },
    keywords: lazyKeywords(arrays, new Uint8Array(buffer, markers!.start, markers!.size)),
    shapes: lazyShapes(
      head.shapes.length,
      (index) => Buffer.from(buffer, shapeStarts[index]!, head.shapes[index]!).toString(),
      (index) => new Uint8Array(buffer, classesAt + 256 * index, 256),
    ),
  };
}

function lazyKeywords(
  { lengths, ruleStart, rules }: KeywordArrays,
  markers: Uint8Array,
): KeywordTable['keywords'] {
  const made: (Keyword | undefined)[] = [];
  const make = (index: number): Keyword => ({
    length: lengths[index]!,
    rules: Array.from(rules.subarray(ruleStart[index]!, ruleStart[index + 1]!)),
    marker: INLINE_MARKERS[markers[index]! - 1],
  });
  return { at: (index) => (index < lengths.length ? (made[index] ??= make(index)) : undefined) };
}

function lazyShapes(
  length: number,
  textOf: (index: number) => string,
  classAt: (index: number) => Uint8Array,
): Shapes {
  const parsed: (RuleShape | undefined)[] = [];
  const parse = (index: number): RuleShape => {
    const { proof, ...shape } = JSON.parse(textOf(index)) as FileShape;
    const before = proof.before < 0 ? undefined : classAt(proof.before);
    return { ...shape, proof: { ...proof, head: proof.head.map(classAt), before } };
  };
  return { length, at: (index) => (parsed[index] ??= parse(index)) };
}
