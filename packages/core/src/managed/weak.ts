/**
 * Weak values: what people think of. They are tried only where they would be used, beside their item's name and as the
 * password of a URL, and each try is slow, so that a thief of the index cannot try many either.
 */
import { timingSafeEqual } from 'node:crypto';
import type { Span } from '../span.ts';
import { slowTag, type IndexKeys } from './keys.ts';
import type { LookUpEntries } from './managed-index.ts';
import { strengthOf } from './strength.ts';

/** Different texts that are tried for one file: some 60 ms each. */
const MOST_TRIES = 64;

/** What was tried for one file. A file has its own, so that what is found does not depend on who scans which file. */
export class WeakTries {
  /** Texts that were too many to try. */
  leftOut = 0;
  private readonly texts = new Set<string>();
  private readonly most: number;

  constructor(most = MOST_TRIES) {
    this.most = most;
  }

  /** Whether the text may be tried; one that was tried costs nothing more. */
  allows(text: string): boolean {
    if (this.texts.has(text)) return true;
    if (this.texts.size >= this.most) {
      this.leftOut++;
      return false;
    }
    this.texts.add(text);
    return true;
  }
}

const LONGEST_NAME = 80;
const LONGEST_VALUE = 128;

interface WeakHit {
  readonly item: number;
  readonly span: Span;
}

/** What stands between a name and its value; a quote may close the name. */
const isSeparator = (byte: number): boolean => byte === 61 || byte === 58 || byte === 62;
const isBlank = (byte: number): boolean => byte === 32 || byte === 9;
const isNameByte = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) ||
  (byte >= 65 && byte <= 90) ||
  (byte >= 97 && byte <= 122) ||
  byte === 95 ||
  byte === 45 ||
  byte === 46;
/** What decoders put between pieces; it is in no text. */
const BETWEEN_PIECES = 0xff;
const isQuote = (byte: number): boolean => byte === 34 || byte === 39 || byte === 96;

export class WeakSearch {
  private readonly keys: IndexKeys;
  private readonly tags: readonly { readonly item: number; readonly tag: Buffer }[];
  /** Names without case and separators, to the items that bear them. */
  private readonly names = new Map<string, Set<number>>();
  /** What was tried in any file, to its tag: the same texts stand in many. */
  private readonly tried = new Map<string, Buffer>();

  constructor(entries: LookUpEntries, keys: IndexKeys) {
    this.keys = keys;
    this.tags = Array.from({ length: entries.weakCount }, (_, number) => entries.weak(number));
    for (const { item } of this.tags) {
      const { name } = entries.item(item);
      // a path such as prod/app/DB_PASSWORD: beside a value stands its last part
      for (const each of new Set([plainName(name), plainName(name.split('/').at(-1)!)])) {
        this.names.set(each, (this.names.get(each) ?? new Set()).add(item));
      }
    }
  }

  find(bytes: Buffer, length: number, tries: WeakTries): WeakHit[] {
    const hits: WeakHit[] = [];
    for (let at = 1; at < length; at++) {
      if (!isSeparator(bytes[at]!)) continue;
      if (bytes[at] === 58 && bytes[at + 1] === 47 && bytes[at + 2] === 47)
        this.inUrl(bytes, at + 3, length, tries, hits);
      else this.besideName(bytes, at, length, tries, hits);
    }
    return hits;
  }

  private besideName(
    bytes: Buffer,
    separator: number,
    length: number,
    tries: WeakTries,
    hits: WeakHit[],
  ): void {
    let end = separator;
    while (end > 0 && (isBlank(bytes[end - 1]!) || isQuote(bytes[end - 1]!) || bytes[end - 1] === 92)) end--;
    let start = end;
    while (start > 0 && end - start < LONGEST_NAME && isNameByte(bytes[start - 1]!)) start--;
    if (end - start < 2) return;
    const text = bytes.toString('latin1', start, end);
    // a path of names such as spring.datasource.password: its last parts count too
    const own = new Set<number>();
    for (const name of suffixes(text)) for (const item of this.names.get(name) ?? []) own.add(item);
    if (own.size === 0) return;
    let from = separator + 1;
    while (from < length && (isBlank(bytes[from]!) || isSeparator(bytes[from]!) || bytes[from] === 92))
      from++;
    const quote = isQuote(bytes[from]!) ? bytes[from] : 0;
    if (quote) from++;
    for (const to of this.ends(bytes, from, length, quote)) {
      if (this.tryValue(bytes, { start: from, end: to }, own, tries, hits)) return;
    }
  }

  /** Where the value may end: at its quote, at white space, at what ends a field. */
  private ends(bytes: Buffer, from: number, length: number, quote: number | undefined): number[] {
    const ends: number[] = [];
    const most = Math.min(length, from + LONGEST_VALUE);
    let at = from;
    for (; at < most; at++) {
      const byte = bytes[at]!;
      if (quote ? byte === quote && bytes[at - 1] !== 92 : byte < 32 || byte === 60) break;
      if (byte < 32 || byte === BETWEEN_PIECES) break;
      if (
        !quote &&
        ends.length < 2 &&
        (isBlank(byte) || byte === 44 || byte === 59 || byte === 38 || isQuote(byte))
      )
        ends.push(at);
    }
    let last = at;
    if (!quote) while (last > from && isBlank(bytes[last - 1]!)) last--;
    if (!ends.includes(last)) ends.push(last);
    return ends.filter((end) => end - from >= 6);
  }

  private inUrl(bytes: Buffer, from: number, length: number, tries: WeakTries, hits: WeakHit[]): void {
    const most = Math.min(length, from + 256);
    let colon = -1;
    let sign = -1;
    for (let at = from; at < most; at++) {
      const byte = bytes[at]!;
      if (byte <= 32 || byte === BETWEEN_PIECES || isQuote(byte) || byte === 60 || byte === 62) break;
      if (byte === 47 && sign >= 0) break;
      if (byte === 58 && colon < 0) colon = at;
      if (byte === 64) sign = at;
    }
    if (colon < 0 || sign <= colon + 6) return;
    this.tryValue(bytes, { start: colon + 1, end: sign }, undefined, tries, hits);
  }

  /** `own`: only these items; else any. */
  private tryValue(
    bytes: Buffer,
    span: Span,
    own: ReadonlySet<number> | undefined,
    tries: WeakTries,
    hits: WeakHit[],
  ): boolean {
    const text = bytes.toString('latin1', span.start, span.end);
    if (/^[$%{<[(*]|^x+$/i.test(text) || strengthOf(text).policy === 'ignored') return false;
    if (!tries.allows(text)) return false;
    const tag = this.tagOf(text);
    const found = this.tags.find(
      ({ item, tag: other }) => (!own || own.has(item)) && timingSafeEqual(tag, other),
    );
    if (found) hits.push({ item: found.item, span });
    return found !== undefined;
  }

  private tagOf(text: string): Buffer {
    const known = this.tried.get(text);
    if (known) return known;
    const tag = slowTag(this.keys, Buffer.from(text, 'latin1'));
    this.tried.set(text, tag);
    return tag;
  }
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The name, and what is left of it after each of its first dots. */
function suffixes(name: string): string[] {
  const parts = name.split('.');
  return parts.slice(0, 4).map((_, at) => plainName(parts.slice(at).join('')));
}
