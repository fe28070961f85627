import { expect, test } from 'vitest';
import { batched, partAt } from './batch.ts';
import type { Member } from './decode/container.ts';

function member(name: string, bytes: Buffer): Member {
  return { kind: 'member', name, read: (into, position) => bytes.copy(into, 0, position) };
}

/** What comes out: `batch a+b`, `single c`. */
function pieces(members: readonly Member[]): string[] {
  return [...batched(members, ({ name = '' }) => name)].map((piece) => {
    if (piece.kind === 'unopened') return `unopened ${piece.unopened.reason}`;
    if (piece.kind === 'single') return `single ${piece.member} ${piece.bytes?.length ?? 'streamed'}`;
    return `batch ${piece.parts.map((part) => part.member).join('+')}`;
  });
}

const short = (name: string): Member => member(name, Buffer.from(`text of ${name}`));

test('short texts together, each with what it holds', () => {
  const [batch] = batched([short('a'), member('empty', Buffer.alloc(0)), short('b')], ({ name }) => name);
  if (batch?.kind !== 'batch') throw new Error('no batch');
  const { bytes, parts } = batch;
  expect(parts.map((part) => bytes.toString('utf8', part.start, part.end))).toEqual([
    'text of a',
    'text of b',
  ]);
  expect(partAt(parts, 0)?.member).toBe('a');
  expect(partAt(parts, 8)?.member).toBe('a');
  expect(partAt(parts, 9)).toBeUndefined();
  expect(partAt(parts, parts[1]!.start)?.member).toBe('b');
  expect(partAt(parts, bytes.length)).toBeUndefined();
});

test('long texts and containers stand alone, in the order in which they come', () => {
  const gzip = Buffer.from('1f8b0800000000000003cb48cdc9c9070086a6103605000000', 'hex');
  const long = member('long', Buffer.alloc(3 << 20, 'a '));
  const longest = member('longest', Buffer.alloc(33 << 20, 'a '));
  expect(pieces([short('a'), long, short('b'), member('gzip', gzip), longest, short('c')])).toEqual([
    'batch a',
    `single long ${3 << 20}`,
    'batch b',
    `single gzip ${gzip.length}`,
    'single longest streamed',
    'batch c',
  ]);
});

test('what is left behind by a database is no container, whatever it starts with', () => {
  const page = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(600)]);
  expect(pieces([{ ...member('frame', page), isRemnant: true }])).toEqual(['batch frame']);
  expect(pieces([member('cell', page)])).toEqual([`single cell ${page.length}`]);
});

test('more than one batch', () => {
  const many = Array.from({ length: 20 }, (_, i) => member(`m${i}`, Buffer.alloc(400 << 10, `${i} `)));
  const found = pieces(many);
  expect(found.length).toBeGreaterThan(1);
  expect(found.map((piece) => piece.replace('batch ', '')).join('+')).toBe(
    many.map(({ name }) => name).join('+'),
  );
});
