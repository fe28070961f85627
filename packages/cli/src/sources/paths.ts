import { shareable } from '../workers/shared.ts';

/**
 * A list of paths in shared memory, so that every thread sees it without a copy, and that keeps names that are not
 * UTF-8 as the bytes that they are.
 */
export interface PathList {
  readonly bytes: Uint8Array;
  /** Where each path ends in `bytes`. */
  readonly ends: Uint32Array;
}

export class PathListBuilder {
  private bytes = Buffer.allocUnsafeSlow(1 << 16);
  private length = 0;
  private readonly ends: number[] = [];

  add(path: string | Buffer): void {
    const size = typeof path === 'string' ? path.length * 3 : path.length;
    if (this.length + size > this.bytes.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.length + size));
      this.bytes.copy(grown, 0, 0, this.length);
      this.bytes = grown;
    }
    this.length +=
      typeof path === 'string' ? this.bytes.write(path, this.length) : path.copy(this.bytes, this.length);
    this.ends.push(this.length);
  }

  finish(): PathList {
    const bytes = new Uint8Array(shareable(this.length));
    bytes.set(this.bytes.subarray(0, this.length));
    const ends = new Uint32Array(shareable(this.ends.length * 4));
    ends.set(this.ends);
    return { bytes, ends };
  }
}

/** The path number `index`: for `fs`, as text where it is UTF-8. */
export function pathAt({ bytes, ends }: PathList, index: number): string | Buffer {
  const start = index === 0 ? 0 : ends[index - 1]!;
  const path = Buffer.from(bytes.buffer, bytes.byteOffset + start, ends[index]! - start);
  const text = path.toString();
  return text.includes('\ufffd') ? Buffer.from(path) : text;
}

/** How a report shows a path: `/` on every system, bytes that are not UTF-8 escaped. */
export function shownPath(path: string | Buffer): string {
  const text = typeof path === 'string' ? path : escapeBytes(path);
  return process.platform === 'win32' ? text.replaceAll('\\', '/') : text;
}

function escapeBytes(path: Buffer): string {
  let shown = '';
  for (let at = 0; at < path.length;) {
    const size = [1, 2, 3, 4].find((n) => !path.toString('utf8', at, at + n).includes('\ufffd'));
    shown += size ? path.toString('utf8', at, at + size) : `\\x${path[at]!.toString(16).padStart(2, '0')}`;
    at += size ?? 1;
  }
  return shown;
}
