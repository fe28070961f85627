import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference: 'https://www.mongodb.com/docs/atlas/configure-api-access/',
  revoke: 'https://cloud.mongodb.com/',
} as const;

export const mongodb: readonly Rule[] = [
  {
    ...shared,
    id: 'mongodb-service-account-secret',
    aliases: ['mongodb-atlas-service-account-secret'],
    title: 'MongoDB Atlas service account secret',
    pattern: '(?<secret>mdb_sa_sk_[A-Za-z0-9_-]{30,60})',
    keywords: ['mdb_sa_sk_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.5,
    evidence: 'prefix',
    examples: (sample) => ['mdb_sa_sk_' + sample.base64url(40)],
    counterExamples: (sample) => ['mdb_sa_sk_' + sample.base64url(20), 'mdb_sa_id_' + sample.hex(24)],
  },
  {
    ...shared,
    ...inContext,
    id: 'mongodb-atlas-private-key',
    title: 'MongoDB Atlas private API key',
    pattern: assigned([String.raw`(?:atlas|mongo)[\w.\- ]{0,24}?(?:private|secret|api)`], UUID),
    keywords: ['atlas', 'mongo'],
    entropy: 2.8,
    examples: (sample) => [`MONGODB_ATLAS_PRIVATE_KEY=${sample.uuid()}`],
    counterExamples: (sample) => [`MONGODB_ATLAS_PROJECT_ID=${sample.uuid()}`],
  },
];
