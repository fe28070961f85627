const LOCATION = 1;
const IDENTIFIER = 2;
const VERIFICATION = 4;
const SIGNATURE = 6;

/**
 * Whether `bytes` are one whole macaroon in the binary format, version 2 (libmacaroons): a head, caveats, and a
 * signature of 32 bytes at the very end.
 */
export function isMacaroon(bytes: Uint8Array): boolean {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) return Infinity;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return Infinity;
  };
  /** Reads the field `type` if it comes next; its length, or undefined. */
  const field = (type: number): number | undefined => {
    if (bytes[at] !== type) return undefined;
    at++;
    const length = varint();
    at += length;
    return length;
  };
  const end = (): boolean => bytes[at] === 0 && at++ >= 0;

  if (bytes[at++] !== 2) return false;
  field(LOCATION);
  if (field(IDENTIFIER) === undefined || !end()) return false;
  while (!end()) {
    field(LOCATION);
    if (field(IDENTIFIER) === undefined) return false;
    field(VERIFICATION);
    if (!end()) return false;
  }
  return field(SIGNATURE) === 32 && at === bytes.length;
}
