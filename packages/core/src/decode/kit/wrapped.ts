/** Runs of an alphabet that go on in the next line. */

const LF = 0x0a;
const CR = 0x0d;
const EQUALS = 0x3d;
const MAX_INDENT = 256;

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09;

/** What may stand behind the last line of a run that is an element, a string, a call. */
const CLOSES = new Uint8Array(256);
for (const sign of '"\'`<)],;}\\\r\n') CLOSES[sign.charCodeAt(0)] = 1;

export interface Run {
  start: number;
  end: number;
}

/** Finds the line that continues the run which ends at `end`: indented, and with nothing in it but the alphabet. */
export function continuation(bytes: Buffer, end: number, alphabet: Uint8Array, into: Run): boolean {
  let at = blanks(bytes, end);
  if (bytes[at] === CR) at++;
  if (bytes[at] !== LF) return false;
  at = blanks(bytes, at + 1);
  into.start = at;
  while (at < bytes.length && alphabet[bytes[at]!] !== 0) at++;
  into.end = at;
  if (at === into.start) return false;
  for (let i = 0; i < 2 && bytes[at] === EQUALS; i++) at++;
  at = blanks(bytes, at);
  return at >= bytes.length || CLOSES[bytes[at]!] === 1;
}

function blanks(bytes: Buffer, at: number): number {
  const to = at + MAX_INDENT;
  while (at < to && isBlank(bytes[at])) at++;
  return at;
}
