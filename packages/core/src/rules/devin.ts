import type { Rule } from './kit/rule.ts';

export const devin: readonly Rule[] = [
  {
    id: 'devin-api-key',
    title: 'Devin API key',
    pattern: '(?<secret>(?:apk_user_[A-Za-z0-9+/=_-]{60,200}|cog_[a-z0-9]{52}))',
    keywords: ['apk_user_', 'cog_'],
    edges: { after: 'A-Za-z0-9+/=_-' },
    entropy: 3.8,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.devin.ai/api-reference/overview',
    revoke: 'https://app.devin.ai/settings/api-keys',
    examples: (sample) => [`apk_user_${sample.base64(96)}`, `cog_${sample.lower(52)}`],
    counterExamples: (sample) => [`cog_${sample.lower(51)}`],
  },
];
