/** What a directory is, to the last bit: what every file holds, and every time and mode. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Path → type, mode, owner, size, times in nanoseconds, and a hash of the content. Taken without changing any of it. */
export function pictureOf(root: string): Record<string, string> {
  const picture: Record<string, string> = {};
  const hashes = new Map<string, string>();
  const visit = (file: string): void => {
    const before = fs.lstatSync(file, { bigint: true });
    const name = path.relative(root, file) || '.';
    const { mode, uid, gid, size, mtimeNs, ctimeNs, atimeNs, ino } = before;
    // the picture itself lists directories, which is what their access times tell
    const access = before.isDirectory() ? '' : `, read ${atimeNs}`;
    picture[name] =
      `${ino} ${mode.toString(8)} ${uid}:${gid} ${size}, written ${mtimeNs} ${ctimeNs}${access}`;
    if (before.isDirectory()) for (const entry of fs.readdirSync(file).sort()) visit(path.join(file, entry));
    else if (before.isFile()) hashes.set(name, hashOf(file));
  };
  visit(root);
  for (const [name, hash] of hashes) picture[name] += ` ${hash}`;
  return picture;
}

function hashOf(file: string): string {
  const { O_RDONLY } = fs.constants;
  const quiet = (fs.constants as { O_NOATIME?: number }).O_NOATIME ?? 0;
  const handle = fs.openSync(file, O_RDONLY | quiet);
  try {
    const { size } = fs.fstatSync(handle);
    const bytes = Buffer.alloc(size);
    fs.readSync(handle, bytes, 0, size, 0);
    return createHash('sha256').update(bytes).digest('hex');
  } finally {
    fs.closeSync(handle);
  }
}

/** So that even a mount with `relatime` would record that a file was read. */
export function forgetReading(root: string): void {
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const { mtimeMs } = fs.statSync(file);
    fs.utimesSync(file, (mtimeMs - 172_800_000) / 1000, mtimeMs / 1000);
  }
}
