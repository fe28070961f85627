import { expect, test } from 'vitest';
import { reporters, type Format } from './index.ts';
import { contextOf, findingOf, resultOf } from './testing.ts';

const formats = Object.keys(reporters) as Format[];
/** Screen clearing, a colour, a window title, C1 CSI, a newline, reading direction, a line separator. */
const HOSTILE = 'a\x1b[2J\x1b[31mb\x1b]0;t\x07\x9b1m\r\nc\u202ed\u2028\x7f';
const RAW = /[^\P{Cc}\n]|[\u2028-\u202e]/u;

const hostile = resultOf({
  findings: [
    findingOf({
      rule: HOSTILE,
      location: { path: HOSTILE, commit: HOSTILE },
      encoding: [HOSTILE],
      excerpt: { text: `${HOSTILE}***${HOSTILE}`, mark: { start: HOSTILE.length, end: HOSTILE.length + 3 } },
    }),
  ],
  suppressed: [{ ...findingOf({ location: { path: HOSTILE } }), reason: 'ignore' }],
  notScanned: [{ path: HOSTILE, reason: HOSTILE, error: false }],
});

test.each(formats)('%s lets no control character through', (format) => {
  for (const verbose of [false, true]) {
    const out = reporters[format](hostile, contextOf({ verbose, rule: () => undefined }));
    expect(RAW.exec(out)).toBeNull();
    expect(out).not.toMatch(/^c/m);
  }
});

test.each(formats)('%s ends in one newline', (format) => {
  for (const result of [resultOf(), resultOf({ findings: [findingOf()] })]) {
    expect(reporters[format](result, contextOf())).toMatch(/[^\n]\n$/);
  }
});

test.each(formats)('%s shows a value only where it is revealed', (format) => {
  const value = 'acme_' + 'q'.repeat(35);
  const result = resultOf({ findings: [findingOf()], suppressed: [{ ...findingOf(), reason: 'inline' }] });
  const shown = reporters[format](result, contextOf({ revealed: () => value }));
  expect(shown.includes(value)).toBe(format === 'text' || format === 'gitleaks');
  expect(reporters[format](result, contextOf())).not.toContain(value);
});

test.each(['json', 'gitleaks', 'sarif', 'gitlab'] as const)('%s is JSON', (format) => {
  for (const result of [resultOf(), hostile]) {
    expect(() => JSON.parse(reporters[format](result, contextOf())) as unknown).not.toThrow();
  }
});
