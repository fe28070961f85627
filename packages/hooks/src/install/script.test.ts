import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOOK_NAMES } from '../hook-names.ts';
import { findBlock, isOurs, privateScript, recordedTool, sharedScript, withBlock } from './script.ts';

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
        expect(once.endsWith((text ?? '').replace(/^#!.*\n/, ''))).toBe(true);
        expect(withBlock(once, 'pre-commit', project)).toBe(once);
        expect(findBlock(once)).toMatchObject({ without: text });
      }),
      { numRuns: 2000 },
    );
  });

  it('are brought up to date, and what was added around them stays', () => {
    const moved = `#!/bin/sh\nbefore\n${withBlock('', 'pre-commit', 'old')}after\n`;
    const updated = withBlock(moved, 'pre-commit', 'new');
    expect(updated).not.toContain("'/old'");
    expect(updated).toContain("'/new'");
    expect(updated).toMatch(/^#!\/bin\/sh\n# >>> staunch\n/);
    expect(findBlock(updated)?.without).toBe('#!/bin/sh\nbefore\nafter\n');
    expect(findBlock(withBlock(undefined, 'pre-commit', '') + 'after\n')?.without).toBe('after\n');
  });
});

it('what is written is a script, and says what it was written for', () => {
  const tool = { node: "/it's/nödé", entry: '/a "b" $c `d` \\e/hook.js' };
  for (const hook of HOOK_NAMES) {
    const script = privateScript(hook, tool);
    expect(recordedTool(script)).toEqual(tool);
    for (const text of [script, sharedScript(hook)]) {
      expect(isOurs(text)).toBe(true);
      expect(text).toMatch(/^[\0-\xff]*$/);
      execFileSync('sh', ['-n'], { input: Buffer.from(text, 'latin1') });
    }
    execFileSync('sh', ['-n'], { input: Buffer.from(withBlock('echo', hook, "it's"), 'latin1') });
  }
  expect(isOurs('#!/bin/sh\nexit 0\n')).toBe(false);
  expect(recordedTool(sharedScript('pre-commit'))).toBeUndefined();
});
