import type { Rule } from './kit/rule.ts';

export const typeform: readonly Rule[] = [
  {
    id: 'typeform-api-token',
    title: 'Typeform personal access token',
    pattern: '(?<secret>tfp_[A-Za-z0-9_.=-]{40,59})',
    keywords: ['tfp_'],
    edges: { after: 'A-Za-z0-9_.=-' },
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://www.typeform.com/developers/get-started/personal-access-token/',
    revoke: 'https://admin.typeform.com/user/tokens',
    examples: (sample) => [`tfp_${sample.alnum(44)}_${sample.alnum(14)}`, `tfp_${sample.base64url(43)}`],
    counterExamples: (sample) => [`tfp_${sample.alnum(39)}`, `tfp_${sample.alnum(60)}`],
  },
];
