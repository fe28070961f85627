import fs from 'node:fs';

/** The built-in rules' tables from beside the built code; undefined where the code runs from its sources. */
export function readTables(): Uint8Array | undefined {
  try {
    // a buffer of its own: arrays of numbers are laid over it
    const { buffer, byteOffset, byteLength } = fs.readFileSync(new URL('./builtin.tables', import.meta.url));
    return byteOffset % 4 === 0 ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength));
  } catch {
    return undefined;
  }
}
