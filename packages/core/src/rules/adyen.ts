import type { Rule } from './kit/rule.ts';

export const adyen: readonly Rule[] = [
  {
    id: 'adyen-api-key',
    title: 'Adyen API key',
    pattern: String.raw`(?<secret>AQE[A-Za-z0-9+/]{40,160}={0,2}-[A-Za-z0-9+/]{30,100}={0,2}-[^\s"'\x60<>]{6,40})`,
    keywords: ['aqe'],
    edges: { before: 'A-Za-z0-9+/', after: '' },
    evidence: 'structure',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://docs.adyen.com/development-resources/api-credentials/',
    revoke: 'https://ca-live.adyen.com/ca/ca/config/api-access.shtml',
    examples: (sample) => [
      `AQE${sample.base64(71)}==-${sample.base64(43)}=-${sample.alnum(8)};${sample.alnum(7)}`,
    ],
    counterExamples: (sample) => [`AQE${sample.base64(180)}`],
  },
];
