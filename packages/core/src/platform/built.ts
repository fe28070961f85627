import fs from 'node:fs';
import path from 'node:path';

/** A file that the build puts beside the code; undefined where the code runs from its sources. */
export function readBuilt(name: 'builtin.tables' | 'kernel.wasm'): Uint8Array | undefined {
  try {
    const { buffer, byteOffset, byteLength } = fs.readFileSync(path.join(import.meta.dirname, name));
    // arrays of numbers are laid over it, which start at multiples of 4
    const aligned = byteOffset % 4 === 0;
    return aligned
      ? new Uint8Array(buffer, byteOffset, byteLength)
      : new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength));
  } catch {
    return undefined;
  }
}
