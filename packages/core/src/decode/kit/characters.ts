/** Characters that decoders of literals and text look for. */
export const LINE_FEED = 0x0a;
export const BACKSLASH = 0x5c;
export const SINGLE = 0x27;
export const DOUBLE = 0x22;
export const flags = (characters: string): Uint8Array => {
  const table = new Uint8Array(256);
  for (const byte of Buffer.from(characters)) table[byte] = 1;
  return table;
};
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const QUOTE = flags('\'"`');
export const ALNUM = flags(LETTERS);
export const isBlank = (byte: number): boolean =>
  byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === LINE_FEED;
