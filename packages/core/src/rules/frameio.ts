import type { Rule } from './kit/rule.ts';

export const frameio: readonly Rule[] = [
  {
    id: 'frameio-api-token',
    title: 'Frame.io API token',
    pattern: '(?<secret>fio-u-[A-Za-z0-9_=-]{64})',
    keywords: ['fio-u-'],
    edges: { after: 'A-Za-z0-9_=-' },
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://developer.frame.io/docs/getting-started/authentication',
    revoke: 'https://developer.frame.io/app/tokens',
    examples: (sample) => [`fio-u-${sample.base64url(64)}`],
    counterExamples: (sample) => [`fio-u-${sample.base64url(63)}`, `fio-u-${sample.base64url(65)}`],
  },
];
