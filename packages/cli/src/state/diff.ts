/** What a redaction would change, line by line, with nothing of what goes. */
import fs from 'node:fs';
import { count, printable, size, UserError, type Scanner } from '@staunch/core';
import type { SpanFinder } from '@staunch/core/redact';
import type { JsonLaws } from '../agents/json-laws.ts';
import { redactDocument, type RedactedDocument } from './document.ts';
import { contentOf, unpackedName } from './files/packing.ts';
import { redactContent } from './files/redact-file.ts';
import type { Touched } from './learn.ts';
import { cellsOf } from './proof.ts';
import { NO_DATABASE_LAWS } from './database/schema.ts';

/** Places that are shown of one value or file, and of one database. */
const MOST_PLACES = 3;
const MOST_VALUES = 40;
/** Characters before and behind a mark. */
const AROUND = 44;
/** A larger file's places are only counted. */
const LARGEST = 64 << 20;

export interface DiffOptions {
  readonly find: SpanFinder;
  readonly scanner: Scanner;
  /** Everything is shown. */
  readonly verbose: boolean;
  readonly named: (file: string) => string;
}

export function* diffOf({ store, unit }: Touched, options: DiffOptions): Generator<string> {
  const name = options.named(unit.path);
  if (unit.kind === 'whole') {
    const bytes = unit.files.reduce((sum, file) => sum + sizeOf(file), 0);
    yield title(name, options);
    yield `  - all of it: ${count(unit.files.length, 'file')}, ${size(bytes)}${store.why === undefined ? '' : ` (${store.why})`}`;
    return;
  }
  if (unit.kind === 'file') {
    const before = contentOf(unit.path, LARGEST);
    if (!before) return yield `${title(name, options)}: ${size(sizeOf(unit.path))}, too large to be shown`;
    const parts: Buffer[] = [];
    const source = { size: before.length, attributes: NO_ATTRIBUTES, chunks: () => [before] };
    const write = (bytes: Buffer): void => void parts.push(Buffer.from(bytes));
    redactContent(store, unpackedName(unit.path), source, { find: options.find, write, left: () => {} });
    yield* section(name, before, Buffer.concat(parts), options);
    return;
  }
  let shown = 0;
  let more = 0;
  const laws = store.database ?? NO_DATABASE_LAWS;
  for (const { cell, bytes } of cellsOf(unit.path)) {
    if (!cell || options.find(bytes).length === 0) continue;
    const isKept = [...laws.belongs, ...laws.fixed].some(
      (own) => own.table === cell.table && (own.columns?.includes(cell.column) ?? true),
    );
    if (isKept) continue;
    const place = `${name}#${cell.table}/${cell.key}/${cell.column}`;
    const redacted = redactedOrWhy(bytes, options.find, laws.json);
    if (typeof redacted === 'string') {
      yield `${title(place, options)}: stays, since ${redacted}`;
      continue;
    }
    if (redacted.count === 0) continue;
    if (shown >= MOST_VALUES && !options.verbose) {
      more++;
      continue;
    }
    shown++;
    yield* section(place, bytes, redacted.bytes, options);
  }
  if (more > 0) yield `${title(name, options)}: and ${count(more, 'value')} more (--verbose shows all)`;
  yield `${title(name, options)}: its file is written anew, without free pages and log`;
}

function redactedOrWhy(bytes: Buffer, find: SpanFinder, laws: JsonLaws): RedactedDocument | string {
  try {
    return redactDocument(bytes, find, laws);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

const NO_ATTRIBUTES = { mode: 0, uid: 0, gid: 0, atime: '0', mtime: '0' };

function sizeOf(file: string): number {
  return fs.lstatSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function title(name: string, { scanner }: DiffOptions): string {
  return printable(scanner.maskText(name));
}

function* section(name: string, before: Buffer, after: Buffer, options: DiffOptions): Generator<string> {
  const places = placesOf(before, after);
  if (places.length === 0) return;
  yield title(name, options);
  const most = options.verbose ? places.length : MOST_PLACES;
  for (const { at, end, length } of places.slice(0, most)) {
    const [from, to] = [Math.max(0, at - AROUND), Math.min(after.length, end + AROUND)];
    const text = (start: number, stop: number): string => after.toString('utf8', start, stop);
    const line = (sign: string, middle: string): string => {
      const whole = `${from > 0 ? '…' : ''}${text(from, at)}${middle}${text(end, to)}${to < after.length ? '…' : ''}`;
      return `  ${sign} ${printable(options.scanner.maskText(whole.replace(/\s+/g, ' ').trim()))}`;
    };
    yield line('-', `***[${length}]`);
    yield line('+', text(at, end));
  }
  if (places.length > most) yield `    and ${count(places.length - most, 'place')} more`;
}

const MARK = /^(?:\[REDACTED:[A-Za-z0-9_.-]{1,64}:[0-9a-f]{6}\]|REDACTED-[A-Za-z0-9_.-]{1,64}-[0-9a-f]{6})/;
const LONGEST_MARK = 96;

function* marksIn(bytes: Buffer): Generator<{ readonly start: number; readonly end: number }> {
  for (let at = bytes.indexOf('REDACTED'); at >= 0; at = bytes.indexOf('REDACTED', at + 1)) {
    const start = bytes[at - 1] === 0x5b && bytes[at + 8] === 0x3a ? at - 1 : at;
    const mark = MARK.exec(bytes.toString('latin1', start, start + LONGEST_MARK))?.[0];
    if (mark !== undefined) yield { start, end: start + mark.length };
  }
}

/** Where new marks stand in `after`, and how many bytes each of them replaces. */
function placesOf(before: Buffer, after: Buffer): { at: number; end: number; length: number }[] {
  const places: { at: number; end: number; length: number }[] = [];
  const marks = [...marksIn(after)];
  let read = 0;
  let last = 0;
  for (const [number, { start, end }] of marks.entries()) {
    read += start - last;
    last = end;
    const length = end - start;
    if (before.subarray(read, read + length).equals(after.subarray(start, end))) {
      // of an earlier redaction
      read += length;
      continue;
    }
    const next = marks[number + 1]?.start ?? after.length;
    const behind = after.subarray(end, Math.min(next, end + 64));
    const found = behind.length === 0 && next === after.length ? before.length : before.indexOf(behind, read);
    const resumed = found < 0 ? read : found;
    places.push({ at: start, end, length: resumed - read });
    read = resumed;
  }
  return places;
}
