import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  reference: 'https://plaid.com/docs/quickstart/glossary/',
  revoke: 'https://dashboard.plaid.com/developers/keys',
} as const;

export const plaid: readonly Rule[] = [
  {
    ...shared,
    id: 'plaid-access-token',
    aliases: ['plaid-api-token'],
    title: 'Plaid access token',
    pattern: `(?<secret>access-(?:sandbox|development|production)-${UUID})`,
    keywords: ['access-sandbox-', 'access-development-', 'access-production-'],
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    examples: (sample) => [`access-production-${sample.uuid()}`, `access-sandbox-${sample.uuid()}`],
    counterExamples: (sample) => [`access-token-${sample.uuid()}`],
  },
  {
    ...shared,
    id: 'plaid-link-token',
    title: 'Plaid link token (it expires within hours)',
    pattern: `(?<secret>link-(?:sandbox|development|production)-${UUID})`,
    keywords: ['link-sandbox-', 'link-development-', 'link-production-'],
    evidence: 'prefix',
    severity: 'low',
    confidence: 'high',
    examples: (sample) => [`link-production-${sample.uuid()}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'plaid-secret-key',
    title: 'Plaid secret',
    pattern: assigned(credentialOf('plaid'), '[0-9a-f]{30}'),
    keywords: ['plaid'],
    entropy: HEX_ENTROPY,
    severity: 'critical',
    examples: (sample) => [`PLAID_SECRET=${sample.hex(30)}`],
    counterExamples: (sample) => [`PLAID_CLIENT_ID=${sample.hex(24)}`, `PLAID_SECRET=${sample.hex(32)}`],
  },
];
