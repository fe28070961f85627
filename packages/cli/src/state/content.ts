/** What a stored value or file reads as, and back: UTF-8 for the detectors, the same encoding as before on the disk. */

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be';

export function toUtf8(bytes: Buffer, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-8') return bytes;
  const little = encoding === 'utf-16le' ? bytes : swapped(bytes);
  return Buffer.from(little.toString('utf16le'));
}

export function fromUtf8(bytes: Buffer, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-8') return bytes;
  const little = Buffer.from(bytes.toString('utf8'), 'utf16le');
  return encoding === 'utf-16le' ? little : swapped(little);
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
}
