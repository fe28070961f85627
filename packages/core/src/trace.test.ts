import { expect, test } from 'vitest';
import { emptyPolicy, loadPolicy } from './config/policy.ts';
import { bytesFragment } from './fragment.ts';
import { sampler } from './rules/kit/sample.ts';
import { createScanner } from './scan.ts';
import { MOST_MATCHES } from './searcher.ts';
import type { Decision } from './trace.ts';

const machineKey = (): Uint8Array => new Uint8Array(32);
const sample = sampler(17);
const token = sample.alnum(32);

function decisions(text: string, policy = emptyPolicy, path = 'a.txt'): readonly Decision[] {
  const scanner = createScanner({ policy, machineKey, trace: true });
  return scanner.scan(bytesFragment({ path, projectPath: path }, Buffer.from(text))).decisions!;
}

test('nothing is traced unless it is asked for', () => {
  const scanner = createScanner({ policy: emptyPolicy, machineKey });
  expect(
    scanner.scan(bytesFragment({ path: 'a' }, Buffer.from(`acmeToken = "${token}"`))),
  ).not.toHaveProperty('decisions');
});

test('what is reported, what a filter dropped and why, what is below', () => {
  const all = decisions(
    `acmeToken = "${token}"\npassword = "\${DB_PASSWORD}x1"\npassword = "thisismypassword"\n`,
  );
  const by = (line: number): readonly Decision[] => all.filter(({ location }) => location.line === line);
  expect(by(1).map(({ outcome }) => outcome)).toContain('reported');
  expect(by(2).every(({ outcome }) => outcome === 'filtered')).toBe(true);
  expect(by(2)[0]!.objections.at(-1)).toMatchObject({ filter: 'reference', weight: 'drop' });
  expect(by(3)[0]).toMatchObject({ outcome: 'below', least: 'medium', confidence: 'low' });
});

test('a decision holds no part of the value', () => {
  expect(JSON.stringify(decisions(`acmeToken = "${token}"`))).not.toContain(token.slice(0, 6));
});

test('what stands behind another finding names it', () => {
  const key = `AKIA${sample.base32(16)}`;
  const all = decisions(`acme_api_key = "${key}"`);
  expect(all.find(({ outcome }) => outcome === 'overlapped')).toMatchObject({ by: 'aws-access-key-id' });
});

test('a comment, a path, a fingerprint and an [[allow]] are named', () => {
  expect(decisions(`acmeToken = "${token}" # staunch:allow`)[0]).toMatchObject({ outcome: 'inline' });
  const policy = (config: string, ignore: string) =>
    loadPolicy({
      readFile: (name) =>
        ({ '.staunch.toml': Buffer.from(config), '.staunchignore': Buffer.from(ignore) })[name],
      catalogue: [],
    });
  const allowed = policy('[[allow]]\npaths = ["*.txt"]\nreason = "made up"\n', '');
  expect(decisions(`acmeToken = "${token}"`, allowed)[0]).toMatchObject({ outcome: 'ignore' });
  expect(decisions(`acmeToken = "${token}"`, allowed)[0]!.by).toContain('made up');
  expect(decisions(`acmeToken = "${token}"`, policy('', '*.txt\n'))[0]!.by).toContain('*.txt');
  const print = decisions(`acmeToken = "${token}"`)[0]!.fingerprints[0]!;
  expect(decisions(`acmeToken = "${token}"`, policy('', `${print}\n`))[0]!.by).toContain(print);
});

test('a file with more matches than anybody writes is cut short, counted and named', () => {
  const line = (): string => `acmeToken = "${sample.alnum(32)}"\n`;
  const more = 25;
  const text = Array.from({ length: MOST_MATCHES + more }, line).join('');
  const scanner = createScanner({ policy: emptyPolicy, machineKey });
  const { findings, notScanned } = scanner.scan(bytesFragment({ path: 'many' }, Buffer.from(text)));
  expect(findings.length).toBeLessThanOrEqual(MOST_MATCHES);
  expect(findings.length).toBeGreaterThan(MOST_MATCHES * 0.99);
  expect(notScanned).toEqual([
    {
      path: 'many',
      error: false,
      cause: 'budget',
      reason: expect.stringMatching(/\d+ more were counted/) as string,
    },
  ]);
  // what was not judged may stand on the same line: nothing but the masks is shown
  expect(findings.every(({ excerpt, mask }) => excerpt.text === mask)).toBe(true);
});
