import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://learn.microsoft.com/en-us/linkedin/shared/authentication/authentication',
  revoke: 'https://www.linkedin.com/developers/apps',
} as const;

export const linkedin: readonly Rule[] = [
  {
    ...shared,
    id: 'linkedin-client-secret',
    title: 'LinkedIn client secret',
    pattern: String.raw`(?<secret>WPL_AP[0-9]\.[A-Za-z0-9]{16}\.[A-Za-z0-9+/]{6}(?:[A-Za-z0-9+/]{2}|==))`,
    keywords: ['wpl_ap'],
    edges: { after: 'A-Za-z0-9+/=' },
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [
      `WPL_AP1.${sample.alnum(16)}.${sample.base64(6)}==`,
      `WPL_AP0.${sample.alnum(16)}.${sample.base64(8)}`,
    ],
    counterExamples: (sample) => [`WPL_AP1.${sample.alnum(15)}.${sample.base64(6)}==`],
  },
  {
    ...shared,
    ...inContext,
    id: 'linkedin-client-secret-old',
    title: 'LinkedIn client secret (older form)',
    pattern: assigned([String.raw`linked[_-]?in[\w.\-]{0,24}secret`], '[A-Za-z0-9]{16}'),
    keywords: ['linkedin', 'linked_in', 'linked-in'],
    entropy: 3,
    examples: (sample) => [`LINKEDIN_CLIENT_SECRET=${sample.alnum(16)}`],
    counterExamples: (sample) => [
      `LINKEDIN_CLIENT_ID=${sample.lower(14)}`,
      `LINKEDIN_CLIENT_SECRET=${sample.alnum(17)}`,
    ],
  },
  {
    ...shared,
    ...inContext,
    id: 'linkedin-access-token',
    title: 'LinkedIn access token',
    pattern: assigned(credentialOf('linked[_-]?in'), 'AQ[A-Za-z0-9_-]{150,500}'),
    keywords: ['linkedin', 'linked_in', 'linked-in'],
    entropy: ALNUM_ENTROPY,
    examples: (sample) => [`LINKEDIN_ACCESS_TOKEN=AQ${sample.base64url(348)}`],
    counterExamples: (sample) => [`LINKEDIN_ACCESS_TOKEN=AQ${sample.base64url(60)}`],
  },
];
