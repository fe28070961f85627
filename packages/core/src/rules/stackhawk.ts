import type { Rule } from './kit/rule.ts';

export const stackhawk: readonly Rule[] = [
  {
    id: 'stackhawk-api-key',
    title: 'StackHawk API key',
    pattern: String.raw`(?<secret>hawk\.[A-Za-z0-9_-]{20}\.[A-Za-z0-9_-]{20})`,
    keywords: ['hawk.'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.8,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.stackhawk.com/apidocs.html',
    revoke: 'https://app.stackhawk.com/settings/apikeys',
    examples: (sample) => [`hawk.${sample.base64url(20)}.${sample.base64url(20)}`],
    counterExamples: (sample) => [`hawk.${sample.base64url(20)}.${sample.base64url(19)}`],
  },
];
