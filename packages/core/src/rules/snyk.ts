import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  severity: 'high',
  confidence: 'high',
  reference: 'https://docs.snyk.io/snyk-api/authentication-for-api',
  revoke: 'https://app.snyk.io/account',
} as const;

export const snyk: readonly Rule[] = [
  {
    ...shared,
    id: 'snyk-access-token',
    title: 'Snyk personal or service account token',
    pattern: String.raw`(?<secret>snyk_(?:uat|sat|pat)[_.][A-Za-z0-9._-]{28,300}[A-Za-z0-9_-])`,
    keywords: ['snyk_uat', 'snyk_sat', 'snyk_pat'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.5,
    evidence: 'prefix',
    examples: (sample) => [`snyk_uat.${sample.hex(8)}.${sample.base64url(60)}`],
    counterExamples: (sample) => [`snyk_uat.${sample.hex(8)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'snyk-api-token',
    aliases: ['SnykKey'],
    title: 'Snyk API token',
    pattern: assigned(credentialOf('snyk'), UUID),
    keywords: ['snyk'],
    entropy: 2.8,
    examples: (sample) => [`SNYK_TOKEN=${sample.uuid()}`],
    counterExamples: (sample) => [`SNYK_ORG_ID=${sample.uuid()}`],
  },
];
