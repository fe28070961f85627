/** Values of a vault, written in many ways on the same lines: no output and no file shows a piece of one, in any of them. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { staunch, temporaryDirectory, write } from '../kit/command.ts';

const values = {
  ALPHA: randomBytes(24).toString('base64url').replace(/[-_]/g, 'q'),
  BETA: randomBytes(20).toString('hex'),
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

/** Eight characters of a value, or of what it is in base64 or hex. */
const forbidden = Object.values(values)
  .flatMap((value) => [value, base64(value), base64(`:${value}`).slice(4), hex(value)])
  .flatMap((form) => Array.from({ length: form.length - 8 }, (_, at) => form.slice(at, at + 8)))
  .filter((piece) => !piece.includes('='));
const leaks = (text: string): string[] => forbidden.filter((piece) => text.includes(piece));

function dump(text: string): string {
  const rows = text.match(/.{1,16}/gs)!;
  return rows
    .map((row, i) =>
      `${hex(String.fromCharCode(0) + row)
        .slice(2)
        .replace(/../g, '$& ')
        .padEnd(48)} |${row}|`.replace(/^/, `${(16 * i).toString(16).padStart(8, '0')}  `),
    )
    .join('\n');
}

const { ALPHA, BETA } = values;
const files = {
  'one-line.txt': `a = ${ALPHA}, b = ${base64(ALPHA)}, c = ${hex(ALPHA)}, d = ${BETA.toUpperCase()}, e = ${base64(`app:${BETA}`)}\n`,
  'dump.txt': `${dump(`key: ${ALPHA} and ${BETA}`)}\n`,
  'wide.txt': Buffer.from(`a = ${ALPHA}; b = ${base64(BETA)}`, 'utf16le'),
  'packed.gz': gzipSync(`token ${ALPHA} ${base64(ALPHA)}\n`),
  [`name-${ALPHA}.txt`]: 'the name is the leak\n',
};

test('the search itself finds a leak', () => {
  expect(leaks(`x${ALPHA.slice(4, 14)}x`)).not.toEqual([]);
  expect(leaks(`x${base64(BETA).slice(8, 20)}x`)).not.toEqual([]);
});

test('scan in every format, redact, and what they leave on the disk', () => {
  const root = temporaryDirectory();
  const cwd = path.join(root, 'work');
  const env = { HOME: root };
  write(root, { 'values.json': JSON.stringify(values) });
  for (const args of [['init'], ['import', '../values.json']]) {
    write(cwd, {});
    fs.mkdirSync(cwd, { recursive: true });
    const ran = staunch(['vault', ...args], { cwd, env });
    expect(ran.code, ran.err).toBe(0);
    expect(leaks(ran.out + ran.err)).toEqual([]);
  }
  write(cwd, files);
  for (const format of ['text', 'json', 'jsonl', 'gitleaks', 'sarif']) {
    const ran = staunch(['scan', '--format', format, '--min-confidence', 'low', '--verbose'], { cwd, env });
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('ALPHA'.slice(0, format === 'gitleaks' ? 0 : 5));
    expect(leaks(ran.out + ran.err), format).toEqual([]);
  }
  for (const name of ['one-line.txt', 'dump.txt']) {
    const ran = staunch(['redact'], { cwd, env, input: files[name as 'dump.txt'] });
    expect(ran.code, ran.err).toBe(0);
    expect(leaks(ran.out + ran.err), name).toEqual([]);
  }
  const home = path.join(root, 'staunch-home');
  for (const name of fs.readdirSync(home, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(home, name);
    if (fs.statSync(file).isFile()) expect(leaks(fs.readFileSync(file, 'latin1')), name).toEqual([]);
  }
});
