import type { Rule } from './kit/rule.ts';

export const lob: readonly Rule[] = [
  {
    id: 'lob-api-key',
    aliases: ['lob-pub-api-key'],
    title: 'Lob API key',
    pattern: '(?<secret>(?:live|test)_[0-9a-f]{35})',
    keywords: ['live_', 'test_'],
    entropy: 3,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://docs.lob.com/#tag/Authentication',
    revoke: 'https://dashboard.lob.com/settings/api-keys',
    examples: (sample) => [`LOB_API_KEY=live_${sample.hex(35)}`, `test_${sample.hex(35)}`],
    counterExamples: (sample) => [`live_${sample.hex(34)}`, `live_${sample.hex(36)}`],
  },
];
