import type { Rule } from './kit/rule.ts';

export const mailersend: readonly Rule[] = [
  {
    id: 'mailersend-api-token',
    title: 'MailerSend API token',
    pattern: String.raw`(?<secret>mlsn\.[0-9a-f]{64})`,
    keywords: ['mlsn.'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://developers.mailersend.com/general.html#authentication',
    revoke: 'https://app.mailersend.com/api-tokens',
    examples: (sample) => [`mlsn.${sample.hex(64)}`],
    counterExamples: (sample) => [`mlsn.${sample.hex(63)}`, `mlsn.${sample.hex(65)}`],
  },
];
