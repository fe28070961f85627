import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { containerOf } from './containers.ts';
import { gitBundle } from './git-bundle.ts';
import { gitPack } from './git-pack.ts';
import { FileBudget } from './budget.ts';
import { bytesSource } from './kit/source.ts';
import { contents, expectBounded, prose } from './kit/testing.ts';

const idOf = (data: string, type = 'blob'): string =>
  createHash('sha1')
    .update(`${type} ${Buffer.byteLength(data)}\0${data}`)
    .digest('hex');

function object(type: number, data: Buffer, base = Buffer.alloc(0)): Buffer {
  const head = [];
  let rest = Math.floor(data.length / 16);
  head.push((type << 4) | (data.length & 15) | (rest > 0 ? 0x80 : 0));
  for (; rest > 0; rest = Math.floor(rest / 128)) head.push((rest & 127) | (rest > 127 ? 0x80 : 0));
  return Buffer.concat([Buffer.from(head), base, zlib.deflateSync(data)]);
}
const size = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...size(value >> 7)];
/** Copies [0, length) of the base, and inserts. */
const delta = (base: number, length: number, text: string): Buffer =>
  Buffer.concat([
    Buffer.from([
      ...size(base),
      ...size(length + text.length),
      0x80 | 0x10 | 0x20,
      length & 255,
      length >> 8,
      text.length,
    ]),
    Buffer.from(text),
  ]);
function distance(value: number): Buffer {
  const bytes = [value & 127];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((--rest & 127) | 128);
  return Buffer.from(bytes);
}
function packOf(...objects: Buffer[]): Buffer {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0');
  head.writeUInt32BE(objects.length, 8);
  const body = Buffer.concat([head, ...objects]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

const text = prose(30);
const second = `${text.slice(0, 300)}and more`;
const third = `${second.slice(0, 200)}and again`;
const one = object(3, Buffer.from(text));
const two = object(6, delta(text.length, 300, 'and more'), distance(one.length) as Buffer<ArrayBuffer>);
const early = object(7, delta(second.length, 200, 'and again'), Buffer.from(idOf(second), 'hex'));
const orphan = object(7, delta(5, 1, 'x'), Buffer.alloc(20, 7));
const pack = packOf(early, one, two, orphan);

test('objects, and deltas by offset and by id, of a base that stands behind too', () => {
  expect(containerOf(pack.subarray(0, 512))).toBe(gitPack);
  expect(contents(gitPack, pack)).toEqual([
    { name: idOf(text), text },
    { name: idOf(second), text: second },
    { name: idOf(third), text: third },
    {
      name: `offset-${pack.length - 20 - orphan.length}`,
      cause: 'format',
      reason: 'it is a delta, and what it is based on is not in the pack',
    },
  ]);
  const bundle = Buffer.concat([Buffer.from('# v2 git bundle\nabc refs/heads/main\n\n'), pack]);
  expect(containerOf(bundle)).toBe(gitBundle);
  expect(contents(gitBundle, bundle)[0]).toEqual({ name: idOf(text), text });
  expect(contents(gitPack, pack.subarray(0, 200)).at(-1)).toMatchObject({ cause: 'damaged' });
});

test('any bytes', () => expectBounded(gitPack, pack));

test('a chain of deltas that is broken at its root is not followed again for each of them', () => {
  const count = 2000;
  const root = object(3, Buffer.from('root'));
  const objects = [root];
  for (let i = 0; i < count; i++) {
    // the first says that its base has another length
    const change = delta(i === 0 ? 5 : 4, 4, '');
    objects.push(object(6, change.subarray(0, -1), distance(objects.at(-1)!.length) as Buffer<ArrayBuffer>));
  }
  const bytes = packOf(...objects);
  let reads = 0;
  const source = bytesSource(bytes);
  const counted = { ...source, read: (into: Uint8Array, at: number) => (reads++, source.read(into, at)) };
  const said = [...gitPack.open(counted, new FileBudget(bytes.length))];
  expect(said.filter(({ kind }) => kind === 'unopened')).toHaveLength(count);
  expect(reads).toBeLessThan(count * 20);
});

test('deltas whose bases all stand behind them are each put together once', () => {
  const texts = Array.from({ length: 300 }, (_, i) => `${'-'.repeat(20)}${i}`);
  const objects = texts
    .slice(1)
    .map((_, i) =>
      object(
        7,
        delta(texts[i]!.length, 20, `${i + 1}`),
        Buffer.from(idOf(texts[i]!), 'hex') as Buffer<ArrayBuffer>,
      ),
    );
  const bytes = packOf(...objects.toReversed(), object(3, Buffer.from(texts[0]!)));
  expect(contents(gitPack, bytes)).toEqual(texts.map((text) => ({ name: idOf(text), text })));
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-pack-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test.skipIf(spawnSync('git', ['--version']).status !== 0)(
  'what git packs (skipped where there is no git)',
  () => {
    const git = (...args: string[]): string =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-c', 'commit.gpgsign=false', ...args], {
        cwd: folder,
        encoding: 'utf8',
      }).stdout;
    git('init', '-q');
    const versions = Array.from(
      { length: 12 },
      (_, i) => `${prose(80)}line of version ${i}\n${prose(40 + i)}`,
    );
    for (const version of versions) {
      fs.writeFileSync(path.join(folder, 'file'), version);
      git('add', '.');
      git('commit', '-q', '-m', 'a commit');
    }
    git('repack', '-adfq', '--depth=50');
    git('bundle', 'create', '-q', 'all.bundle', '--all');
    const packs = path.join(folder, '.git/objects/pack');
    const file = fs.readdirSync(packs).find((name) => name.endsWith('.pack'))!;
    for (const [container, bytes] of [
      [gitPack, fs.readFileSync(path.join(packs, file))],
      [gitBundle, fs.readFileSync(path.join(folder, 'all.bundle'))],
    ] as const) {
      const said = contents(container, bytes);
      expect(said).toHaveLength(36);
      expect(said.filter(({ cause }) => cause)).toEqual([]);
      for (const version of versions) expect(said).toContainEqual({ name: idOf(version), text: version });
    }
  },
);
