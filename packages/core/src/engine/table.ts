/**
 * The built-in rules as bytes: made at build time and read at start, so that a hook pays a millisecond for what takes
 * tens of them to compute. A head in JSON, its length in the first four bytes (little endian), then the automaton's
 * arrays one after the other.
 */
import { INLINE_MARKERS } from '../config/inline.ts';
import type { BuiltIn } from './built-in.ts';
import type { Proof, RuleShape } from './shape.ts';

/** Classes of bytes are numbers in `classes`; -1 stands for none. */
interface FileProof extends Omit<Proof, 'head' | 'before'> {
  readonly head: readonly number[];
  readonly before: number;
}

interface FileHead {
  readonly firstHit: number;
  readonly width: number;
  readonly longest: number;
  /** Lengths in bytes of columns, table, outputStart and outputs. */
  readonly sizes: readonly number[];
  /** Length, rules, and the marker's number or -1. */
  readonly keywords: readonly (readonly [number, readonly number[], number])[];
  /** Classes of bytes as 64 hex digits, one bit a byte. */
  readonly classes: readonly string[];
  readonly shapes: readonly (Omit<RuleShape, 'proof'> & { readonly proof: FileProof })[];
}

/** Arrays of 4-byte numbers start at multiples of 4. */
const padded = (size: number): number => (size + 3) & ~3;

export function encodeTables({ automaton, keywords, shapes }: BuiltIn): Uint8Array {
  const { columns, table, outputStart, outputs, firstHit, width, longest } = automaton;
  const arrays = [columns, table, outputStart, outputs];
  const classes = new Map<string, number>();
  const classNumber = (flags: Uint8Array): number => {
    const text = packClass(flags);
    if (!classes.has(text)) classes.set(text, classes.size);
    return classes.get(text)!;
  };
  const packedShapes = shapes.map((shape) => {
    const { head, before, ...rest } = shape.proof!;
    return { ...shape, proof: { ...rest, head: head.map(classNumber), before: before ? classNumber(before) : -1 } };
  });
  const fileHead: FileHead = {
    firstHit,
    width,
    longest,
    sizes: arrays.map(({ byteLength }) => byteLength),
    keywords: keywords.map(({ length, rules, marker }) => [length, rules, marker ? INLINE_MARKERS.indexOf(marker) : -1]),
    classes: [...classes.keys()],
    shapes: packedShapes,
  };
  const text = Buffer.from(JSON.stringify(fileHead));
  let at = padded(4 + text.length);
  const bytes = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + padded(byteLength), at));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  for (const { buffer, byteOffset, byteLength } of arrays) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += padded(byteLength);
  }
  return bytes;
}

/** Reads what `encodeTables` made; the automaton's arrays go on reading from `bytes`, which starts at a multiple of 4. */
export function decodeTables(bytes: Uint8Array): BuiltIn {
  const { buffer, byteOffset } = bytes;
  const length = new DataView(buffer, byteOffset).getUint32(0, true);
  const head = JSON.parse(Buffer.from(buffer, byteOffset + 4, length).toString()) as FileHead;
  const classes = head.classes.map(unpackClass);
  let at = padded(4 + length);
  const next = (index: number): [ArrayBufferLike, number, number] => {
    const start = byteOffset + at;
    at += padded(head.sizes[index]!);
    return [buffer, start, head.sizes[index]!];
  };
  const [c, t, s, o] = [next(0), next(1), next(2), next(3)];
  const { firstHit, width, longest } = head;
  return {
    automaton: {
      columns: new Uint8Array(...c),
      table: new Uint32Array(t[0], t[1], t[2] >> 2),
      outputStart: new Uint32Array(s[0], s[1], s[2] >> 2),
      outputs: new Uint16Array(o[0], o[1], o[2] >> 1),
      firstHit,
      width,
      longest,
    },
    keywords: head.keywords.map(([size, rules, marker]) => ({ length: size, rules, marker: INLINE_MARKERS[marker] })),
    shapes: head.shapes.map(({ proof, ...shape }) => ({
      ...shape,
      proof: { ...proof, head: proof.head.map((index) => classes[index]!), before: classes[proof.before] },
    })),
  };
}

function packClass(flags: Uint8Array): string {
  const bits = new Uint8Array(32);
  flags.forEach((on, byte) => (bits[byte >> 3]! |= on << (byte & 7)));
  return Buffer.from(bits).toString('hex');
}

function unpackClass(text: string): Uint8Array {
  const bits = Buffer.from(text, 'hex');
  const flags = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) flags[byte] = (bits[byte >> 3]! >> (byte & 7)) & 1;
  return flags;
}
