import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference:
    'https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html',
  revoke: 'https://confluent.cloud/settings/api-keys',
} as const;

export const confluent: readonly Rule[] = [
  {
    ...shared,
    id: 'confluent-api-secret',
    aliases: ['kingfisher.confluent.2'],
    title: 'Confluent API secret',
    pattern: '(?<secret>cflt[A-Za-z0-9+/]{60})',
    keywords: ['cflt'],
    edges: { before: 'A-Za-z0-9+/', after: 'A-Za-z0-9+/=' },
    entropy: 4,
    evidence: 'prefix',
    examples: (sample) => ['cflt' + sample.base64(60)],
    counterExamples: (sample) => ['cflt' + sample.base64(59), 'cflt' + sample.base64(61)],
  },
  {
    ...shared,
    ...inContext,
    id: 'confluent-api-secret-old',
    aliases: ['confluent-secret-key', 'Confluent'],
    title: 'Confluent API secret (without prefix)',
    pattern: assigned(
      credentialOf('confluent', 'ccloud', 'kafka', 'sasl', 'schema_registry'),
      '[A-Za-z0-9+/]{64}',
    ),
    keywords: ['confluent', 'ccloud', 'kafka', 'sasl', 'schema_registry'],
    entropy: 4.2,
    examples: (sample) => [`CONFLUENT_API_SECRET=${sample.base64(64)}`],
    counterExamples: (sample) => [`CONFLUENT_API_SECRET=${sample.base64(63)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'confluent-api-key-id',
    aliases: ['confluent-access-token', 'kingfisher.confluent.1'],
    title: 'Confluent API key ID',
    pattern: assigned(credentialOf('confluent', 'ccloud'), '[A-Z0-9]{16}'),
    keywords: ['confluent', 'ccloud'],
    entropy: 3,
    severity: 'low',
    examples: (sample) => [`CONFLUENT_API_KEY=${sample.upper(16)}`],
    counterExamples: (sample) => [`CONFLUENT_API_KEY=${sample.upper(15)}`],
  },
];
