/** Big-endian numbers of one to nine bytes, seven bits a byte, eight in the ninth. */
export class Varints {
  /** After the last one read. */
  at = 0;

  /** The number at `at`, or -1 where it does not end before `end`. Beyond 2^53 it is not exact. */
  read(bytes: Buffer, end: number): number {
    let value = 0;
    for (let length = 1; this.at < end; length++) {
      const byte = bytes[this.at++]!;
      if (length === 9) return value * 256 + byte;
      if (byte < 0x80) return value * 128 + byte;
      value = value * 128 + (byte & 0x7f);
    }
    return -1;
  }
}

/** The signed number at `at`, exact, in decimal. */
export function signedText(bytes: Buffer, at: number): string {
  const cursor = new Varints();
  cursor.at = at;
  const value = cursor.read(bytes, bytes.length);
  if (cursor.at - at < 8) return String(value);
  let exact = 0n;
  for (let i = at; i < cursor.at; i++) {
    exact = i - at === 8 ? (exact << 8n) | BigInt(bytes[i]!) : (exact << 7n) | BigInt(bytes[i]! & 0x7f);
  }
  return String(BigInt.asIntN(64, exact));
}
