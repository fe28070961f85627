import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const couchbase: readonly Rule[] = [
  {
    ...inContext,
    id: 'couchbase-api-key',
    aliases: ['couchbase-capella-api-key'],
    title: 'Couchbase Capella API key',
    pattern: assigned(credentialOf('couchbase', 'capella'), '[A-Za-z0-9+/]{64}'),
    keywords: ['couchbase', 'capella'],
    entropy: 4.2,
    severity: 'critical',
    reference: 'https://docs.couchbase.com/cloud/management-api-guide/management-api-start.html',
    revoke: 'https://cloud.couchbase.com/',
    examples: (sample) => [`COUCHBASE_API_KEY=${sample.base64(64)}`],
    counterExamples: (sample) => [`COUCHBASE_API_KEY=${sample.base64(63)}`],
  },
];
