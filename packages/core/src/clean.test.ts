import { expect, test } from 'vitest';
import { loadRules } from './catalogue/load.ts';
import { CleanLook } from './clean.ts';
import { sampler } from './rules/kit/sample.ts';

const look = new CleanLook(undefined);
const isClean = (text: string | Buffer, path = 'src/a.txt'): boolean =>
  look.isClean(path, Buffer.from(text as string));

test('nothing that a rule finds is clean', () => {
  for (const rule of loadRules()) {
    const missed = rule.examples(sampler(1)).filter((example) => isClean(`\n${example}\n`));
    expect(missed.length, rule.id).toBe(0);
  }
});

test('neither is it encoded, in a name, in wide text or in an archive', () => {
  const [token] = loadRules()
    .find(({ id }) => id === 'github-pat')!
    .examples(sampler(1));
  const text = `key ${token} end`;
  expect(isClean(Buffer.from(text).toString('base64'))).toBe(false);
  expect(isClean(Buffer.from(text).toString('hex'))).toBe(false);
  expect(isClean(Buffer.from(text, 'utf16le'))).toBe(false);
  expect(isClean('clean', `${token}.txt`)).toBe(false);
  expect(isClean(Buffer.from('1f8b08000000000000030300', 'hex'))).toBe(false);
});

test('plain text is clean, and what is too long is the scanner’s', () => {
  expect(isClean('')).toBe(true);
  expect(isClean('const answer = "text";\n'.repeat(1000))).toBe(true);
  expect(isClean(Buffer.alloc(look.longest + 1, 'a\n'))).toBe(false);
});
