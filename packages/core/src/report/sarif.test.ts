import { expect, test } from 'vitest';
import type { Finding, ScanResult } from '../finding.ts';
import type { ReportContext } from './report.ts';
import { sarif } from './sarif.ts';
import { contextOf, findingOf, resultOf } from './testing.ts';

interface Run {
  tool: { driver: Record<string, unknown> & { rules: Record<string, unknown>[] } };
  invocations: { executionSuccessful: boolean; toolExecutionNotifications: unknown[] }[];
  results: Result[];
}
interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: { physicalLocation: { artifactLocation: object; region: object } }[];
  partialFingerprints: Record<string, string>;
  suppressions?: object[];
}

function runOf(result: ScanResult, context: ReportContext = contextOf()): Run {
  const log = JSON.parse(sarif(result, context)) as { version: string; $schema: string; runs: Run[] };
  expect(log.version).toBe('2.1.0');
  expect(log.$schema).toMatch(/sarif-schema-2\.1\.0\.json$/);
  expect(log.runs).toHaveLength(1);
  return log.runs[0]!;
}

const hashOf = (findings: Finding[], context?: ReportContext): string[] =>
  runOf(resultOf({ findings }), context).results.map(
    (each) => each.partialFingerprints.primaryLocationLineHash!,
  );

test('the driver and the rules that occur', () => {
  const generic = findingOf({ rule: 'generic-password', severity: 'medium', confidence: 'low' });
  const { tool, results } = runOf(resultOf({ findings: [generic, findingOf(), findingOf()] }));
  expect(tool.driver).toMatchObject({ name: 'Staunch', version: '1.2.3', semanticVersion: '1.2.3' });
  expect(tool.driver.rules.map(({ id }) => id)).toEqual(['acme-key', 'generic-password']);
  expect(results.map(({ ruleId, ruleIndex }) => [ruleId, ruleIndex])).toEqual([
    ['generic-password', 1],
    ['acme-key', 0],
    ['acme-key', 0],
  ]);
  expect(tool.driver.rules[0]).toMatchObject({
    shortDescription: { text: 'Acme API key' },
    fullDescription: { text: expect.stringContaining('Acme API key') as string },
    help: { text: expect.stringContaining('revoke it at https://acme.example/keys') as string },
    helpUri: 'https://acme.example/docs%20keys',
    defaultConfiguration: { level: 'error' },
    properties: { precision: 'high', 'security-severity': '9.5', aliases: ['acme-api-key'] },
  });
  expect(tool.driver.rules[1]).not.toHaveProperty('helpUri');
  expect(tool.driver.rules[1]).toMatchObject({
    defaultConfiguration: { level: 'warning' },
    properties: { precision: 'low', 'security-severity': '5.5' },
  });
});

test('a rule that is not known here any more', () => {
  const finding = findingOf({ rule: 'gone', severity: 'low', confidence: 'medium' });
  expect(runOf(resultOf({ findings: [finding] })).tool.driver.rules[0]).toMatchObject({
    id: 'gone',
    shortDescription: { text: 'gone' },
    defaultConfiguration: { level: 'note' },
    properties: { precision: 'medium', 'security-severity': '3.0' },
  });
});

test('a result: message, place, fingerprints', () => {
  const [result] = runOf(resultOf({ findings: [findingOf()] })).results;
  expect(result).toMatchObject({
    level: 'error',
    message: {
      text: 'Acme API key acme_***[40], high confidence: a prefix that only this kind of credential has.',
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/config.ts', uriBaseId: '%SRCROOT%' },
          region: { startLine: 12, startColumn: 10, endLine: 12, endColumn: 50 },
        },
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{16}:1$/) as string,
      'staunch/v1': 'sf1:00112233445566778899aabb',
    },
  });
  expect(result).not.toHaveProperty('suppressions');
});

test.each([
  ['a b/ü#1?.ts', { uri: 'a%20b/%C3%BC%231%3F.ts', uriBaseId: '%SRCROOT%' }],
  ['c:d', { uri: 'c%3Ad', uriBaseId: '%SRCROOT%' }],
  ['<message>', { uri: '%3Cmessage%3E', uriBaseId: '%SRCROOT%' }],
  ['50%.txt', { uri: '50%25.txt', uriBaseId: '%SRCROOT%' }],
  ['x\ud800', { uri: 'x%EF%BF%BD', uriBaseId: '%SRCROOT%' }],
  ['/etc/a b', { uri: 'file:///etc/a%20b' }],
  ['C:/a b', { uri: 'file:///C:/a%20b' }],
])('the URI of %j', (path, expected) => {
  const [result] = runOf(resultOf({ findings: [findingOf({ location: { path } })] })).results;
  expect(result!.locations[0]!.physicalLocation.artifactLocation).toEqual(expected);
});

test('suppressed results say so', () => {
  const suppressed = (['inline', 'ignore', 'baseline'] as const).map((reason) => ({
    ...findingOf(),
    reason,
  }));
  const { results } = runOf(resultOf({ suppressed }));
  expect(results.map(({ suppressions }) => suppressions)).toMatchObject([
    [{ kind: 'inSource', status: 'accepted' }],
    [{ kind: 'external', status: 'accepted' }],
    [{ kind: 'external', status: 'accepted' }],
  ]);
});

test('what was not scanned becomes notifications; only an error makes the run unsuccessful', () => {
  const left = { path: 'a b.zip', reason: 'it is encrypted', error: false };
  const [calm] = runOf(resultOf({ notScanned: [left] })).invocations;
  expect(calm).toMatchObject({
    executionSuccessful: true,
    toolExecutionNotifications: [
      {
        level: 'warning',
        message: { text: 'Not scanned: it is encrypted.' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.zip' } } }],
      },
    ],
  });
  const [failed] = runOf(resultOf({ notScanned: [left, { ...left, error: true }] })).invocations;
  expect(failed!.executionSuccessful).toBe(false);
});

test('the line hash holds through a moved line and counts what is the same', () => {
  const moved = findingOf({ location: { line: 90, endLine: 90 } });
  const context = contextOf({ hasProjectKey: true });
  expect(hashOf([moved], context)).toEqual(hashOf([findingOf()], context));
  const [first, second] = hashOf([findingOf(), moved], context);
  expect(second).toBe(first!.replace(/1$/, '2'));
  expect(hashOf([findingOf({ location: { path: 'b' } })], context)).not.toEqual([first]);
});

test('the line hash follows the value under a project key, else the masked line', () => {
  const other = findingOf({ fingerprint: 'sf1:ffffffffffffffffffffffff' });
  const context = contextOf({ hasProjectKey: true });
  expect(hashOf([other], context)).not.toEqual(hashOf([findingOf()], context));
  expect(hashOf([other])).toEqual(hashOf([findingOf()]));
});
