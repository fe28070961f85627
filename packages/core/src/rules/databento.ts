import type { Rule } from './kit/rule.ts';

export const databento: readonly Rule[] = [
  {
    id: 'databento-api-key',
    title: 'Databento API key',
    pattern: '(?<secret>db-[A-Za-z0-9]{29})',
    keywords: ['db-'],
    edges: { before: 'A-Za-z0-9_-', after: 'A-Za-z0-9_-' },
    entropy: 3.8,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://databento.com/docs/portal/api-keys',
    revoke: 'https://databento.com/portal/keys',
    examples: (sample) => [`db-${sample.alnum(29)}`],
    counterExamples: (sample) => [
      `db-${sample.alnum(28)}`,
      `db-${sample.alnum(30)}`,
      `my-db-${sample.alnum(29)}`,
    ],
  },
];
