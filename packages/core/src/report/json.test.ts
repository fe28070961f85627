import { expect, test } from 'vitest';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { contextOf, findingOf, resultOf } from './testing.ts';

const full = findingOf({
  encoding: ['base64', 'utf-16le'],
  validity: 'valid',
  location: { commit: 'c0ffee' },
});

test('an empty result', () => {
  expect(json(resultOf(), contextOf())).toBe(
    '{"version":1,\n"findings":[],\n"suppressed":[],\n"notScanned":[],\n"stats":{"files":1204,"bytes":4200000,"ms":310}}\n',
  );
});

test('fields and their order are the contract; what is absent is left out', () => {
  const result = resultOf({
    findings: [full, findingOf()],
    suppressed: [{ ...findingOf(), reason: 'inline' }],
    notScanned: [{ path: 'b.zip', reason: 'it is encrypted', error: false }],
  });
  const parsed = JSON.parse(json(result, contextOf())) as Record<string, object[]>;
  const place = ['path', 'line', 'column', 'endLine', 'endColumn', 'start', 'end'];
  const always = ['detector', 'rule', ...place, 'mask', 'encoding', 'confidence'];
  expect(parsed.findings!.map((finding) => Object.keys(finding))).toEqual([
    [...always, 'validity', 'fingerprint', 'commit'],
    [...always, 'fingerprint'],
  ]);
  expect(parsed.findings![0]).toEqual({
    detector: 'pattern',
    rule: 'acme-key',
    path: 'src/config.ts',
    line: 12,
    column: 10,
    endLine: 12,
    endColumn: 50,
    start: 300,
    end: 340,
    mask: 'acme_***[40]',
    encoding: ['base64', 'utf-16le'],
    confidence: 'high',
    validity: 'valid',
    fingerprint: 'sf1:00112233445566778899aabb',
    commit: 'c0ffee',
  });
  expect(Object.keys(parsed.suppressed![0]!)).toEqual([...always, 'fingerprint', 'reason']);
  expect(parsed.notScanned).toEqual([{ path: 'b.zip', reason: 'it is encrypted' }]);
});

test('one finding a line', () => {
  const lines = json(resultOf({ findings: [full, full] }), contextOf()).split('\n');
  expect(lines.filter((line) => line.startsWith('{"detector"'))).toHaveLength(2);
});

test('jsonl: one object a line, its type first', () => {
  const result = resultOf({
    findings: [full],
    suppressed: [{ ...full, reason: 'baseline' }],
    notScanned: [{ path: 'x', reason: 'y', error: true }],
  });
  const lines = jsonl(result, contextOf()).trimEnd().split('\n');
  expect(lines.map((line) => Object.entries(JSON.parse(line) as object)[0])).toEqual([
    ['type', 'finding'],
    ['type', 'suppressed'],
    ['type', 'notScanned'],
    ['type', 'stats'],
  ]);
  expect(lines[3]).toBe('{"type":"stats","files":1204,"bytes":4200000,"ms":310}');
});
