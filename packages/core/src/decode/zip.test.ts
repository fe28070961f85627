import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { FileBudget } from './budget.ts';
import { containerOf } from './containers.ts';
import { bytesSource } from './kit/source.ts';
import { contents, expectBounded, prose } from './kit/testing.ts';
import { zip } from './zip.ts';

interface File {
  readonly name: string;
  readonly data: Buffer | string;
  readonly method?: number;
  readonly flags?: number;
  /** Its sizes stand behind it. */
  readonly hasDescriptor?: boolean;
  readonly isWide?: boolean;
}

/** A zip as the standard has it; `prefix` stands before it, and the offsets do not count it. */
function zipOf(files: readonly File[], { prefix = '', comment = '' } = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const { name, data, method = 8, flags = 0, hasDescriptor = false, isWide = false } of files) {
    const bytes = Buffer.from(data);
    const packed = method === 8 ? zlib.deflateRawSync(bytes) : bytes;
    const extra = Buffer.alloc(isWide ? 20 : 0);
    if (isWide) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(bytes.length), 4);
      extra.writeBigUInt64LE(BigInt(packed.length), 12);
    }
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags | (hasDescriptor ? 8 : 0), 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(zlib.crc32(bytes), 10);
    common.writeUInt32LE(isWide ? 0xffffffff : packed.length, 14);
    common.writeUInt32LE(isWide ? 0xffffffff : bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    common.writeUInt16LE(extra.length, 24);
    const head = Buffer.from(common);
    if (hasDescriptor) head.fill(0, 10, 22);
    const descriptor = hasDescriptor
      ? Buffer.concat([Buffer.from('PK\x07\x08'), common.subarray(10, 22)])
      : Buffer.alloc(0);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04'),
      head,
      Buffer.from(name),
      extra,
      packed,
      descriptor,
    ]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    centrals.push(Buffer.from('PK\x01\x02'), Buffer.of(20, 0), common, tail, Buffer.from(name), extra);
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([Buffer.from(prefix), ...locals, directory, end, Buffer.from(comment)]);
}

const text = prose(200);
const files: readonly File[] = [
  { name: 'a/README.md', data: text },
  { name: 'a/', data: '', method: 0 },
  { name: '../../etc/passwd', data: 'stored as it is', method: 0 },
  { name: 'b\\c.txt', data: text, hasDescriptor: true },
  { name: 'wide', data: text, isWide: true },
  { name: 'empty', data: '', method: 0 },
];
const expected = [
  { name: 'a/README.md', text },
  { name: '../../etc/passwd', text: 'stored as it is' },
  { name: 'b\\c.txt', text },
  { name: 'wide', text },
  { name: 'empty', text: '' },
];

test('members, packed and not, with descriptors and wide sizes', () => {
  const bytes = zipOf(files);
  expect(containerOf(bytes.subarray(0, 512))).toBe(zip);
  expect(contents(zip, bytes)).toEqual(expected);
  expect(contents(zip, zipOf(files, { comment: 'PK\x05\x06 is in this comment' }))).toEqual(expected);
  expect(contents(zip, zipOf([]))).toEqual([]);
});

test('an archive behind a program', () => {
  for (const prefix of ['MZ and a program with PK\x03\x04 in it', '#!/usr/bin/env python3\n']) {
    const bytes = zipOf(files, { prefix });
    expect(containerOf(bytes.subarray(0, 512))).toBe(zip);
    expect(contents(zip, bytes)).toEqual(expected);
  }
  expect(contents(zip, Buffer.from('#!/bin/sh\necho no archive\n'))).toEqual([]);
  expect(contents(zip, Buffer.from('MZ'))).toEqual([]);
});

test('a directory of 64 bits', () => {
  const bytes = zipOf(files);
  const end = bytes.length - 22;
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(files.length), 24);
  record.writeBigUInt64LE(BigInt(files.length), 32);
  record.writeBigUInt64LE(BigInt(bytes.readUInt32LE(end + 12)), 40);
  record.writeBigUInt64LE(BigInt(bytes.readUInt32LE(end + 16)), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(end), 64);
  const last = Buffer.from(bytes.subarray(end));
  last.fill(0xff, 8, 20);
  const wide = Buffer.concat([bytes.subarray(0, end), record, last]);
  expect(contents(zip, wide)).toEqual(expected);
  expect(contents(zip, Buffer.concat([Buffer.from('#!prefix\n'), wide]))).toEqual(expected);
});

test('what nothing opens is named', () => {
  const said = contents(
    zip,
    zipOf([
      { name: 'secret.env', data: text, flags: 1 },
      { name: 'aes', data: text, method: 99 },
      { name: 'old', data: text, method: 9 },
      { name: 'new', data: text, method: 14 },
      { name: 'odd', data: text, method: 77 },
      { name: 'fine', data: text },
    ]),
  );
  expect(said).toEqual([
    { name: 'secret.env', cause: 'format', reason: 'it is encrypted' },
    { name: 'aes', cause: 'format', reason: 'it is encrypted' },
    { name: 'old', cause: 'format', reason: 'it is compressed with deflate64, which nothing here opens' },
    { name: 'new', cause: 'format', reason: 'it is compressed with lzma, which nothing here opens' },
    { name: 'odd', cause: 'format', reason: 'it is compressed with method 77, which nothing here opens' },
    { name: 'fine', text },
  ]);
});

test('without its directory it is read by its members, and said to be damaged', () => {
  const bytes = zipOf(files);
  const cut = bytes.subarray(0, bytes.indexOf('PK\x01\x02'));
  expect(contents(zip, cut)).toMatchObject([...expected, { name: undefined, cause: 'damaged' }]);
  const shorter = contents(zip, bytes.subarray(0, 700));
  expect(text.startsWith(shorter[0]!.text!)).toBe(true);
  expect(shorter.at(-1)).toMatchObject({ name: undefined, cause: 'damaged' });
  expect(shorter.at(-2)).toMatchObject({ name: 'a/README.md', cause: 'damaged', reason: 'it is cut short' });
});

test('a member that the directory leaves out is found in its gap', () => {
  const bytes = zipOf(files);
  const at = bytes.indexOf('PK\x01\x02', bytes.indexOf('PK\x01\x02') + 4);
  const third = bytes.indexOf('PK\x01\x02', at + 4);
  const next = bytes.indexOf('PK\x01\x02', third + 4);
  const hidden = Buffer.concat([bytes.subarray(0, third), bytes.subarray(next)]);
  const end = hidden.length - 22;
  hidden.writeUInt32LE(hidden.readUInt32LE(end + 12) - (next - third), end + 12);
  hidden.writeUInt16LE(hidden.readUInt16LE(end + 10) - 1, end + 10);
  const said = contents(zip, hidden);
  expect(said.map(({ name }) => name)).toContain('../../etc/passwd');
  expect(said.filter(({ cause }) => cause)).toEqual([]);
});

/** Every entry of the directory points at one member: 34 KB that say 5 GB. */
function overlapping(size: number, entries: number): Buffer {
  const one = zipOf([{ name: '0000', data: Buffer.alloc(size) }]);
  const at = one.indexOf('PK\x01\x02');
  const central = one.subarray(at, one.length - 22);
  const end = Buffer.from(one.subarray(one.length - 22));
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(central.length * entries, 12);
  return Buffer.concat([one.subarray(0, at), ...Array.from({ length: entries }, () => central), end]);
}

test('bombs end early, and are said', () => {
  const started = process.cpuUsage();
  const shared = contents(zip, overlapping(21 << 20, 250), { most: 0, piece: 1 << 16 });
  expect(shared.filter(({ cause }) => cause === 'budget')).toHaveLength(1);
  expect(shared.filter(({ reason }) => reason === 'it shares its bytes with another member')).toHaveLength(
    249,
  );
  const data = Buffer.alloc(21 << 20);
  const many = zipOf(Array.from({ length: 100 }, (_, i) => ({ name: `f${i}`, data })));
  const said = contents(zip, many, { most: 0, piece: 1 << 16 });
  expect(said.filter(({ cause }) => cause === 'budget').length).toBeGreaterThan(20);
  const { user, system } = process.cpuUsage(started);
  expect(user + system).toBeLessThan(20e6);
});

test('as many members as the budget has', () => {
  const many = zipOf(Array.from({ length: 20_050 }, (_, i) => ({ name: `f${i}`, data: 'x', method: 0 })));
  const said = contents(zip, many, { budget: new FileBudget(many.length) });
  expect(said).toHaveLength(20_001);
  expect(said.at(-1)).toMatchObject({ name: undefined, cause: 'budget' });
});

test('of marks that are no headers nothing is read but the header', () => {
  const marks = bytesSource(Buffer.alloc(20_000, 'PK\x03\x04'));
  let given = 0;
  const counted = {
    size: marks.size,
    read(into: Uint8Array, at: number) {
      const count = marks.read(into, at);
      given += count;
      return count;
    },
  };
  expect([...zip.open(counted, new FileBudget(marks.size))]).toMatchObject([{ cause: 'damaged' }]);
  expect(given).toBeLessThan(marks.size * 20);
});

test('any bytes', () => {
  expectBounded(zip, zipOf(files));
  expectBounded(zip, Buffer.from(zipOf(files).subarray(0, 1500)));
  expectBounded(zip, zipOf(files, { prefix: '#!/bin/x\n' }));
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-zip-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

// the tool may be absent on a machine that only runs tests
test.skipIf(spawnSync('zip', ['-v']).status !== 0)(
  'what the real tool writes (skipped where there is no zip)',
  () => {
    fs.writeFileSync(path.join(folder, 'a.txt'), text);
    fs.writeFileSync(path.join(folder, 'ключ.txt'), 'key');
    const run = (args: string[], input = ''): Buffer =>
      spawnSync('zip', args, { cwd: folder, input, maxBuffer: 1 << 26 }).stdout;
    run(['-q', 'x.zip', 'a.txt', 'ключ.txt']);
    expect(contents(zip, fs.readFileSync(path.join(folder, 'x.zip')))).toEqual([
      { name: 'a.txt', text },
      { name: 'ключ.txt', text: 'key' },
    ]);
    run(['-q', '-P', 'pass', 'y.zip', 'a.txt']);
    expect(contents(zip, fs.readFileSync(path.join(folder, 'y.zip')))).toMatchObject([
      { name: 'a.txt', cause: 'format' },
    ]);
    // a stream: data descriptors, and wide sizes
    expect(contents(zip, run(['-q', '-', '-'], text))).toEqual([{ name: '-', text }]);
  },
);

test('what a script unpacks from itself is opened, or said', () => {
  const script = '#!/bin/sh\ntail -n +4 "$0" | tar xz\nexit\n';
  const text = prose(50);
  const packed = Buffer.concat([Buffer.from(script), zlib.gzipSync(text)]);
  expect(containerOf(packed.subarray(0, 512))).toBe(zip);
  expect(contents(zip, packed)).toEqual([{ name: `payload at ${script.length}`, text, encoding: ['gzip'] }]);
  const closed = Buffer.concat([Buffer.from(script), Buffer.from('\xfd7zXZ\0', 'latin1')]);
  expect(contents(zip, closed)).toMatchObject([{ cause: 'format' }]);
  expect(contents(zip, Buffer.from(script))).toEqual([]);
});
