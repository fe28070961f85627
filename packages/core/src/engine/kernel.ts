/** The memory of one thread's scanner, and the keyword pass in WebAssembly over what lies in it. */
import { findKeywords as findWithoutKernel, reportHits } from './automaton.ts';
import { siftWithoutKernel, type OnCandidate, type Sifting } from './sift.ts';
import { ALPHABETS, STARTS } from '../decode/kit/base85.ts';
import { narrowingTables } from '../decode/kit/narrowing.ts';
import {
  BASE32_WORD,
  BASE64_RUN,
  LINE_FEEDS,
  LINE_MARKS,
  NUMBERS,
  PLANES,
  plainSurvey,
  planeWords,
  PlaneSurvey,
  type Survey,
} from '../decode/survey.ts';
import { kernelSearch, placeTables } from '../managed/kernel-search.ts';
import type { ManagedTables } from '../managed/table.ts';
import { plainSearch, type ManagedSearch } from '../managed/views.ts';
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

/** What kernel/sift.ts exports. */
type SiftHits = (
  text: number,
  length: number,
  hits: number,
  count: number,
  out: number,
  room: number,
) => number;

/** Candidates that are told at once. */
const CANDIDATES = 4096;

/** What kernel/survey.ts exports. */
type SurveyText = (text: number, length: number, planes: number, stride: number) => number;

/** What kernel/narrow.ts exports: whether anything is left of a plane. */
type NarrowPlane = (text: number, length: number, plane: number, which: number) => number;

/** What kernel/lines.ts exports: whether there is any such line. */
type MarkLines = (text: number, length: number, feeds: number, out: number) => number;

/** Planes in the order of `which`. */
const NARROWED = [BASE64_RUN, BASE32_WORD, NUMBERS];

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

/** Decoded views lie one behind the other: a window of escapes, what is decoded of that, and so on. */
const ARENA_WINDOWS = 3;
const NAME_BYTES = 1 << 14;

export interface ScanMemory {
  /** Windows are read to here. */
  readonly text: Buffer;
  /** Decoded views are written to here. */
  readonly arena: Buffer;
  /** Short texts such as names are read to here, while a window is in `text`. */
  readonly names: Buffer;
  /** The rolling views of managed values, where there is an index of them. */
  readonly managed: ManagedSearch | undefined;
  /** Calls `onCandidate(start, keyword, rule)` for each place where a rule may match, ascending by where keywords end. */
  sift(bytes: Buffer, length: number, onCandidate: OnCandidate): void;
  /** Calls `onHit(end, keyword)` for each keyword that ends at `end` in `bytes[0, length)`, in ascending order. */
  find(bytes: Buffer, length: number, onHit: (end: number, keyword: number) => void): void;
  /** What `bytes[0, length)` may hold; good until another text is read to the same place. */
  survey(bytes: Buffer, length: number): Survey;
}

/** Without the kernel: the same, slower. */
export function plainMemory(
  sifting: Sifting,
  tables?: ManagedTables,
  windowBytes = WINDOW_BYTES,
): ScanMemory {
  return {
    text: Buffer.allocUnsafeSlow(windowBytes),
    arena: Buffer.allocUnsafeSlow(ARENA_WINDOWS * windowBytes),
    names: Buffer.allocUnsafeSlow(NAME_BYTES),
    managed: tables && plainSearch(tables),
    sift: (bytes, length, onCandidate) => siftWithoutKernel(sifting, bytes, length, onCandidate),
    find: (bytes, length, onHit) => findWithoutKernel(sifting.automaton, bytes, length, onHit),
    survey: plainSurvey,
  };
}

/** `code` is the compiled kernel, `windowBytes` a multiple of 64. Undefined where WebAssembly cannot be had. */
export function kernelMemory(
  sifting: Sifting,
  code: Uint8Array,
  tables?: ManagedTables,
  windowBytes = WINDOW_BYTES,
): ScanMemory | undefined {
  const arenaBytes = ARENA_WINDOWS * windowBytes;
  const { automaton } = sifting;
  const { columns, table, firstHit, longest } = automaton;
  let end = 0;
  const place = (size: number): number => {
    const start = end;
    end = (end + size + 63) & ~63;
    return start;
  };
  const counts = place(16);
  const columnsAt = place(columns.byteLength);
  const tableAt = place(table.byteLength);
  const hitsAt = place(4 * HITS_EACH);
  const candidatesAt = place(CANDIDATES * 12);
  const siftAt = placeSifting(sifting, place);
  const textAt = place(windowBytes);
  const arenaAt = place(arenaBytes);
  const namesAt = place(NAME_BYTES);
  // kernels read a little past the end of a text
  place(64);
  const rowsAt = place(SURVEY_ROWS);
  const groupsAt = place(ALPHABETS.length * (256 + 16));
  const pairsAt = place(1 << 14);
  const narrowAt = place(1024);
  const planesAt = place(((windowBytes + arenaBytes + NAME_BYTES) / 64 + 4) * 8 * PLANES);
  const managedPlaces = tables && placeTables(tables, place);
  let buffer: ArrayBuffer;
  let run: FindKeywords;
  let exports: Record<string, unknown>;
  try {
    const memory = new WebAssembly.Memory({ initial: Math.ceil(end / PAGE) });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
    ({ exports } = instance);
    run = exports['findKeywords'] as FindKeywords;
    buffer = memory.buffer;
  } catch {
    return undefined;
  }
  new Uint8Array(buffer, columnsAt).set(columns);
  new Uint32Array(buffer, tableAt, table.length).set(table);
  new Uint8Array(buffer, groupsAt).set(surveyTables());
  (exports['surveyConfigure'] as (...places: number[]) => void)(rowsAt, groupsAt, pairsAt);
  configureNarrowing(narrowAt, buffer, exports);
  configureSifting(sifting, siftAt, buffer, exports);
  const siftStart = exports['siftStart'] as () => void;
  const siftHits = exports['sift'] as SiftHits;
  const candidates = new Uint32Array(buffer, candidatesAt, CANDIDATES * 3);
  const surveyText = exports['surveyText'] as SurveyText;
  const narrowPlane = exports['narrowPlane'] as NarrowPlane;
  const markLines = exports['markLines'] as MarkLines;
  const counters = new Uint32Array(buffer, counts, 4);
  const pairs = new Uint32Array(buffer, hitsAt, HITS_EACH);
  return {
    text: Buffer.from(buffer, textAt, windowBytes),
    arena: Buffer.from(buffer, arenaAt, arenaBytes),
    names: Buffer.from(buffer, namesAt, NAME_BYTES),
    managed: tables && kernelSearch(tables, managedPlaces!, buffer, exports),
    sift(bytes, length, onCandidate) {
      if (bytes.buffer !== buffer) return siftWithoutKernel(sifting, bytes, length, onCandidate);
      for (let from = 0; from < length; from += BLOCK) {
        const to = Math.min(length, from + BLOCK);
        run(bytes.byteOffset, from, to, columnsAt, tableAt, firstHit, longest, hitsAt, HITS_EACH, counts);
        for (let stream = 0; stream < 4; stream++) {
          const count = counters[stream]!;
          if (count === 0) continue;
          siftStart();
          for (let got = CANDIDATES; got === CANDIDATES;) {
            got = siftHits(
              bytes.byteOffset,
              length,
              hitsAt + stream * HITS_EACH,
              count,
              candidatesAt,
              CANDIDATES,
            );
            for (let i = 0; i < 3 * got; i += 3)
              onCandidate(candidates[i]!, candidates[i + 1]!, candidates[i + 2]! | 0);
          }
        }
      }
    },
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
    survey(bytes, length) {
      const { byteOffset } = bytes;
      if (bytes.buffer !== buffer || byteOffset % 64 !== 0) return plainSurvey(bytes, length);
      // views lie one behind the other, and so do their planes
      const planes = planesAt + ((byteOffset - textAt) / 64) * 8 * PLANES;
      const stride = planeWords(length);
      let found = surveyText(byteOffset, length, planes, stride * 4);
      const planeAt = (plane: number): number => planes + plane * stride * 4;
      for (const [which, plane] of NARROWED.entries()) {
        if (((found >>> plane) & 1) === 0) continue;
        if (narrowPlane(byteOffset, length, planeAt(plane), which) === 0) found &= ~(1 << plane);
      }
      const hasMarks = markLines(byteOffset, length, planeAt(LINE_FEEDS), planeAt(LINE_MARKS));
      if (hasMarks !== 0) found |= 1 << LINE_MARKS;
      return new PlaneSurvey(new Uint32Array(buffer, planes, stride * PLANES), stride, length, found);
    },
  };
}

function configureNarrowing(at: number, buffer: ArrayBuffer, exports: Record<string, unknown>): void {
  new Uint8Array(buffer, at).set(narrowingTables());
  (exports['narrowConfigure'] as (tables: number) => void)(at);
}

interface SiftingPlaces {
  readonly outputStart: number;
  readonly outputs: number;
  readonly lengths: number;
  readonly asked: number;
  readonly ruleStart: number;
  readonly rules: number;
  readonly sieves: number;
  readonly bytes: number;
}

function placeSifting(
  { automaton, arrays, ruleCount, sieves }: Sifting,
  place: (size: number) => number,
): SiftingPlaces {
  return {
    outputStart: place(automaton.outputStart.byteLength),
    outputs: place(automaton.outputs.byteLength),
    lengths: place(arrays.lengths.byteLength),
    asked: place(arrays.asked.byteLength),
    ruleStart: place(arrays.ruleStart.byteLength),
    rules: place(arrays.rules.byteLength),
    // those of users have none
    sieves: place(ruleCount * 16),
    bytes: place(sieves.packed?.bytes.byteLength ?? 0),
  };
}

function configureSifting(
  { automaton, arrays, sieves: { packed } }: Sifting,
  at: SiftingPlaces,
  buffer: ArrayBuffer,
  exports: Record<string, unknown>,
): void {
  new Uint32Array(buffer, at.outputStart).set(automaton.outputStart);
  new Uint16Array(buffer, at.outputs).set(automaton.outputs);
  new Uint16Array(buffer, at.lengths).set(arrays.lengths);
  new Uint8Array(buffer, at.asked).set(arrays.asked);
  new Uint32Array(buffer, at.ruleStart).set(arrays.ruleStart);
  new Uint32Array(buffer, at.rules).set(arrays.rules);
  if (packed) {
    new Uint32Array(buffer, at.sieves).set(packed.places);
    new Uint8Array(buffer, at.bytes).set(packed.bytes);
  }
  const configure = exports['siftConfigure'] as (...numbers: number[]) => void;
  configure(
    at.outputStart,
    at.outputs,
    at.lengths,
    at.asked,
    at.ruleStart,
    at.rules,
    at.sieves,
    at.bytes,
    automaton.firstHit,
    automaton.width,
  );
}

/** Three rows of masks and a block: see kernel/survey.ts. */
const SURVEY_ROWS = 3 * 50 * 8 + 64;

/** What the survey knows of base85: the digits of each alphabet, then by the low half of a byte the high halves that start text. */
function surveyTables(): Uint8Array {
  const tables = Buffer.concat([...ALPHABETS, Buffer.alloc(16 * ALPHABETS.length)]);
  for (let byte = 0; byte < 128; byte++)
    for (let i = 0; i < ALPHABETS.length; i++)
      if ((STARTS[byte]! >> i) & 1)
        tables[256 * ALPHABETS.length + 16 * i + (byte & 15)]! |= 1 << (byte >> 4);
  return tables;
}
