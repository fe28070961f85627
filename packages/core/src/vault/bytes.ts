/** What the files of the vault are made of: numbers and runs of bytes, read back with every bound checked. */

/** The bytes are not what was written: cut, changed, or never ours. Who reads them knows the file's name. */
export class Damaged extends Error {}

export class ByteReader {
  readonly bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  take(length: number): Buffer {
    if (length < 0 || length > this.bytes.length - this.at) throw new Damaged('cut');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  u8(): number {
    return this.take(1).readUInt8();
  }

  u16(): number {
    return this.take(2).readUInt16BE();
  }

  u32(): number {
    return this.take(4).readUInt32BE();
  }

  /** A number that counts something, so below 2^53. */
  u64(): number {
    const number = Number(this.take(8).readBigUInt64BE());
    if (!Number.isSafeInteger(number)) throw new Damaged('number');
    return number;
  }

  expect(bytes: Uint8Array): void {
    if (!this.take(bytes.length).equals(bytes)) throw new Damaged('head');
  }

  end(): void {
    if (this.at !== this.bytes.length) throw new Damaged('tail');
  }
}

export function u8(number: number): Buffer {
  return Buffer.of(number);
}

export function u16(number: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(number);
  return bytes;
}

export function u32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

export function u64(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(number));
  return bytes;
}

/** Eight characters that say what a file is; the last one is the version of its format. */
export function magic(word: string, version = 1): Buffer {
  return Buffer.from(word.padEnd(7, '\0') + String.fromCharCode(version), 'latin1');
}
