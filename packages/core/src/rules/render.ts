import type { Rule } from './kit/rule.ts';

export const render: readonly Rule[] = [
  {
    id: 'render-api-key',
    title: 'Render API key',
    pattern: '(?<secret>rnd_[A-Za-z0-9]{28})',
    keywords: ['rnd_'],
    edges: { before: 'A-Za-z0-9_', after: 'A-Za-z0-9_' },
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://render.com/docs/api',
    revoke: 'https://dashboard.render.com/u/settings#api-keys',
    examples: (sample) => ['rnd_' + sample.alnum(28)],
    counterExamples: (sample) => ['rnd_' + sample.alnum(27), 'rnd_' + sample.alnum(29)],
  },
];
