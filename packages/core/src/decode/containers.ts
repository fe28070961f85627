/** The containers, in the order in which they are tried: one line each. */
import { ar } from './ar.ts';
import type { Container } from './container.ts';
import { cpio } from './cpio.ts';
import { deflate } from './deflate.ts';
import { gitBundle } from './git-bundle.ts';
import { gitPack } from './git-pack.ts';
import { gzip } from './gzip.ts';
import { opaque } from './opaque.ts';
import { pdf } from './pdf.ts';
import { png } from './png.ts';
import { sqlite, sqliteJournal, sqliteWal } from './sqlite/index.ts';
import { tar } from './tar.ts';
import { zip } from './zip.ts';
import { zlib } from './zlib.ts';
import { zstd } from './zstd.ts';

const containers: readonly Container[] = [
  gzip,
  zip,
  sqlite,
  sqliteWal,
  sqliteJournal,
  gitPack,
  gitBundle,
  png,
  pdf,
  zstd,
  ar,
  cpio,
  opaque,
  tar,
  zlib,
  deflate,
];

/** First bytes of those containers whose head may be text all over: ar, cpio, a bundle, a program before a zip, what is opaque. */
const TEXTUAL = new Uint8Array(256);
for (const byte of Buffer.from('!#0MP7RSLBhsa-]')) TEXTUAL[byte] = 1;
/** Text of ASCII, but for the sign with which a PDF begins, somewhere in its first bytes. */
const PLAIN = new Uint8Array(256).fill(1, 0x20, 0x7f);
for (const byte of Buffer.from('\t\n\r')) PLAIN[byte] = 1;
PLAIN[0x25] = 0;

/** Whether bytes[start, end) are text that no container begins with: most heads are. */
export function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && bytes[at]! <= 0x20 && PLAIN[bytes[at]!] === 1) at++;
  if (at < end && TEXTUAL[bytes[at]!] === 1) return false;
  while (at < end && PLAIN[bytes[at]!] === 1) at++;
  return at === end;
}

/** The container that a file's first bytes (512, or all there are) say that it is. */
export function containerOf(head: Buffer): Container | undefined {
  if (isPlain(head, 0, head.length)) return undefined;
  return containers.find((container) => container.recognises(head));
}
