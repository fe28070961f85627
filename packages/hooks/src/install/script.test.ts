import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findBlock,
  isOurs,
  mayEndEarly,
  privateScript,
  recordedTool,
  sharedScript,
  withBlock,
} from './script.ts';

/** Files of husky's, a character a byte, with the line feeds that matter at their end. */
const file = fc.option(
  fc.string({
    unit: fc.oneof(
      fc.constantFrom('\n', '#', ' ', '>>> staunch', 'exit 0'),
      fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
    ),
  }),
  { nil: undefined },
);

describe('our lines in a file of husky', () => {
  it('go in once, and out to the byte', () => {
    fc.assert(
      fc.property(file, fc.constantFrom('', 'web/app', "it's"), (text, project) => {
        const once = withBlock(text, 'pre-commit', project);
        expect(once.startsWith(text ?? '')).toBe(true);
        expect(withBlock(once, 'pre-commit', project)).toBe(once);
        expect(findBlock(once)).toMatchObject({ without: text });
      }),
      { numRuns: 2000 },
    );
  });

  it('are brought up to date where they stand, and what was added around them stays', () => {
    const moved = withBlock('before\n', 'pre-commit', 'old').replace('before\n', '') + 'after\n';
    const updated = withBlock(moved, 'pre-commit', 'new');
    expect(updated).not.toContain("'/old'");
    expect(updated).toContain("'/new'");
    expect(findBlock(updated)?.without).toBe('after\n');
    expect(findBlock(withBlock('before', 'pre-commit', '') + 'after')?.without).toBe('before\nafter');
    expect(findBlock(withBlock(undefined, 'pre-commit', '') + 'after\n')?.without).toBe('after\n');
  });
});

it('what is written is a script, and says what it was written for', () => {
  const tool = { node: "/it's/nödé", entry: '/a "b" $c `d` \\e/hook.js' };
  const script = privateScript('pre-commit', tool);
  expect(recordedTool(script)).toEqual(tool);
  for (const text of [script, sharedScript('pre-commit')]) {
    expect(isOurs(text)).toBe(true);
    expect(text).toMatch(/^[\0-\xff]*$/);
    execFileSync('sh', ['-n'], { input: Buffer.from(text, 'latin1') });
  }
  execFileSync('sh', ['-n'], { input: Buffer.from(withBlock('echo', 'pre-commit', "it's"), 'latin1') });
  expect(isOurs('#!/bin/sh\nexit 0\n')).toBe(false);
  expect(recordedTool(sharedScript('pre-commit'))).toBeUndefined();
});

it.each([
  ['npm test\n', false],
  ['npm test || exit 1\n', false],
  ['npm test || exit $?\n', false],
  ['# exit\n', false],
  ['echo exit\n', false],
  ['exec 2>&1\n', false],
  ['exec >log\n', false],
  ['exit 0\n', true],
  ['  exit\n', true],
  ['[ -n "$CI" ] && exit 0\n', true],
  ['if x; then exit 0; fi\n', true],
  ['exec npx lint-staged\n', true],
])('%j may end early: %s', (text, expected) => {
  expect(mayEndEarly(text)).toBe(expected);
});
