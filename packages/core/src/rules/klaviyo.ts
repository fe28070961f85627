import type { Rule } from './kit/rule.ts';

export const klaviyo: readonly Rule[] = [
  {
    id: 'klaviyo-private-key',
    title: 'Klaviyo private API key',
    pattern: '(?<secret>pk_[A-Za-z0-9]{34})',
    keywords: ['pk_'],
    edges: { after: 'A-Za-z0-9_' },
    entropy: 3.2,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://developers.klaviyo.com/en/docs/authenticate_',
    revoke: 'https://www.klaviyo.com/settings/account/api-keys',
    examples: (sample) => [`pk_${sample.hex(34)}`, `pk_${sample.alnum(34)}`],
    counterExamples: (sample) => [
      `pk_${sample.hex(33)}`,
      `pk_${sample.hex(35)}`,
      `pk_live_${sample.alnum(29)}`,
    ],
  },
];
