import type { Rule } from './kit/rule.ts';

export const rubygems: readonly Rule[] = [
  {
    id: 'rubygems-api-key',
    aliases: ['rubygems-api-token', 'RubyGems'],
    title: 'RubyGems API key',
    pattern: '(?<secret>rubygems_[0-9a-f]{48})',
    keywords: ['rubygems_'],
    entropy: 3,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://guides.rubygems.org/api-key-scopes/',
    revoke: 'https://rubygems.org/profile/api_keys',
    examples: (sample) => ['rubygems_' + sample.hex(48)],
    counterExamples: (sample) => ['rubygems_' + sample.hex(47), 'rubygems_' + sample.hex(49)],
  },
];
