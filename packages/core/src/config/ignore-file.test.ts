import { expect, test } from 'vitest';
import { NOTHING_IGNORED, parseIgnoreFile } from './ignore-file.ts';
import { UserError } from '../errors.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const CANARY = 'k9Zx7Qw2Lm4Rt8Vb';

function problem(content: Uint8Array | string): UserError {
  try {
    parseIgnoreFile(typeof content === 'string' ? bytes(content) : content);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('it was accepted');
}

test('globs and fingerprints, with comments', () => {
  const file = `\ufeff# a comment
*.pem
  /fixtures/   # made up

!fixtures/real
sf1:00112233445566778899aabb  # a dead key
a#b
\\#c
d\\ \t
e\\ # f
`;
  expect(parseIgnoreFile(bytes(file))).toEqual({
    globs: ['*.pem', '/fixtures/', '!fixtures/real', 'a#b', '\\#c', 'd\\ ', 'e\\ '],
    fingerprints: ['sf1:00112233445566778899aabb'],
    places: [],
    digests: [],
  });
  expect(parseIgnoreFile(bytes(file.replaceAll('\n', '\r\n')))).toEqual(parseIgnoreFile(bytes(file)));
  expect(parseIgnoreFile(bytes(''))).toEqual(NOTHING_IGNORED);
});

test.each([
  [`a\n<<<<<<< ${CANARY}\nb`, 'line 2: a conflict marker'],
  [`a\nb\n=======\nc`, 'line 3: a conflict marker'],
  [`a\n>>>>>>> ${CANARY}`, 'line 2: a conflict marker'],
  [`||||||| ${CANARY}`, 'line 1: a conflict marker'],
  [`sf1:${CANARY.slice(0, 4)}`, 'line 1: not a fingerprint'],
  [`sf2:${CANARY}${CANARY}`, 'line 1: not a fingerprint'],
  ['x\n/', 'line 2: a glob that names nothing'],
  [`${CANARY}\0`, 'line 1: a control character'],
  [`${CANARY.repeat(300)}`, 'line 1: more than 4096 characters'],
])('%j is refused', (content, words) => {
  const error = problem(content);
  expect(error.message).toContain(words);
  expect(`${error.message} ${error.hint}`).not.toContain(CANARY.slice(0, 4));
});

test("other scanners' entries are understood here too", () => {
  const commit = 'a1'.repeat(20);
  const digest = 'b2'.repeat(32);
  const { globs, places, digests } = parseIgnoreFile(
    bytes(`src/a.ts:aws-access-token:12\n${commit}:b.ts:jwt:7\n${digest.toUpperCase()}\n`),
  );
  expect(globs).toEqual([]);
  expect(places).toEqual(['src/a.ts:aws-access-token:12', `${commit}:b.ts:jwt:7`]);
  expect(digests).toEqual([`sha256:${digest}`]);
});

test('what only looks like a conflict marker is a glob', () => {
  expect(parseIgnoreFile(bytes('========\n<<<<<<<x')).globs).toHaveLength(2);
});

test('not UTF-8', () => {
  const error = problem(Buffer.from(CANARY, 'utf16le').subarray(0, 8));
  expect(error.message).toMatch(/control character/);
  expect(problem(Uint8Array.of(0xff, 0xfe, 0x61, 0)).message).toBe('.staunchignore is not UTF-8');
});

test('a huge file is refused; a large one is read in linear time', () => {
  expect(problem(new Uint8Array(8 * 1024 * 1024 + 1)).message).toMatch(/8388609 bytes/);
  const start = performance.now();
  parseIgnoreFile(bytes(`# ${' \t'.repeat(2_000_000)}x\n${' '.repeat(2_000_000)}`));
  parseIgnoreFile(bytes('a/b\n'.repeat(500_000)));
  expect(performance.now() - start).toBeLessThan(5000);
});
