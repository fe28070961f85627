import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { staunch, temporaryDirectory, write } from './kit/command.ts';
import { githubToken } from './kit/secrets.ts';

interface Found {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly start: number;
  readonly end: number;
  readonly encoding: readonly string[];
}

function scan(directory: string, ...flags: string[]): Found[] {
  const { out } = staunch(['scan', '--format', 'json', '--no-managed', ...flags], { cwd: directory });
  return (JSON.parse(out) as { findings: Found[] }).findings;
}

const token = githubToken();
const text = `# Überschrift 😀\nname = "Zoë"; key = "${token}" # é\n`;

function utf16be(input: string): Buffer {
  return Buffer.from(input, 'utf16le').swap16();
}

function utf32(input: string, order: 'le' | 'be'): Buffer {
  const points = [...input].map((char) => char.codePointAt(0)!);
  const bytes = Buffer.alloc(points.length * 4);
  points.forEach((point, i) =>
    order === 'le' ? bytes.writeUInt32LE(point, i * 4) : bytes.writeUInt32BE(point, i * 4),
  );
  return bytes;
}

const encodings: Readonly<Record<string, (input: string) => Buffer>> = {
  'utf-8': (input) => Buffer.from(input),
  'utf-8 with a mark': (input) => Buffer.from(`\ufeff${input}`),
  'utf-16le': (input) => Buffer.from(input, 'utf16le'),
  'utf-16le with a mark': (input) => Buffer.from(`\ufeff${input}`, 'utf16le'),
  'utf-16be': utf16be,
  'utf-16be with a mark': (input) => utf16be(`\ufeff${input}`),
  'utf-32le': (input) => utf32(input, 'le'),
  'utf-32be': (input) => utf32(input, 'be'),
  'utf-32le with a mark': (input) => utf32(`\ufeff${input}`, 'le'),
};

test.each(Object.entries(encodings))('%s: found, with exact offsets, line and column', (_, encode) => {
  const directory = temporaryDirectory();
  const bytes = encode(text);
  write(directory, { file: bytes });
  const [finding, ...more] = scan(directory);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({ path: 'file', line: 2, column: 22, endColumn: 62 });
  // an encoder's mark is what it makes of no text
  expect(bytes.subarray(finding!.start, finding!.end)).toEqual(encode(token).subarray(encode('').length));
});

const neighbours = ['', ' ', 'é', '水', '乡', '、', '愡', '一', '😀'];

test.each(Object.entries(encodings))('%s: found between any neighbours, with exact offsets', (_, encode) => {
  const directory = temporaryDirectory();
  const wanted: string[] = [];
  for (const before of neighbours) {
    for (const after of neighbours) {
      const bytes = encode(`说明 line\n${before}${token}${after}`);
      const start = encode(`说明 line\n${before}`).length;
      const name = `${wanted.length}`.padStart(3, '0');
      write(directory, { [name]: bytes });
      wanted.push(`${name} ${start}-${start + encode(token).length - encode('').length}`);
    }
  }
  expect(scan(directory).map(({ path: name, start, end }) => `${name} ${start}-${end}`)).toEqual(wanted);
});

test('Latin-1: one column a byte', () => {
  const directory = temporaryDirectory();
  write(directory, { file: Buffer.from(`clé = "é ${token}"`, 'latin1') });
  expect(scan(directory)).toMatchObject([{ line: 1, column: 10, start: 9, end: 49 }]);
});

test('a UTF-16 string inside a binary, at an odd offset', () => {
  const directory = temporaryDirectory();
  const binary = Buffer.concat([
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 2, 0, 0, 0, 0xfe, 0xff]),
    Buffer.from(token, 'utf16le'),
    Buffer.alloc(33, 0xc3),
    Buffer.from(githubToken(2)),
    Buffer.alloc(9),
  ]);
  write(directory, { program: binary });
  expect(scan(directory)).toMatchObject([
    { start: 11, end: 91, encoding: ['utf-16le'] },
    { start: 124, end: 164, encoding: [] },
  ]);
});

test('a token across the boundary of two windows is found once, wherever it stands', () => {
  const directory = temporaryDirectory();
  const own = 4 << 20;
  const overlap = 4 * 65_536 + 1024;
  const starts = [-41, -40, -39, -20, -1, 0, 1].flatMap((at) => [own + overlap + at, own + 2 * overlap + at]);
  for (const [index, at] of starts.entries()) {
    const bytes = Buffer.alloc(own + 4 * overlap, '.\n');
    bytes.write(` ${token} `, at - 1);
    write(directory, { [`${String(index).padStart(2, '0')}`]: bytes });
  }
  expect(scan(directory).map(({ start }) => start)).toEqual(starts);
});

test('the same findings in the same order on any number of threads', () => {
  const directory = temporaryDirectory();
  const files: Record<string, string> = {};
  for (let i = 0; i < 2500; i++)
    files[`d${i % 7}/f${i}.txt`] = i % 3 === 0 ? `t = ${githubToken(i)}\n` : 'nothing\n';
  write(directory, files);
  const one = scan(directory, '--threads', '1');
  expect(one).toHaveLength(834);
  for (const threads of ['2', '5']) expect(scan(directory, '--threads', threads)).toEqual(one);
});

test('a file of 2 GB in bounded memory', () => {
  const directory = temporaryDirectory();
  const file = path.join(directory, 'big');
  const at = 2 ** 31 + 12_345;
  const handle = fs.openSync(file, 'w');
  fs.writeSync(handle, `\n${token}\n`, at);
  fs.closeSync(handle);
  const { err, out } = staunch(['scan', '--format', 'json', '--stats', '--no-managed'], { cwd: directory });
  expect((JSON.parse(out) as { findings: Found[] }).findings).toMatchObject([
    { line: 2, column: 1, start: at + 1 },
  ]);
  const peak = Number(/peak memory (\d+) MB/.exec(err)?.[1]);
  expect(peak).toBeLessThan(300);
});
