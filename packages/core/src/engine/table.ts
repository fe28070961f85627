/**
 * The built-in rules' tables as bytes: made at build time and read at start, so that a hook pays a fraction of a
 * millisecond for what takes tens of them to compute. A head in JSON, its length in the first four bytes (little
 * endian), then the automaton's arrays one after the other.
 */
import { INLINE_MARKERS } from '../config/inline.ts';
import type { Tables } from './compile.ts';

interface FileHead {
  /** Made for this many rules. */
  readonly rules: number;
  readonly firstHit: number;
  readonly width: number;
  readonly longest: number;
  /** Lengths in bytes of columns, table, outputStart and outputs. */
  readonly sizes: readonly number[];
  /** Length, rules, and the marker's number or -1. */
  readonly keywords: readonly (readonly [number, readonly number[], number])[];
  /** Classes of bytes as 64 hex digits, one bit a byte. */
  readonly classes: readonly string[];
  /** Reach, least, most, the classes of the head, and of what may not stand before or -1. */
  readonly proofs: readonly (readonly [number, number, number, readonly number[], number])[];
}

/** Arrays of 4-byte numbers start at multiples of 4. */
const padded = (size: number): number => (size + 3) & ~3;

export function encodeTables({ automaton, keywords, proofs }: Tables): Uint8Array {
  const { columns, table, outputStart, outputs } = automaton;
  const arrays = [columns, table, outputStart, outputs];
  const classes = new Map<string, number>();
  const classNumber = (flags: Uint8Array): number => {
    const text = packClass(flags);
    if (!classes.has(text)) classes.set(text, classes.size);
    return classes.get(text)!;
  };
  const packed = proofs.map((proof): FileHead['proofs'][number] => {
    const { reach, least, most, head, before } = proof!;
    return [reach, least, most, head.map(classNumber), before ? classNumber(before) : -1];
  });
  const head: FileHead = {
    rules: proofs.length,
    firstHit: automaton.firstHit,
    width: automaton.width,
    longest: automaton.longest,
    sizes: arrays.map(({ byteLength }) => byteLength),
    keywords: keywords.map(({ length, rules, marker }) => [length, rules, marker ? INLINE_MARKERS.indexOf(marker) : -1]),
    classes: [...classes.keys()],
    proofs: packed,
  };
  const text = Buffer.from(JSON.stringify(head));
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

/** The tables, or undefined when they were made for another number of rules. The result reads from `bytes`. */
export function decodeTables(bytes: Uint8Array, rules: number): Tables | undefined {
  const { buffer, byteOffset } = bytes;
  const length = new DataView(buffer, byteOffset).getUint32(0, true);
  const head = JSON.parse(Buffer.from(buffer, byteOffset + 4, length).toString()) as FileHead;
  if (head.rules !== rules) return undefined;
  const classes = head.classes.map(unpackClass);
  let at = padded(4 + length);
  const next = (index: number): [ArrayBufferLike, number, number] => {
    const start = byteOffset + at;
    at += padded(head.sizes[index]!);
    return [buffer, start, head.sizes[index]!];
  };
  const [c, t, s, o] = [next(0), next(1), next(2), next(3)];
  return {
    automaton: {
      columns: new Uint8Array(...c),
      table: new Uint32Array(t[0], t[1], t[2] >> 2),
      outputStart: new Uint32Array(s[0], s[1], s[2] >> 2),
      outputs: new Uint16Array(o[0], o[1], o[2] >> 1),
      firstHit: head.firstHit,
      width: head.width,
      longest: head.longest,
    },
    keywords: head.keywords.map(([size, numbers, marker]) => ({
      length: size,
      rules: numbers,
      marker: INLINE_MARKERS[marker],
    })),
    proofs: head.proofs.map(([reach, least, most, start, before]) => ({
      reach,
      least,
      most,
      head: start.map((index) => classes[index]!),
      before: classes[before],
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
