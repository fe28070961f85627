import type { Rule } from './kit/rule.ts';

export const paddle: readonly Rule[] = [
  {
    id: 'paddle-api-key',
    title: 'Paddle API key',
    pattern: '(?<secret>pdl_(?:live|sdbx)_apikey_[0-9a-z]{26}_[0-9A-Za-z]{22}_[0-9A-Za-z]{3})',
    keywords: ['pdl_live_apikey_', 'pdl_sdbx_apikey_'],
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://developer.paddle.com/api-reference/about/api-keys',
    revoke: 'https://vendors.paddle.com/authentication-v2',
    examples: (sample) => [
      `pdl_live_apikey_${sample.lower(26)}_${sample.alnum(22)}_${sample.alnum(3)}`,
      `pdl_sdbx_apikey_${sample.lower(26)}_${sample.alnum(22)}_${sample.alnum(3)}`,
    ],
    counterExamples: (sample) => [`pdl_live_apikey_${sample.lower(26)}_${sample.alnum(22)}`],
  },
];
