import type { Rule } from './kit/rule.ts';

export const tavily: readonly Rule[] = [
  {
    id: 'tavily-api-key',
    title: 'Tavily API key',
    pattern: '(?<secret>tvly-(?:dev-|prod-)?[A-Za-z0-9]{32})',
    keywords: ['tvly-'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.tavily.com/documentation/quickstart',
    revoke: 'https://app.tavily.com/home',
    examples: (sample) => ['tvly-' + sample.alnum(32), 'tvly-dev-' + sample.alnum(32)],
    counterExamples: (sample) => ['tvly-' + sample.alnum(31), 'tvly-' + sample.alnum(33)],
  },
];
