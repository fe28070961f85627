import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  reference: 'https://www.contentful.com/developers/docs/references/authentication/',
  revoke: 'https://app.contentful.com/account/profile/cma_tokens',
} as const;

export const contentful: readonly Rule[] = [
  {
    ...shared,
    id: 'contentful-personal-access-token',
    title: 'Contentful personal access token',
    pattern: '(?<secret>CFPAT-[A-Za-z0-9_-]{43})',
    keywords: ['cfpat-'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    examples: (sample) => [`CFPAT-${sample.base64url(43)}`],
    counterExamples: (sample) => [`CFPAT-${sample.base64url(42)}`, `CFPAT-${sample.base64url(44)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'contentful-delivery-api-token',
    title: 'Contentful delivery or preview API token',
    pattern: assigned(credentialOf('contentful'), '[A-Za-z0-9_-]{43}'),
    keywords: ['contentful'],
    entropy: ALNUM_ENTROPY,
    severity: 'medium',
    examples: (sample) => [`CONTENTFUL_ACCESS_TOKEN=${sample.base64url(43)}`],
    counterExamples: (sample) => [`CONTENTFUL_SPACE=${sample.alnum(43)}`],
  },
];
