import type { Rule } from './kit/rule.ts';

export const neon: readonly Rule[] = [
  {
    id: 'neon-api-key',
    title: 'Neon API key',
    pattern: '(?<secret>napi_[A-Za-z0-9]{64})',
    keywords: ['napi_'],
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://neon.com/docs/manage/api-keys',
    revoke: 'https://console.neon.tech/app/settings/api-keys',
    examples: (sample) => ['napi_' + sample.lower(64)],
    counterExamples: (sample) => ['napi_' + sample.lower(63), 'napi_create_string_utf8'],
  },
];
