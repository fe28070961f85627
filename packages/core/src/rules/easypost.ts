import type { Rule } from './kit/rule.ts';

const shared = {
  evidence: 'prefix',
  confidence: 'high',
  reference: 'https://docs.easypost.com/docs/authentication',
  revoke: 'https://www.easypost.com/account/api-keys',
} as const;

export const easypost: readonly Rule[] = [
  {
    ...shared,
    id: 'easypost-api-token',
    title: 'EasyPost API key',
    pattern: '(?<secret>EZAK[A-Za-z0-9]{54})',
    keywords: ['ezak'],
    severity: 'high',
    examples: (sample) => [`EZAK${sample.alnum(54)}`],
    counterExamples: (sample) => [`EZAK${sample.alnum(53)}`, `EZAK${sample.alnum(55)}`],
  },
  {
    ...shared,
    id: 'easypost-test-api-token',
    title: 'EasyPost test API key',
    pattern: '(?<secret>EZTK[A-Za-z0-9]{54})',
    keywords: ['eztk'],
    severity: 'medium',
    examples: (sample) => [`EZTK${sample.alnum(54)}`],
    counterExamples: (sample) => [`EZTK${sample.alnum(53)}`],
  },
];
