/** The memory of one thread's scanner, and the keyword pass in WebAssembly over what lies in it. */
import { findKeywords as findWithoutKernel, reportHits, type Automaton } from './automaton.ts';
import { WINDOW_BYTES } from './windows.ts';

/** What kernel/keywords.ts exports. */
type FindKeywords = (
  text: number,
  from: number,
  to: number,
  columns: number,
  table: number,
  firstHit: number,
  longest: number,
  hits: number,
  hitsEach: number,
  counts: number,
) => void;

/** As much of WebAssembly as is used here: its types come with those of a browser, which core must not have. */
declare const WebAssembly: {
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
};

/** Bytes that one call reads; its hits must have room, two numbers for each byte. */
const BLOCK = 1 << 18;
const HITS_EACH = (BLOCK / 4 + 4) * 8;
const PAGE = 1 << 16;

/** A decoded view is at most half as long as its window, but for a separator. */
const DECODED_BYTES = WINDOW_BYTES / 2 + 16;

export interface ScanMemory {
  /** Windows are read to here. */
  readonly text: Buffer;
  /** Decoded views are written to here. */
  readonly decoded: Buffer;
  /** Calls `onHit(end, keyword)` for each keyword that ends at `end` in `bytes[0, length)`, in ascending order. */
  find(bytes: Buffer, length: number, onHit: (end: number, keyword: number) => void): void;
}

/** Without the kernel: the same, slower. */
export function plainMemory(automaton: Automaton): ScanMemory {
  return {
    text: Buffer.allocUnsafeSlow(WINDOW_BYTES),
    decoded: Buffer.allocUnsafeSlow(DECODED_BYTES),
    find: (bytes, length, onHit) => findWithoutKernel(automaton, bytes, length, onHit),
  };
}

/** `code` is the compiled kernel. Undefined where WebAssembly cannot be had. */
export function kernelMemory(automaton: Automaton, code: Uint8Array): ScanMemory | undefined {
  const { columns, table, firstHit, longest } = automaton;
  let end = 0;
  const place = (size: number): number => {
    const start = end;
    end = (end + size + 15) & ~15;
    return start;
  };
  const counts = place(16);
  const columnsAt = place(columns.byteLength);
  const tableAt = place(table.byteLength);
  const hitsAt = place(4 * HITS_EACH);
  const textAt = place(WINDOW_BYTES);
  const decodedAt = place(DECODED_BYTES);
  let buffer: ArrayBuffer;
  let run: FindKeywords;
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(end / PAGE) });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
    run = instance.exports['findKeywords'] as FindKeywords;
    buffer = memory.buffer;
  } catch {
    return undefined;
  }
  new Uint8Array(buffer, columnsAt).set(columns);
  new Uint32Array(buffer, tableAt, table.length).set(table);
  const counters = new Uint32Array(buffer, counts, 4);
  const pairs = new Uint32Array(buffer, hitsAt, HITS_EACH);
  return {
    text: Buffer.from(buffer, textAt, WINDOW_BYTES),
    decoded: Buffer.from(buffer, decodedAt, DECODED_BYTES),
    find(bytes, length, onHit) {
      if (bytes.buffer !== buffer) return findWithoutKernel(automaton, bytes, length, onHit);
      for (let from = 0; from < length; from += BLOCK) {
        const to = Math.min(length, from + BLOCK);
        run(bytes.byteOffset, from, to, columnsAt, tableAt, firstHit, longest, hitsAt, HITS_EACH, counts);
        for (let stream = 0; stream < 4; stream++) {
          reportHits(automaton, pairs, (stream * HITS_EACH) / 4, counters[stream]!, onHit);
        }
      }
    },
  };
}
