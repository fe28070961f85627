import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const bitrise: readonly Rule[] = [
  {
    ...inContext,
    id: 'bitrise-token',
    title: 'Bitrise access token',
    pattern: assigned(credentialOf('bitrise'), '[A-Za-z0-9_-]{86}'),
    keywords: ['bitrise'],
    entropy: 4.2,
    severity: 'high',
    reference: 'https://docs.bitrise.io/en/bitrise-platform/accounts/personal-access-tokens.html',
    revoke: 'https://app.bitrise.io/me/account/security',
    examples: (sample) => [`BITRISE_API_TOKEN=${sample.base64url(86)}`],
    counterExamples: (sample) => [`BITRISE_API_TOKEN=${sample.base64url(85)}`],
  },
];
