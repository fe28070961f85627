import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt/',
  revoke: 'https://app.mailgun.com/settings/api_security',
} as const;

export const mailgun: readonly Rule[] = [
  {
    ...shared,
    id: 'mailgun-private-api-token',
    title: 'Mailgun API key (older form)',
    pattern: '(?<secret>key-[0-9a-f]{32})',
    keywords: ['key-'],
    edges: { before: 'A-Za-z0-9_-', after: 'A-Za-z0-9_-' },
    entropy: 3,
    evidence: 'prefix',
    confidence: 'medium',
    examples: (sample) => [`MAILGUN_API_KEY=key-${sample.hex(32)}`],
    counterExamples: (sample) => [
      `MAILGUN_API_KEY=pubkey-${sample.hex(32)}`,
      `MAILGUN_API_KEY=key-${sample.hex(33)}`,
    ],
  },
  {
    ...shared,
    ...inContext,
    id: 'mailgun-api-key',
    title: 'Mailgun API key',
    pattern: assigned(credentialOf('mailgun', 'mg[_-]'), '[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}'),
    keywords: ['mailgun', 'mg_', 'mg-'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`MAILGUN_API_KEY=${sample.hex(32)}-${sample.hex(8)}-${sample.hex(8)}`],
    counterExamples: (sample) => [`MAILGUN_DOMAIN=${sample.hex(32)}-${sample.hex(8)}-${sample.hex(8)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'mailgun-signing-key',
    title: 'Mailgun webhook signing key',
    pattern: assigned([String.raw`mailgun[\w.\-]{0,24}(?:sign|webhook)`], '[0-9a-f]{32}'),
    keywords: ['mailgun'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`MAILGUN_WEBHOOK_SIGNING_KEY=${sample.hex(32)}`],
  },
];
