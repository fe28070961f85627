import { expect, test } from 'vitest';
import type { Evidence } from '../finding.ts';
import { columns } from './style.ts';
import { text } from './text.ts';
import { contextOf, findingOf, resultOf } from './testing.ts';

const CLOSING = `What to do
  What is real: revoke it first, then remove it. Removing it alone leaves it in copies and in the history.
  What is none: staunch ignore PATH:LINE --reason "…", or a comment with staunch:allow on its line.`;

test('nothing found: one line', () => {
  expect(text(resultOf(), contextOf())).toBe('No secrets found in 1,204 files, 4.2 MB, 0.31 s.\n');
});

test('nothing scanned is not taken for clean', () => {
  expect(text(resultOf({ stats: { files: 0, bytes: 0 } }), contextOf())).toBe('Nothing was scanned.\n');
});

test('a whole report', () => {
  const result = resultOf({
    findings: [
      findingOf({
        validity: 'valid',
        evidence: [{ kind: 'validity', validity: 'valid' }, { kind: 'prefix' }],
      }),
      findingOf({ location: { path: 'b.ts', line: 1, column: 1 }, encoding: ['base64', 'gzip'] }),
      findingOf({
        rule: 'generic-password',
        severity: 'medium',
        confidence: 'low',
        mask: '***[12]',
        evidence: [{ kind: 'assignment' }, { kind: 'entropy', bitsPerChar: 3.456 }],
        excerpt: { text: "\tpassword: '***[12]'", mark: { start: 12, end: 19 } },
        location: { path: 'it is.yml', line: 3, column: 13 },
      }),
    ],
    suppressed: [{ ...findingOf(), reason: 'inline' }],
    notScanned: [
      ...['a', 'b', 'c', 'd'].map((path) => ({ path, reason: 'larger than --max-size', error: false })),
      { path: 'locked', reason: 'permission denied', error: true },
    ],
    stats: { belowConfidence: 7 },
  });
  expect(text(result, contextOf()))
    .toBe(`src/config.ts:12:10  high confidence, critical  Acme API key  (acme-key)
    key = "acme_***[40]",
           ~~~~~~~~~~~~
    why:     a prefix that only this kind of credential has; its checksum is right
    fix:     revoke it at https://acme.example/keys
    silence: staunch ignore src/config.ts:12 --reason "…"
             or a comment on the line: staunch:allow acme-key

b.ts:1:1  high confidence, critical  Acme API key  (acme-key)
    key = "acme_***[40]",
           ~~~~~~~~~~~~
    why:     a prefix that only this kind of credential has; found inside base64 > gzip

it is.yml:3:13  low confidence, medium  Password in an assignment  (generic-password)
    password: '***[12]'
               ~~~~~~~
    why:     a random value assigned to a telling name; 3.5 bits of entropy a character
    fix:     Change the password where it is used.
    silence: staunch ignore 'it is.yml:3' --reason "…"
             or a comment on the line: staunch:allow generic-password

${CLOSING}

Not scanned: 5
  1 permission denied: locked
  4 larger than --max-size: a, b, c and 1 more

3 findings (2 high, 1 low) in 1,204 files, 4.2 MB, 0.31 s; 1 suppressed; 7 of too low confidence (--min-confidence low shows them); 5 not scanned.
`);
});

test('fifty findings of one rule get its advice once', () => {
  const out = text(resultOf({ findings: Array.from({ length: 50 }, () => findingOf()) }), contextOf());
  expect(out.match(/fix:/g)).toHaveLength(1);
  expect(out.match(/silence:/g)).toHaveLength(1);
  expect(
    text(resultOf({ findings: [findingOf(), findingOf()] }), contextOf({ verbose: true })).match(/fix:/g),
  ).toHaveLength(2);
});

test('quiet: findings only, one line each', () => {
  const context = contextOf({ quiet: true });
  expect(text(resultOf({ findings: [findingOf()] }), context)).toBe(
    'src/config.ts:12:10  high confidence, critical  Acme API key  (acme-key)\n',
  );
  expect(text(resultOf(), context)).toBe('');
});

test('verbose: every name, and what was suppressed', () => {
  const notScanned = ['a', 'b', 'c', 'd'].map((path) => ({ path, reason: 'why', error: false }));
  const out = text(
    resultOf({ notScanned, suppressed: [{ ...findingOf(), reason: 'inline' }] }),
    contextOf({ verbose: true }),
  );
  expect(out).toContain('4 why: a, b, c, d\n');
  expect(out).toContain('a comment on its line allows it');
});

test('a bare fingerprint is offered under a project key only', () => {
  const result = resultOf({ findings: [findingOf()] });
  expect(text(result, contextOf())).not.toContain('sf1:');
  expect(text(result, contextOf({ hasProjectKey: true }))).toContain(
    'or in .staunchignore: sf1:00112233445566778899aabb',
  );
});

test('what is no file can take no comment', () => {
  for (const location of [{ path: '<branch a/b>' }, { commit: 'c0ffeec0ffee0000' }]) {
    const result = resultOf({ findings: [findingOf({ location })] });
    expect(text(result, contextOf())).not.toContain('silence:');
    expect(text(result, contextOf({ hasProjectKey: true }))).toContain(
      'silence: staunch ignore sf1:00112233445566778899aabb --reason "…"\n',
    );
  }
});

test.each([
  ['-rf', './-rf:12'],
  ['$(id)', "'$(id):12'"],
  ["it's", String.raw`'it'\''s:12'`],
  ['a;b\x1b', String.raw`'a;b\x1b:12'`],
])('%j is safe to paste into a shell', (path, word) => {
  const out = text(resultOf({ findings: [findingOf({ location: { path } })] }), contextOf());
  expect(out).toContain(`staunch ignore ${word} --reason`);
});

test.each<[string, readonly Evidence[], string]>([
  [
    'wrong checksum',
    [{ kind: 'prefix' }, { kind: 'validity', validity: 'invalid' }],
    'its checksum is wrong',
  ],
  [
    'structure',
    [{ kind: 'structure' }, { kind: 'validity', validity: 'valid' }],
    'its content is well-formed',
  ],
  [
    'expired',
    [{ kind: 'structure' }, { kind: 'validity', validity: 'expired' }],
    'by its own date it has expired',
  ],
  [
    'encrypted',
    [{ kind: 'marker' }, { kind: 'validity', validity: 'encrypted' }],
    'encrypted under a passphrase',
  ],
  ['context', [{ kind: 'context' }], 'the text around it names the service'],
])('why: %s', (_, evidence, words) => {
  expect(text(resultOf({ findings: [findingOf({ evidence })] }), contextOf())).toContain(words);
});

test.each([40, 60, 100])('an excerpt of a minified line keeps its mark within %i columns', (width) => {
  const [before, after] = ['var 漢=1;'.repeat(30), ';x=2'.repeat(50)];
  const excerpt = {
    text: `${before}acme_***[40]${after}`,
    mark: { start: before.length, end: before.length + 12 },
  };
  const lines = text(resultOf({ findings: [findingOf({ excerpt })] }), contextOf({ width })).split('\n');
  expect(columns(lines[1]!)).toBeLessThanOrEqual(width);
  expect(columns(lines[1]!)).toBeGreaterThan(width - 4);
  expect(lines[1]).toMatch(/^ {4}….*acme_\*\*\*\[40\].*…$/u);
  const at = columns(lines[1]!.slice(0, lines[1]!.indexOf('acme_')));
  expect(lines[2]).toBe(`${' '.repeat(at)}${'~'.repeat(12)}`);
});

test('colour marks the mask and stays out of a log', () => {
  const result = resultOf({ findings: [findingOf()] });
  expect(text(result, contextOf({ color: true }))).toContain('\x1b[7macme_***[40]\x1b[27m');
  expect(text(result, contextOf({ color: true }))).not.toContain('~~~');
  expect(text(result, contextOf())).not.toContain('\x1b');
});
