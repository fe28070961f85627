import type { Rule } from './kit/rule.ts';

export const telnyx: readonly Rule[] = [
  {
    id: 'telnyx-api-key',
    title: 'Telnyx API v2 key',
    pattern: '(?<secret>KEY0[0-9A-Fa-f]{20,40}_[A-Za-z0-9]{22})',
    keywords: ['key0'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://developers.telnyx.com/docs/account-setup/levels-and-capabilities',
    revoke: 'https://portal.telnyx.com/#/api-keys',
    examples: (sample) => [`KEY0${sample.hex(31).toUpperCase()}_${sample.alnum(22)}`],
    counterExamples: (sample) => [`KEY0${sample.hex(31).toUpperCase()}`],
  },
];
