/** The index of managed values: what is known of them while the vault is locked. Names and keyed fingerprints, no value. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { UserError } from '../errors.ts';
import { formsOf, WINDOW, type Edges, type FormKind } from './forms.ts';
import { fastTag, indexKeys, slowTag, type IndexKeys } from './keys.ts';
import { bothLasts, lastOf, NO_LASTS, type Lasts } from './lasts.ts';
import { encodeEntries, openIndexFile, sealIndexFile, StoredEntries } from './index-file.ts';
import { partsOf, type Part } from './parts.ts';
import type { ManagedPolicy } from './strength.ts';
import { tablesOf, tokenHash, windowHashAt, type ManagedTables } from './table.ts';

export type { ManagedPolicy } from './strength.ts';

export interface IndexedItem {
  /** 16 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly policy: ManagedPolicy;
  /** Words why; nothing of the value is in them. */
  readonly reason: string;
  /** It was rotated or removed, and must not leak all the same. */
  readonly retired: boolean;
  /** Where the value is kept, if it is not in the vault. */
  readonly source?: string;
}

/** A window of one canonical form of a strong value. */
export interface WindowEntry {
  readonly item: number;
  readonly kind: FormKind;
  /** The top 32 bits of the window's product; the table keeps fewer. */
  readonly hash: number;
  readonly anchor: number;
  readonly edges: Edges;
  readonly length: number;
  readonly tag: Buffer;
}

/** A medium value as a whole. */
export interface TokenEntry {
  readonly item: number;
  readonly hash: number;
  readonly check: number;
  readonly length: number;
  readonly tag: Buffer;
}

/** A weak value, or the password of a URL that is one. */
export interface WeakEntry {
  readonly item: number;
  /** A password of a URL is known by where it stands, not by the item's name. */
  readonly tag: Buffer;
}

/** What the file holds: everything that looking up needs. */
export interface IndexData {
  readonly items: StoredItem[];
  readonly windows: WindowEntry[];
  readonly tokens: TokenEntry[];
  readonly weak: WeakEntry[];
  /** What windows end with. */
  readonly lasts: Lasts;
  /** Which forms values were looked for in when it was begun. */
  readonly forms: number;
}

/** Raised whenever `formsOf` or `partsOf` learn a form: an index of fewer is made anew by `vault unlock`. */
export const FORMS = 1;

export interface StoredItem extends IndexedItem {
  /** Tag of the value as a whole, for `vault check`: a slow one where it is weak, none where it is ignored. */
  readonly exact: Buffer | undefined;
}

/** What looking up asks for, by number. */
export type LookUpEntries = Pick<
  StoredEntries,
  'windowCount' | 'tokenCount' | 'weakCount' | 'item' | 'window' | 'token' | 'weak'
>;

/** Of what `extract` gives: it is kept in the vault, and outlives formats of the index. */
const EXTRACT_VERSION = 1;

export class ManagedIndex {
  readonly vaultId: Buffer;
  readonly generation: number;
  private readonly keys: IndexKeys;
  /** As they came from a file; undefined once something may have been changed. */
  private stored: StoredEntries | undefined;
  private made: IndexData | undefined;

  private constructor(
    vaultId: Buffer,
    generation: number,
    keys: IndexKeys,
    content: StoredEntries | IndexData,
  ) {
    this.vaultId = vaultId;
    this.generation = generation;
    this.keys = keys;
    if (content instanceof StoredEntries) this.stored = content;
    else this.made = content;
  }

  private get data(): IndexData {
    this.made ??= this.stored!.toData();
    this.stored = undefined;
    return this.made;
  }

  private set data(data: IndexData) {
    this.made = data;
  }

  /** An index of nothing. `vaultId` is 16 bytes, `indexKey` 32. */
  static empty(vaultId: Buffer, indexKey: Uint8Array): ManagedIndex {
    return new ManagedIndex(vaultId, 0, indexKeys(indexKey), {
      items: [],
      windows: [],
      tokens: [],
      weak: [],
      lasts: NO_LASTS,
      forms: FORMS,
    });
  }

  /** Throws UserError when the file is damaged, cut short, or of another key. */
  static decode(file: Uint8Array, indexKey: Uint8Array): ManagedIndex {
    const keys = indexKeys(indexKey);
    const { vaultId, generation, entries } = openIndexFile(file, keys);
    return new ManagedIndex(vaultId, generation, keys, entries);
  }

  /** The file's bytes. */
  encode(generation: number): Buffer {
    return sealIndexFile({ vaultId: this.vaultId, generation, data: this.data }, this.keys);
  }

  /** Whether all of its values are looked for in all forms that are known today. */
  get hasAllForms(): boolean {
    return (this.made?.forms ?? this.stored!.forms) === FORMS;
  }

  /** All of them, retired and ignored ones too, in the order of adding. */
  items(): readonly IndexedItem[] {
    return this.data.items.map(({ id, name, policy, reason, retired, source }) => ({
      id,
      name,
      policy,
      reason,
      retired,
      ...(source === undefined ? {} : { source }),
    }));
  }

  /** Decides how the value is looked for, and adds what that needs. `value` is read only. */
  add(id: string, name: string, value: Buffer, source?: string): IndexedItem {
    const item = this.data.items.length;
    const [whole, ...inner] = partsOf(value) as [Part, ...Part[]];
    const parts = [whole, ...inner];
    const { policy, reason } = whole.strength;
    // a URL is looked for by its password, unless nobody could guess it
    for (const part of parts)
      if (!part.isWhole || inner.length === 0 || policy === 'strong') this.addPart(item, part);
    const bytes = Buffer.from(whole.text, 'latin1');
    const exact =
      policy === 'ignored'
        ? undefined
        : policy === 'weak'
          ? slowTag(this.keys, bytes)
          : fastTag(this.keys, bytes);
    const from = source === undefined ? {} : { source };
    const stored: StoredItem = { id, name, policy, reason, retired: false, exact, ...from };
    this.data.items.push(stored);
    return { id, name, policy, reason, retired: false, ...from };
  }

  /** All that is known of one item: enough for an index of the same key to know its value, too. */
  extract(id: string): Buffer {
    const { items, windows, tokens, weak, lasts } = this.data;
    const at = items.findIndex((item) => item.id === id);
    const own = <T extends { readonly item: number }>(entries: readonly T[]): T[] =>
      entries.flatMap((entry) => (entry.item === at ? [{ ...entry, item: 0 }] : []));
    const entries = encodeEntries({
      items: at < 0 ? [] : [items[at]!],
      windows: own(windows),
      tokens: own(tokens),
      weak: own(weak),
      lasts,
      forms: FORMS,
    });
    return Buffer.concat([Buffer.of(EXTRACT_VERSION), entries]);
  }

  /** Takes what `extract` gave. Throws UserError when another version of Staunch wrote it. */
  absorb(extracted: Buffer, retired: boolean): void {
    if (extracted[0] !== EXTRACT_VERSION) {
      throw new UserError('the vault holds links that this version of Staunch cannot read', {
        hint: 'a later version wrote them: use that one',
      });
    }
    // a copy: what is read from it stays, and the caller wipes it
    const { items, windows, tokens, weak, lasts } = new StoredEntries(
      Buffer.from(extracted.subarray(1)),
    ).toData();
    const first = this.data.items.length;
    const moved = <T extends { readonly item: number }>(entry: T): T => ({
      ...entry,
      item: entry.item + first,
    });
    this.data.items.push(...items.map((item) => ({ ...item, retired })));
    this.data.windows.push(...windows.map(moved));
    this.data.tokens.push(...tokens.map(moved));
    this.data.weak.push(...weak.map(moved));
    this.data = { ...this.data, lasts: bothLasts(this.data.lasts, lasts) };
  }

  private addPart(item: number, { text, strength }: Part): void {
    const { windows, tokens, weak } = this.data;
    if (strength.policy === 'strong') {
      for (const { kind, bytes: form, anchor, edges } of formsOf(text, strength.bits)) {
        const hash = windowHashAt(this.keys.window, form, anchor);
        this.data = { ...this.data, lasts: bothLasts(this.data.lasts, lastOf(form, anchor, WINDOW)) };
        windows.push({ item, kind, hash, anchor, edges, length: form.length, tag: fastTag(this.keys, form) });
      }
    } else if (strength.policy === 'medium') {
      for (const token of spellings(text)) {
        const { value, check } = tokenHash(this.keys.token, token);
        tokens.push({ item, hash: value, check, length: token.length, tag: fastTag(this.keys, token) });
      }
    } else if (strength.policy === 'weak') {
      weak.push({ item, tag: slowTag(this.keys, Buffer.from(text, 'latin1')) });
    }
  }

  /** It stays known. */
  retire(id: string): void {
    const { items } = this.data;
    const at = items.findIndex((item) => item.id === id);
    if (at >= 0) items[at] = { ...items[at]!, retired: true };
  }

  /** It is forgotten. */
  purge(id: string): void {
    const gone = this.data.items.findIndex((item) => item.id === id);
    if (gone < 0) return;
    const keep = <T extends { readonly item: number }>(entries: readonly T[]): T[] =>
      entries
        .filter(({ item }) => item !== gone)
        .map((entry) => ({ ...entry, item: entry.item > gone ? entry.item - 1 : entry.item }));
    const { items, windows, tokens, weak } = this.data;
    this.data = {
      items: items.filter((_, at) => at !== gone),
      windows: keep(windows),
      tokens: keep(tokens),
      weak: keep(weak),
      lasts: this.data.lasts,
      forms: this.data.forms,
    };
  }

  /** The items whose value is exactly this, but for white space at its ends. */
  knows(value: Buffer): readonly IndexedItem[] {
    const bytes = Buffer.from((partsOf(value)[0] as Part).text, 'latin1');
    const fast = fastTag(this.keys, bytes);
    let slow: Buffer | undefined;
    return this.data.items.filter(({ exact, policy }) => {
      if (!exact) return false;
      const tag = policy !== 'weak' ? fast : (slow ??= slowTag(this.keys, bytes));
      return timingSafeEqual(exact, tag);
    });
  }

  /** What looking up needs. */
  lookUpData(): {
    readonly entries: LookUpEntries;
    readonly tables: ManagedTables;
    readonly keys: IndexKeys;
  } {
    const { stored, keys } = this;
    const finished = stored?.tables(keys);
    if (stored && finished) return { entries: stored, tables: finished, keys };
    const { items, windows, tokens, weak } = this.data;
    const entries: LookUpEntries = {
      windowCount: windows.length,
      tokenCount: tokens.length,
      weakCount: weak.length,
      item: (number) => items[number]!,
      window: (number) => windows[number]!,
      token: (number) => tokens[number]!,
      weak: (number) => weak[number]!,
    };
    return { entries, tables: tablesOf(this.data, keys), keys };
  }
}

/** The longest token that is looked for. */
const LONGEST_TOKEN = 63;

/** A medium value as it stands, and as Compose files, Makefiles, systemd, cron and batch files must write it. */
function spellings(text: string): Buffer[] {
  const dollars = text.replaceAll('$', '$$$$');
  const all = [text, dollars, text.replaceAll('%', '%%'), dollars.replaceAll('%', '%%')];
  return [...new Set(all)]
    .filter((one) => one.length <= LONGEST_TOKEN)
    .map((one) => Buffer.from(one, 'latin1'));
}

/** Six hex digits that name an item in a redacted text: nothing of its value goes in, which somebody could guess. */
export function itemMark(keys: IndexKeys, id: string): string {
  return createHmac('sha256', keys.mark).update(`mark\0${id}`).digest('hex').slice(0, 6);
}

/** Names a managed value in reports and ignore files: vault and item, never content. */
export function itemFingerprint(keys: IndexKeys, vaultId: Buffer, id: string): string {
  const digest = createHmac('sha256', keys.mark)
    .update('fingerprint\0')
    .update(vaultId)
    .update(id)
    .digest('hex');
  return 'sf1:' + digest.slice(0, 24);
}
