import type { Rule } from './kit/rule.ts';

export const sendgrid: readonly Rule[] = [
  {
    id: 'sendgrid-api-key',
    aliases: ['sendgrid-api-token'],
    title: 'SendGrid API key',
    pattern: String.raw`(?<secret>SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})`,
    keywords: ['sg.'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
    revoke: 'https://app.sendgrid.com/settings/api_keys',
    examples: (sample) => [`SG.${sample.base64url(22)}.${sample.base64url(43)}`],
    counterExamples: (sample) => [
      `SG.${sample.base64url(22)}.${sample.base64url(42)}`,
      `SG.${sample.base64url(22)}.${sample.base64url(44)}`,
    ],
  },
];
