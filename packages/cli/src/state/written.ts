/** How what was found is written, and what follows from that for taking it out. */
import type { Finding } from '@staunch/core';

/** Spellings that known values are looked for in. */
const SPELLED = new Set(['escapes', 'percent', 'hex', 'base64', 'utf-16le', 'utf-16be']);

/** Whether a search for known values sees it: then what that does not see need not be looked into again. */
export function isPlain({ encoding, location }: Finding): boolean {
  const isOnce = encoding.length <= 1 || encoding.every((name) => name === 'escapes');
  return isOnce && encoding.every((name) => SPELLED.has(name)) && !location.path.includes('!');
}

/** Formats that hold other files, or bytes packed otherwise: no text can be replaced in them. */
const PACKED = new Set(
  'gzip zstd zlib deflate zip tar ar cpio png pdf xz bzip2 git-pack git-bundle sqlite sqlite-wal sqlite-journal'.split(
    ' ',
  ),
);

/** Whether it stands in an archive, or in something compressed. Inside of a file that is packed as a whole and can be packed anew, nothing is. */
export function isPacked({ encoding, location }: Finding, repacked?: string): boolean {
  const [first = ''] = encoding[0] === repacked ? encoding.slice(1) : encoding;
  return location.path.includes('!') || PACKED.has(first);
}
