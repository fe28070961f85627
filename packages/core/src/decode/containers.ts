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

/** The container that a file's first bytes (512, or all there are) say that it is. */
export function containerOf(head: Buffer): Container | undefined {
  return containers.find((container) => container.recognises(head));
}
