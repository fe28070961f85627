import { expect, test } from 'vitest';
import { gitleaks } from './gitleaks.ts';
import { contextOf, findingOf, resultOf } from './testing.ts';

test('all fields of gitleaks, in its order and its indentation', () => {
  const finding = findingOf({
    evidence: [{ kind: 'prefix' }, { kind: 'entropy', bitsPerChar: 4.5 }],
    location: { commit: 'c0ffee' },
  });
  expect(gitleaks(resultOf({ findings: [finding] }), contextOf())).toBe(`[
 {
  "RuleID": "acme-key",
  "Description": "Acme API key",
  "StartLine": 12,
  "EndLine": 12,
  "StartColumn": 10,
  "EndColumn": 49,
  "Match": "acme_***[40]",
  "Secret": "acme_***[40]",
  "File": "src/config.ts",
  "SymlinkFile": "",
  "Commit": "c0ffee",
  "Entropy": 4.5,
  "Author": "",
  "Email": "",
  "Date": "",
  "Message": "",
  "Tags": [],
  "Fingerprint": "sf1:00112233445566778899aabb"
 }
]
`);
});

test('nothing found is an empty array; what is suppressed is not in it', () => {
  const suppressed = [{ ...findingOf(), reason: 'ignore' as const }];
  expect(gitleaks(resultOf({ suppressed }), contextOf())).toBe('[]\n');
});

test('--reveal', () => {
  const [entry] = JSON.parse(
    gitleaks(resultOf({ findings: [findingOf()] }), contextOf({ revealed: () => 'the value' })),
  ) as Record<string, unknown>[];
  expect(entry).toMatchObject({ Secret: 'the value', Match: 'the value' });
});
