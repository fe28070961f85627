import type { Rule } from './kit/rule.ts';

export const definednetworking: readonly Rule[] = [
  {
    id: 'defined-networking-api-token',
    title: 'Defined Networking API key',
    pattern: '(?<secret>dnkey-[A-Za-z0-9=_-]{26}-[A-Za-z0-9=_-]{52})',
    keywords: ['dnkey-'],
    edges: { after: 'A-Za-z0-9_=-' },
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.defined.net/guides/automating-host-creation/',
    revoke: 'https://admin.defined.net/settings/api-keys',
    examples: (sample) => [`dnkey-${sample.upper(26)}-${sample.upper(52)}`],
    counterExamples: (sample) => [
      `dnkey-${sample.upper(26)}-${sample.upper(51)}`,
      `dnkey-${sample.upper(26)}-${sample.upper(53)}`,
    ],
  },
];
