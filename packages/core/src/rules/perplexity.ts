import type { Rule } from './kit/rule.ts';

export const perplexity: readonly Rule[] = [
  {
    id: 'perplexity-api-key',
    title: 'Perplexity API key',
    pattern: '(?<secret>pplx-[A-Za-z0-9]{48})',
    keywords: ['pplx-'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.perplexity.ai/getting-started/quickstart',
    revoke: 'https://www.perplexity.ai/settings/api',
    examples: (sample) => ['pplx-' + sample.alnum(48)],
    counterExamples: (sample) => ['pplx-' + sample.alnum(47), 'pplx-' + sample.alnum(49)],
  },
];
