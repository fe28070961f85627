/** The whole way of a managed value: from what was added to what is found, and what is not. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { emptyPolicy } from '../config/policy.ts';
import { UserError } from '../errors.ts';
import { bytesFragment } from '../fragment.ts';
import { createScanner, type FragmentResult } from '../scan.ts';
import { createSpanFinder } from '../span-finder.ts';
import type { ManagedSource } from '../searcher.ts';
import { formsOf } from './forms.ts';
import { encodeEntries, openIndexFile, StoredEntries } from './index-file.ts';
import { ManagedIndex } from './managed-index.ts';
import type { ManagedTables } from './table.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const drawn = (length: number): string => Array.from({ length }, () => LETTERS[randomInt(62)]).join('');

/** What a person thinks of; put together here, so that it is no finding in this file. */
const WEAK = ['Crystal', '42', '!'].join('');

function indexOf(values: Readonly<Record<string, string>>): { index: ManagedIndex; managed: ManagedSource } {
  const indexKey = randomBytes(32);
  const index = ManagedIndex.empty(randomBytes(16), indexKey);
  for (const [i, [name, value]] of Object.entries(values).entries())
    index.add(String(i).padStart(16, '0'), name, Buffer.from(value));
  return { index, managed: { file: index.encode(1), indexKey } };
}

function scan(values: Readonly<Record<string, string>>, ...texts: string[]): FragmentResult[] {
  const scanner = createScanner({ policy: emptyPolicy, managed: indexOf(values).managed, patterns: false });
  return texts.map((text) => scanner.scan(bytesFragment({ path: 'f' }, Buffer.from(text))));
}

const itemsIn = (values: Readonly<Record<string, string>>, text: string): (string | undefined)[] =>
  scan(values, text)[0]!.findings.map(({ item }) => item);

test('a weak value is found beside its name and in a URL, and nowhere else', () => {
  const values = { DB_PASSWORD: WEAK };
  for (const text of [
    `DB_PASSWORD=${WEAK}\n`,
    `{"dbPassword": "${WEAK}"}`,
    `spring.db-password: ${WEAK}\n`,
    `postgres://me:${WEAK.replace('!', '%21')}@db/app'`, // staunch:allow
    Buffer.from(`DB_PASSWORD=${WEAK}`).toString('base64'),
  ])
    expect(itemsIn(values, text), text).toEqual(['DB_PASSWORD']);
  for (const text of [
    WEAK,
    `OTHER=${WEAK}`,
    `DB_PASSWORD=${WEAK.replace('2', '3')}`,
    `the ${WEAK} of DB_PASSWORD`,
  ])
    expect(itemsIn(values, text), text).toEqual([]);
});

test('tries of weak values are counted by file, and what was not tried is told', () => {
  const values = { DB_PASSWORD: WEAK };
  const others = Array.from({ length: 70 }, (_, i) => `DB_PASSWORD=Sapphire${i}!\n`).join('');
  const [before, after, next] = scan(
    values,
    `DB_PASSWORD=${WEAK}\n${others}`,
    `${others}DB_PASSWORD=${WEAK}\n`,
    `DB_PASSWORD=${WEAK}\n`,
  );
  expect(before!.findings).toHaveLength(1);
  expect(after!.findings).toHaveLength(0);
  for (const { notScanned } of [before!, after!])
    expect(notScanned).toMatchObject([{ cause: 'budget', error: false }]);
  // another file has tries of its own
  expect(next).toMatchObject({ findings: [{ item: 'DB_PASSWORD' }], notScanned: [] });
});

test('a UUID is found in capitals, also when it was stored in them', () => {
  const uuid = randomUUID();
  for (const stored of [uuid, uuid.toUpperCase()])
    for (const written of [uuid, uuid.toUpperCase(), `{${uuid.toUpperCase()}}`])
      expect(itemsIn({ TENANT: stored }, `id = ${written};`)).toEqual(['TENANT']);
  const other = uuid.toUpperCase().replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  expect(itemsIn({ TENANT: uuid }, `id = ${other};`)).toEqual([]);
});

test('base64 is found without its padding, and in the alphabet for URLs', () => {
  const [one, two] = [32, 31].map((length) => {
    for (;;) {
      const value = randomBytes(length).toString('base64');
      if (/[+]/.test(value) && /[/]/.test(value)) return value;
    }
  }) as [string, string];
  const forUrls = (value: string): string =>
    value.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
  expect(itemsIn({ KEY: one }, `k = "${one.slice(0, -1)}"`)).toEqual(['KEY']);
  expect(itemsIn({ KEY: one }, `k = "${forUrls(one)}"`)).toEqual(['KEY']);
  expect(itemsIn({ KEY: two }, `k = "${forUrls(two)}"`)).toEqual(['KEY']);
});

test('what is not Latin is found in UTF-16', () => {
  const far = Array.from({ length: 16 }, () => String.fromCharCode(randomInt(0x4e00, 0x9000))).join('');
  const mixed = Array.from({ length: 14 }, () => String.fromCharCode(randomInt(0x430, 0x450))).join('7k');
  for (const value of [far, mixed]) {
    for (const isBig of [false, true]) {
      const wide = Buffer.from(value, 'utf16le');
      if (isBig) wide.swap16();
      for (const encoding of ['base64', 'hex'] as const)
        expect(itemsIn({ KEY: value }, `k = "${wide.toString(encoding)}"`)).toContain('KEY');
      const scanner = createScanner({
        policy: emptyPolicy,
        managed: indexOf({ KEY: value }).managed,
        patterns: false,
      });
      const { findings } = scanner.scan(
        bytesFragment({ path: 'f' }, Buffer.concat([Buffer.from('k\0=\0'), wide, Buffer.from('\0;\0')])),
      );
      expect(findings.map(({ item }) => item)).toContain('KEY');
    }
  }
});

test('dollars and per cent signs of a medium value may be doubled', () => {
  const value = `${drawn(4)}$${drawn(4)}%${drawn(3)}`;
  const twice = (sign: string) => (text: string) => text.replaceAll(sign, () => sign + sign);
  for (const spell of [twice('$'), twice('%'), (text: string) => twice('$')(twice('%')(text))])
    expect(itemsIn({ KEY: value }, `  K: '${spell(value)}'`)).toEqual(['KEY']);
});

test('a value without the symbols at its ends is another value', () => {
  const core = drawn(24);
  const values = { KEY: `@${core}~` };
  expect(itemsIn(values, `k = "@${core}~"`)).toEqual(['KEY']);
  expect(itemsIn(values, `['@', '${[...core].join("', '")}', '~']`)).toEqual(['KEY']);
  for (const text of [`k = "@${core}"`, `k = "${core}~"`, `k = "X${core}~"`, `k = "@${core}X"`])
    expect(itemsIn(values, text), text.replace(core, '…')).toEqual([]);
});

test('one value in another, and two items of one value, are both told', () => {
  const [inner, outer] = [drawn(20), drawn(10)];
  const values = { INNER: inner, OUTER: outer + inner, TWIN: inner };
  expect(itemsIn(values, `k = ${outer}${inner}`).sort()).toEqual(['INNER', 'OUTER', 'TWIN']);
  expect(itemsIn(values, `k = ${inner}`).sort()).toEqual(['INNER', 'TWIN']);
});

test('a retired value is found, a purged one is not', () => {
  const [old, kept] = [drawn(30), drawn(30)];
  const { index, managed } = indexOf({ OLD: old, KEPT: kept });
  const found = (): unknown => {
    const own = { file: index.encode(2), indexKey: managed.indexKey };
    const scanner = createScanner({ policy: emptyPolicy, managed: own, patterns: false });
    return scanner
      .scan(bytesFragment({ path: 'f' }, Buffer.from(`${old} ${kept}`)))
      .findings.map(({ item, evidence }) => [item, evidence]);
  };
  index.retire('0'.repeat(16));
  expect(found()).toEqual([
    ['OLD', [{ kind: 'managed', retired: true }]],
    ['KEPT', [{ kind: 'managed', retired: false }]],
  ]);
  index.purge('0'.repeat(16));
  expect(found()).toEqual([['KEPT', [{ kind: 'managed', retired: false }]]]);
});

test('further windows of a value are stored only while 58 bits are left', () => {
  const hex = randomBytes(16).toString('hex');
  const kinds = (text: string, bits: number): string[] => formsOf(text, bits).map(({ kind }) => kind);
  expect(kinds(hex.slice(0, 24), 96)).toEqual(['plain']);
  expect(kinds(hex, 128)).toEqual(['plain', 'binary']);
  expect(kinds(drawn(20), 119)).toEqual(['plain']);
  // of a raw form and its letters and digits one window is enough
  expect(kinds(`!${drawn(16)}`, 100)).toEqual(['raw', 'alnum']);
});

test('what is deeper than is decoded is told, and not redacted in silence', () => {
  const value = drawn(32);
  let text = `key: ${value}`;
  for (let i = 0; i < 4; i++) text = Buffer.from(`again: ${text}`).toString('base64');
  expect(itemsIn({ KEY: value }, text)).toEqual(['KEY']);
  for (let i = 0; i < 4; i++) text = Buffer.from(`again: ${text}`).toString('base64');
  const { managed } = indexOf({ KEY: value });
  const scanner = createScanner({ policy: emptyPolicy, managed, patterns: false });
  expect(scanner.scan(bytesFragment({ path: 'f' }, Buffer.from(text)))).toMatchObject({
    findings: [],
    notScanned: [{ cause: 'budget' }],
  });
  const find = createSpanFinder({ policy: emptyPolicy, managed, patterns: false });
  expect(() => find(Buffer.from(text))).toThrow(UserError);
});

test('the file holds the finished tables, and one without them is read all the same', () => {
  const values = { A: drawn(40), B: drawn(12), DB_PASSWORD: WEAK, URL: `https://app:${drawn(24)}@db.test/` };
  const { index, managed } = indexOf(values);
  const { tables, keys } = index.lookUpData();
  // as arrays of their own, wherever they lie
  const own = (each: ManagedTables | undefined): unknown =>
    each && { ...each, windows: { ...each.windows, bitmap: Uint8Array.from(each.windows.bitmap) } };
  const { entries } = openIndexFile(managed.file, keys);
  expect(own(entries.tables(keys))).toEqual(own(tables));
  const older = new StoredEntries(encodeEntries(entries.toData()));
  expect(older.tables(keys)).toBeUndefined();
  expect(older.toData()).toEqual(entries.toData());
  const read = ManagedIndex.decode(managed.file, managed.indexKey);
  expect(own(read.lookUpData().tables)).toEqual(own(tables));
  // what is added later is in the tables that are made then
  read.add('f'.repeat(16), 'C', Buffer.from(drawn(40)));
  expect(own(read.lookUpData().tables)).not.toEqual(own(tables));
});

test('a key of 32 bytes is found as bytes, also where it holds a zero', () => {
  for (let i = 0; i < 8; i++) {
    const key = Buffer.from(randomBytes(32).map((byte) => byte || 1));
    key[5 + 3 * i] = 0;
    const { managed } = indexOf({ KEY: key.toString('hex') });
    const scanner = createScanner({ policy: emptyPolicy, managed, patterns: false });
    const { findings } = scanner.scan(
      bytesFragment({ path: 'f' }, Buffer.concat([Buffer.from('key: '), key])),
    );
    expect(findings.map(({ item }) => item)).toEqual(['KEY']);
  }
});
