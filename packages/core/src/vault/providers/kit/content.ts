/** What the bytes of one value may be: text in UTF-8, or bytes that are no text at all. */
const ESCAPE = 0x1b;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** UTF-8 without control characters but tab and line breaks. */
export function isText(bytes: Buffer): boolean {
  if (bytes.some((byte) => (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127))
    return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The mark that some systems put before UTF-8 is no part of a value: with it the value would never be found. */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(MARK) ? bytes.subarray(3) : bytes;
}

/** Why it is not taken as it stands: it would never be found so. Bytes that are no text at all are taken. */
export function objection(content: Buffer): string | undefined {
  if (isWide(content)) return 'it is UTF-16: save it as UTF-8';
  if (content.includes(0) || isText(content)) return undefined;
  if (content.includes(ESCAPE)) return 'it holds what a terminal would act on';
  return 'it is not plain text in UTF-8; staunch vault add NAME --raw < FILE takes it as it is';
}

/** A byte order mark, or every other byte is zero. */
function isWide(content: Buffer): boolean {
  const start = content.subarray(0, 2).toString('hex');
  if (start === 'fffe' || start === 'feff') return true;
  const isZeroAt = (odd: number): boolean => content.every((byte, at) => at % 2 !== odd || byte === 0);
  return content.length >= 2 && content.length % 2 === 0 && (isZeroAt(0) || isZeroAt(1));
}
