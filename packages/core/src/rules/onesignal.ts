import type { Rule } from './kit/rule.ts';

export const onesignal: readonly Rule[] = [
  {
    id: 'onesignal-api-key',
    title: 'OneSignal REST API key',
    pattern: '(?<secret>os_v2_(?:app|org)_[a-z2-7]{103})',
    keywords: ['os_v2_app_', 'os_v2_org_'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://documentation.onesignal.com/docs/en/keys-and-ids',
    revoke: 'https://dashboard.onesignal.com/',
    examples: (sample) => [
      `os_v2_app_${sample.base32(103).toLowerCase()}`,
      `os_v2_org_${sample.base32(103).toLowerCase()}`,
    ],
    counterExamples: (sample) => [`os_v2_app_${sample.base32(102).toLowerCase()}`],
  },
];
