import type { Rule } from './kit/rule.ts';

export const mergify: readonly Rule[] = [
  {
    id: 'mergify-application-key',
    title: 'Mergify application key',
    pattern: '(?<secret>mergify_application_key_[A-Za-z0-9_-]{64,120})',
    keywords: ['mergify_application_key_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.mergify.com/api/usage/',
    revoke: 'https://dashboard.mergify.com/',
    examples: (sample) => ['mergify_application_key_' + sample.base64url(64)],
    counterExamples: (sample) => ['mergify_application_key_' + sample.base64url(40)],
  },
];
