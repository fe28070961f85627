/** The second detector: the values of the vault, in whatever a view reads. */
import { timingSafeEqual } from 'node:crypto';
import type { Span } from '../span.ts';
import type { View } from '../engine/view.ts';
import { isAlnum, type FormKind } from './forms.ts';
import { gather } from './gather.ts';
import { fastTag, type IndexKeys } from './keys.ts';
import type { LookUpEntries, ManagedIndex, StoredItem, WindowEntry } from './managed-index.ts';
import { itemFingerprint, itemMark } from './managed-index.ts';
import { tokenHash, type ManagedTables } from './table.ts';
import { ALNUM, BACKWARDS, BASE64, HEX, RAW, type ManagedSearch } from './views.ts';
import { WeakSearch, type WeakTries } from './weak.ts';

/** What was found in a view, in the view's own offsets. */
export interface ManagedHit {
  readonly item: ManagedItem;
  readonly span: Span;
  /** What the rolling view undid, to be added to the view's own path of decoders. */
  readonly encoding: readonly string[];
  /** Bytes that the value has, decoded. */
  readonly length: number;
}

/** All that anybody gets to know of a managed value. */
export interface ManagedItem {
  readonly name: string;
  readonly retired: boolean;
  readonly fingerprint: string;
  /** Six hex digits for a redaction mark. */
  readonly mark: string;
}

/** The views in which a form can stand. */
const VIEWS: Readonly<Record<FormKind, readonly number[]>> = {
  raw: [RAW, HEX, BASE64, BASE64 + 1, BASE64 + 2],
  plain: [RAW, ALNUM, BACKWARDS, HEX, BASE64, BASE64 + 1, BASE64 + 2],
  alnum: [ALNUM, BACKWARDS],
  binary: [RAW, HEX, BASE64, BASE64 + 1, BASE64 + 2],
};

/** Bytes that the letters and digits of a value must have to be looked for backwards: shorter ones are palindromes soon. */
const LEAST_BACKWARDS = 12;

export class ManagedLookup {
  readonly tables: ManagedTables;
  private readonly entries: LookUpEntries;
  private readonly keys: IndexKeys;
  private readonly vaultId: Buffer;
  private readonly items: (ManagedItem | undefined)[] = [];
  private readonly weak: WeakSearch | undefined;

  constructor(index: ManagedIndex) {
    const { entries, tables, keys } = index.lookUpData();
    this.entries = entries;
    this.keys = keys;
    this.vaultId = index.vaultId;
    this.tables = tables;
    this.weak = entries.weakCount > 0 ? new WeakSearch(entries, keys) : undefined;
  }

  /** Everything in the view, in the order in which it stands; the same stretch and item once. */
  find(view: View, search: ManagedSearch, tries: WeakTries): ManagedHit[] {
    const { bytes, length } = view;
    const hits = new Map<string, ManagedHit>();
    const put = (item: number, span: Span, encoding: readonly string[], size: number): void => {
      const key = `${item} ${span.start}`;
      const before = hits.get(key);
      if (before && before.span.end >= span.end) return;
      hits.set(key, { item: this.item(item), span, encoding, length: size });
    };
    const { entries } = this;
    if (entries.windowCount > 0) {
      search.windows(bytes, length, (number, seen, at) => {
        const entry = entries.window(number);
        if (!VIEWS[entry.kind].includes(seen)) return;
        if (seen === BACKWARDS && entry.length < LEAST_BACKWARDS) return;
        const found = gather(bytes, length, seen, at, entry);
        if (!found || !timingSafeEqual(fastTag(this.keys, found.bytes), entry.tag)) return;
        if (hasEdges(bytes, length, seen, found.span, entry))
          put(entry.item, found.span, encodingOf(seen, entry.kind), entry.length);
      });
    }
    if (entries.tokenCount > 0) {
      search.tokens(bytes, length, (number, size, end) => {
        const entry = entries.token(number);
        if (entry.length !== size) return;
        const token = bytes.subarray(end - size, end);
        if (tokenHash(this.keys.token, token).check !== entry.check) return;
        if (!timingSafeEqual(fastTag(this.keys, token), entry.tag)) return;
        put(entry.item, { start: end - size, end }, [], size);
      });
    }
    for (const { item, span } of this.weak?.find(bytes, length, tries) ?? [])
      put(item, span, [], span.end - span.start);
    return [...hits.values()].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  }

  private item(number: number): ManagedItem {
    return (this.items[number] ??= this.describe(this.entries.item(number)));
  }

  private describe({ id, name, retired }: StoredItem): ManagedItem {
    return {
      name,
      retired,
      fingerprint: itemFingerprint(this.keys, this.vaultId, id),
      mark: itemMark(this.keys, id),
    };
  }
}

/** How far away from the letters and digits a symbol may stand: quotes and operators may be between. */
const EDGE_REACH = 24;

/** Whether the symbols at the value's ends are there too; where it is turned round they have changed places. */
function hasEdges(
  bytes: Buffer,
  length: number,
  view: number,
  { start, end }: Span,
  { kind, edges }: WindowEntry,
): boolean {
  const isLetters = kind === 'alnum' || (kind === 'binary' && view >= BASE64 && view < BACKWARDS);
  if (!isLetters) return true;
  // the alphabet for URLs goes without padding
  if (kind === 'binary' && /[-_]/.test(bytes.toString('latin1', start, end))) return true;
  const [before, behind] = view === BACKWARDS ? [edges.behind, edges.before] : [edges.before, edges.behind];
  const reaches = (symbol: number, at: number, step: 1 | -1): boolean => {
    for (let i = 0; i < EDGE_REACH; i++, at += step) {
      if (at < 0 || at >= length || isAlnum(bytes[at]!)) return false;
      if (bytes[at] === symbol) return true;
    }
    return false;
  };
  return (before === 0 || reaches(before, start - 1, -1)) && (behind === 0 || reaches(behind, end, 1));
}

function encodingOf(view: number, kind: FormKind): readonly string[] {
  if (view === BACKWARDS) return ['reversed'];
  if (view === HEX) return kind === 'binary' ? [] : ['hex'];
  if (view >= BASE64) return ['base64'];
  return kind === 'binary' ? ['binary'] : [];
}
