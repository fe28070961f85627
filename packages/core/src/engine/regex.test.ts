import { describe, expect, test } from 'vitest';
import { compileBuiltIn, compileUser, userRegexEngine } from './regex.ts';

// `pnpm test` builds re2 where it can be; without it both ways would be the same
const engines = process.env['STAUNCH_TEST_RE2'] ? (['re2', 're2js'] as const) : (['re2js'] as const);

test("the tests' environment tells the truth about re2", () => {
  if (process.env['STAUNCH_TEST_RE2']) expect(userRegexEngine()).toBe('re2');
});

describe.each(engines)("a user's pattern on %s", (engine) => {
  test('finds the group secret, else the whole match', () => {
    const grouped = compileUser('key=(?P<secret>[a-z]{4})', false, engine);
    expect(grouped.search('x key=abcd key=efgh', 0)).toEqual({
      whole: { start: 2, end: 10 },
      secret: { start: 6, end: 10 },
    });
    expect(grouped.search('x key=abcd key=efgh', 3)?.secret).toEqual({ start: 15, end: 19 });
    expect(grouped.search('x key=abcd key=efgh', 12)).toBeUndefined();
    expect(compileUser('[0-9]{3}', false, engine).search('ab123', 0)).toEqual({
      whole: { start: 2, end: 5 },
      secret: { start: 2, end: 5 },
    });
  });

  test('without case', () => {
    expect(compileUser('acme_[a-z]+', true, engine).search('ACME_Key', 0)?.whole).toEqual({
      start: 0,
      end: 8,
    });
    expect(compileUser('acme_[a-z]+', false, engine).search('ACME_Key', 0)).toBeUndefined();
  });

  test('is linear where backtracking is exponential', () => {
    const started = performance.now();
    expect(compileUser('(a+)+$', false, engine).search(`${'a'.repeat(30_000)}b`, 0)).toBeUndefined();
    // backtracking would not end in the life of the universe
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test.each(['(', '(?=a)', 'a{2000}', String.raw`(a)\1`])('refuses %s without repeating it', (pattern) => {
    expect(() => compileUser(pattern, false, engine)).toThrow(/^not a regular expression in RE2 syntax$/);
  });
});

describe('edges of a built-in pattern', () => {
  const regex = compileBuiltIn('(?<secret>tok_[a-z]{4})', { before: 'A-Za-z0-9', after: 'a-z_-' }, false);

  test.each([
    ['tok_abcd', true],
    ['"tok_abcd"', true],
    ['xtok_abcd', false],
    ['_tok_abcd', true],
    ['tok_abcde', false],
    ['tok_abcd-', false],
    ['tok_abcd1', true],
    [String.raw`\ntok_abcd`, true],
    [String.raw`\u003dtok_abcd`, true],
    ['%3Dtok_abcd', true],
    ['\x1b[1;31mtok_abcd', true],
    ['ntok_abcd', false],
  ])('%j', (text, found) => {
    expect(regex.search(text, 0) !== undefined).toBe(found);
  });

  test('matchAt looks at one place only', () => {
    expect(regex.matchAt(' tok_abcd', 0)).toBeUndefined();
    expect(regex.matchAt(' tok_abcd', 1)?.secret).toEqual({ start: 1, end: 9 });
  });
});
