import type { Rule } from './kit/rule.ts';

export const mailchimp: readonly Rule[] = [
  {
    id: 'mailchimp-api-key',
    title: 'Mailchimp API key',
    pattern: '(?<secret>[0-9a-f]{32}-us[0-9]{1,2})',
    keywords: ['-us'],
    entropy: 3,
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://mailchimp.com/help/about-api-keys/',
    revoke: 'https://admin.mailchimp.com/account/api/',
    examples: (sample) => [`${sample.hex(32)}-us14`, `${sample.hex(32)}-us6`],
    counterExamples: (sample) => [
      `${sample.hex(31)}-us14`,
      `${sample.hex(33)}-us14`,
      `${sample.hex(32)}-user`,
    ],
  },
];
