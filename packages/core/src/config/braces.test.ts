import { expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import { expandBraces, isExpandable } from './braces.ts';
import { loadPolicy, policyFrom } from './policy.ts';

function ignoredPaths(globs: string, ...paths: string[]): string[] {
  const toml = `[[allow]]\npaths = [${globs}]\nreason = "r"\n`;
  const policy = policyFrom(
    loadPolicy({ readFile: (name) => (name === '.staunch.toml' ? Buffer.from(toml) : undefined) }),
  );
  return paths.filter((projectPath) => policy.suppress({ projectPath, ruleId: 'x', fingerprints: [] }));
}

test('braces and ranges are spelt out', () => {
  expect(expandBraces('a/{b,c{d,e}}/*.ts')).toEqual(['a/b/*.ts', 'a/cd/*.ts', 'a/ce/*.ts']);
  expect(expandBraces('v{1..3}')).toEqual(['v1', 'v2', 'v3']);
  expect(expandBraces('plain')).toEqual(['plain']);
});

test('in a policy', () => {
  expect(ignoredPaths('"src/{test,spec}/**"', 'src/test/a.ts', 'src/spec/b/c.ts', 'src/main.ts')).toEqual([
    'src/test/a.ts',
    'src/spec/b/c.ts',
  ]);
});

test('a glob that stands for too many is refused before it is expanded', () => {
  const bomb = '{a,b}'.repeat(40);
  expect(isExpandable(bomb)).toBe(false);
  expect(isExpandable('{1..1000000}')).toBe(false);
  expect(isExpandable('{1..100}')).toBe(true);
  expect(() => ignoredPaths(`"${bomb}"`, 'a')).toThrow(UserError);
});
