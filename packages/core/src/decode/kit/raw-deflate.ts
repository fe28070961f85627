/** Deflate without a header, as SAML puts it into URLs: nothing tells but that it inflates to text. */
import { constants, inflateRawSync } from 'node:zlib';
import { isText, SAMPLE, TEXT } from './content.ts';

/** So much of it tells, and cannot inflate to more than that. */
const LOOKED_AT = 96;
const MAX_OUTPUT = 1 << 17;

/** Whether `bytes` that may be deflated are, and of text. */
export function isDeflatedText(bytes: Uint8Array): boolean {
  try {
    const head = bytes.subarray(0, LOOKED_AT);
    const text = inflateRawSync(head, {
      finishFlush: constants.Z_SYNC_FLUSH,
      chunkSize: 1024,
      maxOutputLength: MAX_OUTPUT,
    });
    return text.length >= 12 && isText(text, Math.min(text.length, SAMPLE));
  } catch {
    return false;
  }
}

/** Whether the first twelve bytes can begin a block that says text; of others, all but few cannot. */
export function mayBeDeflated(bytes: Uint8Array): boolean {
  // what is short enough for a URL is one block, the last one
  return (bytes[0]! & 1) === 1 && beginsBlock(bytes);
}

/** The same of a block that others may follow. */
export function beginsBlock(bytes: Uint8Array): boolean {
  const type = (bytes[0]! >> 1) & 3;
  if (type === 1) return beginsWithText(bytes);
  if (type === 2) return hasCompleteCode(bytes);
  return type === 0 && (bytes[1]! ^ bytes[3]!) === 0xff && (bytes[2]! ^ bytes[4]!) === 0xff;
}

/** Bits from the third on, the least of a byte first. */
function bitsOf(bytes: Uint8Array): (count: number) => number {
  let at = 3;
  return (count) => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) value |= ((bytes[at >> 3]! >> (at & 7)) & 1) << i;
    return value;
  };
}

/** A block of the fixed code: its first six literals, fewer before a repetition. */
function beginsWithText(bytes: Uint8Array): boolean {
  const bits = bitsOf(bytes);
  for (let literals = 0; literals < 6; literals++) {
    let code = 0;
    for (let i = 0; i < 7; i++) code = (code << 1) | bits(1);
    if (code < 24) return code > 0 && literals >= 3;
    code = (code << 1) | bits(1);
    if (code >= 0xc0 && code < 0xc8) return literals >= 3;
    const literal = code < 0xc0 ? code - 0x30 : 144 + ((code << 1) | bits(1)) - 0x190;
    if (TEXT[literal] === 0 && (literals === 0 || literal < 0x80)) return false;
  }
  return true;
}

/** The order in which a block of its own code gives the lengths of the code for its lengths: as many as this. */
const MAX_LENGTHS = 19;

/** A block with a code of its own: that the code for its lengths is complete is true of one in a hundred. */
function hasCompleteCode(bytes: Uint8Array): boolean {
  const bits = bitsOf(bytes);
  if (bits(5) > 29 || bits(5) > 29) return false;
  const count = bits(4) + 4;
  let sum = 0;
  for (let i = 0; i < Math.min(count, MAX_LENGTHS); i++) {
    const length = bits(3);
    if (length > 0) sum += 128 >> length;
  }
  return sum === 128;
}
