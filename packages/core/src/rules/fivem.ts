import type { Rule } from './kit/rule.ts';

export const fivem: readonly Rule[] = [
  {
    id: 'fivem-server-key',
    title: 'FiveM (Cfx.re) server license key',
    pattern: '(?<secret>cfxk_[A-Za-z0-9]{20}_[A-Za-z0-9]{5,6})',
    keywords: ['cfxk_'],
    evidence: 'prefix',
    severity: 'medium',
    confidence: 'high',
    reference: 'https://docs.fivem.net/docs/support/server-faq/',
    revoke: 'https://portal.cfx.re/servers/registration-keys',
    examples: (sample) => [
      `cfxk_${sample.alnum(20)}_${sample.alnum(6)}`,
      `cfxk_${sample.alnum(20)}_${sample.alnum(5)}`,
    ],
    counterExamples: (sample) => [`cfxk_${sample.alnum(19)}_${sample.alnum(6)}`],
  },
];
