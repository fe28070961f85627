/** The rolling views in WebAssembly: puts the tables into the kernel's memory and reads its hits. */
import type { ManagedTables } from './table.ts';
import { LAST_TABLE_BYTES, lastTable } from './lasts.ts';
import { byteClasses, plainSearch, type ManagedSearch } from './views.ts';

/** Bytes that one call reads; each gives at most seven hits, but for entries that share a window. */
const BLOCK = 1 << 13;
/** Letters of a block, and what tells where they stand. */
const LETTER_BYTES = 2048 + 128 + BLOCK / 4 + 4 + BLOCK + 64 + 32;
/** Triples of numbers. */
const MOST_HITS = BLOCK * 16;
/** Bytes before a block that are read again for runs that reach into it. */
const LOOK_BACK = 128;

interface Places {
  readonly classes: number;
  readonly bitmap: number;
  readonly slots: number;
  readonly tokenSlots: number;
  readonly powers: number;
  readonly ring: number;
  readonly hits: number;
  readonly lasts: number;
  readonly letters: number;
}

/** What kernel/managed.ts exports. */
interface Kernel {
  managedConfigure(...numbers: number[]): void;
  managedConfigureTokens(...numbers: number[]): void;
  managedReset(): void;
  managedWindows(text: number, from: number, to: number, length: number, lookBack: number): number;
  managedTokens(text: number, from: number, to: number, last: number): number;
}

export function placeTables({ windows, tokens }: ManagedTables, place: (size: number) => number): Places {
  return {
    classes: place(1024),
    bitmap: place(windows.bitmap.byteLength),
    slots: place(windows.slots.byteLength),
    tokenSlots: place(tokens.slots.byteLength),
    powers: place(65 * 8),
    ring: place(128 * 8),
    hits: place(MOST_HITS * 12),
    lasts: place(LAST_TABLE_BYTES),
    letters: place(LETTER_BYTES),
  };
}

export function kernelSearch(
  tables: ManagedTables,
  places: Places,
  buffer: ArrayBuffer,
  exports: Record<string, unknown>,
): ManagedSearch {
  const kernel = exports as unknown as Kernel;
  const { windows, tokens } = tables;
  new Uint32Array(buffer, places.classes, 256).set(byteClasses());
  new Uint8Array(buffer, places.bitmap, windows.bitmap.length).set(windows.bitmap);
  new Uint32Array(buffer, places.slots, windows.slots.length).set(windows.slots);
  new Uint8Array(buffer, places.lasts, LAST_TABLE_BYTES).set(lastTable(windows.lasts));
  new Uint32Array(buffer, places.tokenSlots, tokens.slots.length).set(tokens.slots);
  kernel.managedConfigure(
    places.classes,
    ...windows.key,
    places.bitmap,
    windows.bitmapBits,
    places.slots,
    windows.slotBits,
    windows.valueBits,
    places.hits,
    places.lasts,
    windows.reach,
    places.letters,
  );
  kernel.managedConfigureTokens(
    places.tokenSlots,
    tokens.slotBits,
    ...tokens.lengths,
    ...tokens.multipliers,
    places.powers,
    places.ring,
  );
  const hits = new Uint32Array(buffer, places.hits, MOST_HITS * 3);
  const plain = plainSearch(tables);
  const blocks = (
    length: number,
    run: (from: number, to: number) => number,
    tell: (at: number) => void,
  ): void => {
    kernel.managedReset();
    for (let from = 0; from < length; from += BLOCK) {
      const count = run(from, Math.min(length, from + BLOCK));
      for (let i = 0; i < count; i++) tell(3 * i);
    }
  };
  return {
    windows(bytes, length, onWindow) {
      if (bytes.buffer !== buffer) return plain.windows(bytes, length, onWindow);
      const text = bytes.byteOffset;
      const run = (from: number, to: number): number =>
        kernel.managedWindows(text, from, to, length, LOOK_BACK);
      blocks(length, run, (at) => onWindow(hits[at + 2]!, hits[at]!, hits[at + 1]!));
    },
    tokens(bytes, length, onToken) {
      if (tokens.lengths[0] === 0 && tokens.lengths[1] === 0) return;
      if (bytes.buffer !== buffer) return plain.tokens(bytes, length, onToken);
      const text = bytes.byteOffset;
      const run = (from: number, to: number): number =>
        kernel.managedTokens(text, from, to, to === length ? 1 : 0);
      blocks(length, run, (at) => onToken(hits[at + 2]!, hits[at]!, hits[at + 1]!));
    },
  };
}
