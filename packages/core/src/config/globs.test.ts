import fc from 'fast-check';
import { expect, test } from 'vitest';
import { globMatcher, parseGlob } from './globs.ts';

test.each<[string, string[], string[]]>([
  ['*.env', ['.env', 'a.env', 'x/y/a.env', 'd.env/inside'], ['a.env.txt', 'env']],
  ['build', ['build', 'build/a', 'x/build/y'], ['builds', 'x/abuild']],
  ['/build', ['build', 'build/a/b'], ['x/build']],
  ['build/', ['build/a', 'x/build/a/b'], ['build', 'x/build']],
  ['a/b', ['a/b', 'a/b/c'], ['x/a/b', 'a/x/b']],
  ['./a', ['a', 'a/b'], ['x/a']],
  ['a/*', ['a/b', 'a/b/c'], ['a', 'b']],
  ['a/**', ['a/b', 'a/b/c'], ['a']],
  ['**/a', ['a', 'x/a', 'x/y/a/z'], ['ba']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b/z'], ['a/xb', 'x/a/b']],
  ['a/**/b/**/c.txt', ['a/b/c.txt', 'a/1/b/2/3/c.txt'], ['a/c.txt', 'b/a/c.txt']],
  ['a**b', ['ab', 'axxb'], ['a/b']],
  ['**', ['a', 'a/b'], []],
  ['*', ['a', 'a/b', '.hidden'], []],
  ['?.ts', ['a.ts', '漢.ts', '😀.ts'], ['.ts', 'ab.ts']],
  ['[a-c]1', ['a1', 'c1'], ['d1', '-1']],
  ['[!a-c]1', ['d1'], ['a1']],
  ['[^a]1', ['d1'], ['a1']],
  ['[]x]1', [']1', 'x1'], ['a1']],
  ['[a-]1', ['a1', '-1'], ['b1']],
  ['[[:digit:]x]y', ['1y', 'xy'], ['ay', ':y']],
  ['[ab', ['[ab'], ['a', 'b']],
  [String.raw`\*.ts`, ['*.ts'], ['a.ts']],
  [String.raw`\!a`, ['!a'], ['a']],
  [String.raw`a\[b`, ['a[b'], ['ab']],
  ['{a,b}', ['{a,b}'], ['a']],
  ['(a|b)+', ['(a|b)+'], ['a']],
  ['a.b', ['a.b'], ['axb']],
  ['x\\', ['x\\'], ['x']],
])('%s', (glob, yes, no) => {
  const test = globMatcher([glob]);
  expect(yes.filter((path) => !test(path))).toEqual([]);
  expect(no.filter((path) => test(path))).toEqual([]);
});

test('the last glob that matches decides', () => {
  const test = globMatcher(['fixtures/', '!fixtures/real.env', '*.pem', '!/keep.pem']);
  expect(['fixtures/a', 'x/fixtures/a', 'a.pem', 'x/keep.pem'].every(test)).toBe(true);
  expect(['fixtures/real.env', 'keep.pem', 'a'].some(test)).toBe(false);
  expect(globMatcher(['!a', 'a'])('a')).toBe(true);
});

test.each(['/', '!', '//', '!/', '.', './'])('%s names nothing', (glob) => {
  expect(parseGlob(glob)).toBeUndefined();
});

test('no globs match nothing', () => {
  expect(globMatcher([])('a')).toBe(false);
});

test('hostile globs stay linear', () => {
  const start = performance.now();
  expect(globMatcher(['*a'.repeat(500) + 'b'])('a'.repeat(4000))).toBe(false);
  expect(globMatcher(['/' + '**/a/'.repeat(500) + 'b'])('a/'.repeat(2000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('a path with its own characters escaped matches itself and nothing but what is in it', () => {
  const path = fc.array(
    fc.string({ minLength: 1 }).map((name) => name.replace(/[/\r\n]|^\.$/g, 'x')),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(path, path, (own, other) => {
      const test = globMatcher([
        '/' + own.map((name) => [...name].map((char) => `\\${char}`).join('')).join('/'),
      ]);
      expect(test(own.join('/'))).toBe(true);
      const inside = own.every((name, index) => other[index] === name);
      expect(test(other.join('/'))).toBe(inside);
    }),
  );
});

test('agrees with a plain backtracking matcher', () => {
  const slow = (glob: string, name: string): boolean => {
    if (glob === '') return name === '';
    if (glob[0] === '*') return slow(glob.slice(1), name) || (name !== '' && slow(glob, name.slice(1)));
    return name !== '' && (glob[0] === '?' || glob[0] === name[0]) && slow(glob.slice(1), name.slice(1));
  };
  const text = (alphabet: string[]): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(text(['a', 'b', '*', '?']), text(['a', 'b']), (glob, name) => {
      // a name of its own that is ** means any number of directories
      fc.pre(!/^\*\*+$/.test(glob));
      expect(globMatcher([`/${glob}`])(name)).toBe(slow(glob, name));
    }),
  );
});
