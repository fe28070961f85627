/** For tests: frames of Zstandard, bit by bit. */
import { ZSTD_MAGIC } from '../unzstd.ts';

/** Values in the order in which they are read. */
export type Bits = readonly (readonly [value: number, bits: number])[];

const spelled = (bits: Bits): string[] =>
  bits.map(([value, count]) => (count > 0 ? value.toString(2).padStart(count, '0') : ''));

function littleEndian(digits: string): Buffer {
  const bytes = Buffer.alloc(Math.ceil(digits.length / 8));
  for (let i = 0; i < digits.length; i++) {
    if (digits[digits.length - 1 - i] === '1') bytes[i >> 3]! |= 1 << (i & 7);
  }
  return bytes;
}

/** Bits that are read from the first byte on. */
export const forward = (bits: Bits): Buffer => littleEndian(spelled(bits).reverse().join(''));

/** Bits that are read from the last byte back, below their mark. */
export const backward = (bits: Bits): Buffer => littleEndian(`1${spelled(bits).join('')}`);

export const raw = (data: string): Block => [0, Buffer.from(data, 'latin1')];
export const repeated = (byte: string, count: number): Block => [1, Buffer.from(byte, 'latin1'), count];
export const packed = (...parts: readonly Uint8Array[]): Block => [2, Buffer.concat(parts)];
export type Block = readonly [type: number, data: Buffer, count?: number];

/** Literals as they stand: up to 31, or up to 2^20 when `isLong`. */
export function plainLiterals(text: string): Buffer {
  const length = Buffer.alloc(3);
  length.writeUIntLE((text.length << 4) | 0b1100, 0, 3);
  return Buffer.concat([length, Buffer.from(text, 'latin1')]);
}

/** `count` times the same literal. */
export function repeatedLiterals(byte: string, count: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUIntLE((count << 4) | 0b1101, 0, 3);
  bytes.write(byte, 3, 'latin1');
  return bytes;
}

/** The head of packed literals in one stream (format 0), or in four: 1 for up to 1023 bytes, 3 for up to 2^18. */
export function packedHead(format: 0 | 1 | 3, length: number, size: number, isTreeless = false): Buffer {
  const width = format === 3 ? 18 : 10;
  return forward([
    [isTreeless ? 3 : 2, 2],
    [format, 2],
    [length, width],
    [size, width],
  ]);
}

/** Which `modes` the codes have (literals, offsets, matches), what describes them, and the bits. */
export function sequences(
  count: number,
  modes: readonly [number, number, number],
  described: Uint8Array,
  bits: Uint8Array,
): Buffer {
  const head =
    count < 128
      ? [count]
      : count < 0x7f00
        ? [128 + (count >> 8), count & 255]
        : [255, (count - 0x7f00) & 255, (count - 0x7f00) >> 8];
  const mode = (modes[0] << 6) | (modes[1] << 4) | (modes[2] << 2);
  return Buffer.concat([Buffer.of(...head, ...(count > 0 ? [mode] : [])), described, bits]);
}
export const noSequences = Buffer.of(0);

interface Frame {
  /** What the window's byte is; a window of 128 KiB otherwise. */
  readonly window?: number;
  /** In place of a window: the content's size, in as many bytes. */
  readonly size?: readonly [size: number, bytes: 1 | 2 | 4 | 8];
  readonly dictionary?: number;
  readonly checksum?: number;
  /** Bits of the descriptor that are set besides. */
  readonly flags?: number;
}

export function frame(
  blocks: readonly Block[],
  { window = 0x38, size, dictionary, checksum, flags = 0 }: Frame = {},
): Buffer {
  const magic = Buffer.alloc(4);
  magic.writeUInt32LE(ZSTD_MAGIC);
  let descriptor = flags | (checksum === undefined ? 0 : 4) | (dictionary === undefined ? 0 : 3);
  const head: Buffer[] = [];
  if (size) {
    descriptor |= 0x20 | ({ 1: 0, 2: 1, 4: 2, 8: 3 }[size[1]] << 6);
  } else head.push(Buffer.of(window));
  if (dictionary !== undefined) head.push(number(dictionary, 4));
  if (size) head.push(number(size[0] - (size[1] === 2 ? 256 : 0), size[1]));
  const parts = [magic, Buffer.of(descriptor), ...head];
  for (const [i, [type, data, count = data.length]] of blocks.entries()) {
    parts.push(number((count << 3) | (type << 1) | (i === blocks.length - 1 ? 1 : 0), 3), data);
  }
  if (checksum !== undefined) parts.push(number(checksum, 4));
  return Buffer.concat(parts);
}

function number(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeUIntLE(value, 0, Math.min(6, bytes));
  return buffer.subarray(0, bytes);
}
