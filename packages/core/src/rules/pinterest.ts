import type { Rule } from './kit/rule.ts';

export const pinterest: readonly Rule[] = [
  {
    id: 'pinterest-token',
    title: 'Pinterest access, refresh or client token',
    pattern: '(?<secret>pin[acr]_[A-Za-z0-9]{32,200})',
    keywords: ['pina_', 'pinc_', 'pinr_'],
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference:
      'https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/',
    revoke: 'https://developers.pinterest.com/apps/',
    examples: (sample) => [`pina_${sample.upper(64)}`, `pinr_${sample.lower(32)}`],
    counterExamples: (sample) => [`pina_${sample.upper(31)}`],
  },
];
