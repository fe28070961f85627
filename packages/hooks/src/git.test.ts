import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRepository } from '../../../test/kit/repository.ts';
import { GitError, parseObjects, parseRawDiff } from './git-output.ts';
import { Git } from './git.ts';
import { pathText } from './path-text.ts';

describe('readBlobs', () => {
  /** Three objects of 300 bytes and one of 5,000, and an id that is no object. */
  function store() {
    const repository = openRepository({ bare: true });
    const contents = [300, 300, 5000, 300].map((length, index) => Buffer.alloc(length, 65 + index));
    const ids = contents.map((content) =>
      execFileSync('git', ['hash-object', '-w', '--stdin'], {
        cwd: repository.top,
        env: repository.env,
        input: content,
      })
        .toString()
        .trim(),
    );
    return { top: repository.top, ids, contents, none: '0123456789abcdef'.repeat(3).slice(0, 40) };
  }

  // what fits is counted with its frame, so that no boundary is special
  it.each([64 * 1024, 5600, 5000, 1000, 601, 600, 599, 300, 299, 1])(
    'in groups of %i bytes',
    (groupBytes) => {
      const { top, ids, contents, none } = store();
      const asked = [ids[2]!, none, ids[0]!, ids[1]!, ids[0]!, ids[3]!];
      const blobs = [...new Git(top, groupBytes).readBlobs(asked)];
      expect(blobs.map(({ id }) => id)).toEqual(asked);
      expect(blobs[1]).toEqual({ id: none, problem: 'missing' });
      const bytes = blobs.flatMap((blob) => ('bytes' in blob ? [blob.bytes] : []));
      expect(bytes).toEqual([contents[2], contents[0], contents[1], contents[0], contents[3]]);
    },
  );

  it('a tree is not a blob', () => {
    const { top } = store();
    const git = new Git(top);
    const tree = execFileSync('git', ['rev-parse', 'HEAD^{tree}'], { cwd: top }).toString().trim();
    expect([...git.readBlobs([tree])]).toEqual([{ id: tree, problem: 'not-a-blob' }]);
  });

  it('starts no process for nothing', () => {
    const { top } = store();
    const git = new Git(top);
    fs.rmSync(path.join(top, '.git'), { recursive: true });
    expect([...git.readBlobs([])]).toEqual([]);
  });
});

describe('an answer that is not understood', () => {
  const id = 'a'.repeat(40);
  it.each([
    ['', []],
    [`:100644 100644 ${id} ${id}\0x\0`, 'not understood'],
    [`100644 100644 ${id} ${id} M\0x\0`, 'not understood'],
    [`:040000 100644 ${id} ${id} M\0x\0`, 'mode 040000'],
    [`:000000 100644 ${id} ${'0'.repeat(40)} A\0x\0`, 'not understood'],
  ])('diff-index: %j', (output, expected) => {
    const parse = () => parseRawDiff(Buffer.from(output));
    if (typeof expected !== 'string') expect(parse()).toEqual(expected);
    else
      expect(parse).toThrow(
        expect.objectContaining({ command: 'diff-index', detail: expect.stringContaining(expected) }),
      );
  });

  it.each([
    '',
    `${id} blob 3\nab`,
    `${id} blob 3\nabc`,
    `${id} blob x\nabc\n`,
    `${'b'.repeat(40)} blob 1\na\n`,
  ])('cat-file: %j', (output) => {
    expect(() => [...parseObjects(Buffer.from(output), [id])]).toThrow(GitError);
  });
});

it.each<[string, number[]]>([
  ['plain ä €😀', [...Buffer.from('plain ä €😀')]],
  ['\\xff\\xfe', [0xff, 0xfe]],
  ['a\\xe2\\x82', [0x61, 0xe2, 0x82]],
  ['\\xc3(', [0xc3, 0x28]],
  ['\\xed\\xa0\\x80', [0xed, 0xa0, 0x80]],
  ['\\xc0\\xafé', [0xc0, 0xaf, 0xc3, 0xa9]],
])('a path as text: %j', (text, bytes) => {
  expect(pathText(Buffer.from(bytes))).toBe(text);
});
