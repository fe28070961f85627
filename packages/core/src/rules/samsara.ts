import type { Rule } from './kit/rule.ts';

export const samsara: readonly Rule[] = [
  {
    id: 'samsara-api-token',
    title: 'Samsara API token',
    pattern: '(?<secret>samsara_api_[A-Za-z0-9]{30})',
    keywords: ['samsara_api_'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://developers.samsara.com/docs/authentication',
    revoke: 'https://cloud.samsara.com/, under Settings, API Tokens',
    examples: (sample) => [`samsara_api_${sample.alnum(30)}`],
    counterExamples: (sample) => [`samsara_api_${sample.alnum(29)}`, `samsara_api_${sample.alnum(31)}`],
  },
];
