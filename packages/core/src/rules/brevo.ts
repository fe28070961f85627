import type { Rule } from './kit/rule.ts';

const shared = {
  evidence: 'prefix',
  severity: 'high',
  confidence: 'high',
  reference: 'https://developers.brevo.com/docs/getting-started',
  revoke: 'https://app.brevo.com/settings/keys/api',
} as const;

export const brevo: readonly Rule[] = [
  {
    ...shared,
    id: 'brevo-api-key',
    aliases: ['sendinblue-api-token'],
    title: 'Brevo (Sendinblue) API key',
    pattern: '(?<secret>xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16})',
    keywords: ['xkeysib-'],
    examples: (sample) => [`xkeysib-${sample.hex(64)}-${sample.alnum(16)}`],
    counterExamples: (sample) => [
      `xkeysib-${sample.hex(64)}-${sample.alnum(15)}`,
      `xkeysib-${sample.hex(64)}`,
    ],
  },
  {
    ...shared,
    id: 'brevo-smtp-key',
    title: 'Brevo (Sendinblue) SMTP key',
    pattern: '(?<secret>xsmtpsib-[0-9a-f]{64}-[A-Za-z0-9]{16})',
    keywords: ['xsmtpsib-'],
    examples: (sample) => [`xsmtpsib-${sample.hex(64)}-${sample.alnum(16)}`],
  },
];
