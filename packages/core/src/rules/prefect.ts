import type { Rule } from './kit/rule.ts';

export const prefect: readonly Rule[] = [
  {
    id: 'prefect-api-key',
    aliases: ['prefect-api-token', 'kingfisher.prefect.1', 'Prefect'],
    title: 'Prefect Cloud API key',
    pattern: '(?<secret>pn[ub]_[A-Za-z0-9]{36})',
    keywords: ['pnu_', 'pnb_'],
    entropy: 2.5,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.prefect.io/v3/how-to-guides/cloud/manage-users/api-keys',
    revoke: 'https://app.prefect.cloud/my/api-keys',
    examples: (sample) => ['pnu_' + sample.alnum(36), 'pnb_' + sample.alnum(36)],
    counterExamples: (sample) => ['pnu_' + sample.alnum(35), 'pnu_' + sample.alnum(37)],
  },
];
