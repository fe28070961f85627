import type { Rule } from './kit/rule.ts';

export const harness: readonly Rule[] = [
  {
    id: 'harness-api-key',
    aliases: ['kingfisher.harness.pat.1', 'Harness'],
    title: 'Harness access token (personal or service account)',
    pattern: String.raw`(?<secret>[ps]at\.[A-Za-z0-9_-]{22}\.[0-9A-Za-z]{24}\.[A-Za-z0-9]{20})`,
    keywords: ['pat.', 'sat.'],
    entropy: 3.8,
    evidence: 'structure',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/',
    revoke: 'https://app.harness.io/',
    examples: (sample) => [
      `pat.${sample.base64url(22)}.${sample.hex(24)}.${sample.alnum(20)}`,
      `sat.${sample.base64url(22)}.${sample.hex(24)}.${sample.alnum(20)}`,
    ],
    counterExamples: (sample) => [`pat.${sample.base64url(22)}.${sample.hex(24)}.${sample.alnum(19)}`],
  },
];
