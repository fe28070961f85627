import type { Rule } from './kit/rule.ts';

export const shippo: readonly Rule[] = [
  {
    id: 'shippo-api-token',
    title: 'Shippo API token',
    pattern: '(?<secret>shippo_(?:live|test)_[0-9a-f]{40})',
    keywords: ['shippo_live_', 'shippo_test_'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.goshippo.com/docs/guides_general/authentication/',
    revoke: 'https://apps.goshippo.com/settings/api',
    examples: (sample) => [`shippo_live_${sample.hex(40)}`, `shippo_test_${sample.hex(40)}`],
    counterExamples: (sample) => [`shippo_live_${sample.hex(39)}`, `shippo_live_${sample.hex(41)}`],
  },
];
