import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  confidence: 'high',
  reference: 'https://docs.netlify.com/api/get-started/',
  revoke: 'https://app.netlify.com/user/applications',
} as const;

export const netlify: readonly Rule[] = [
  {
    ...shared,
    id: 'netlify-token',
    aliases: ['Netlify'],
    title: 'Netlify token',
    pattern: '(?<secret>(?:nfp|nfc|nfo|nfu|nfb)_[A-Za-z0-9]{36})',
    keywords: ['nfp_', 'nfc_', 'nfo_', 'nfu_', 'nfb_'],
    entropy: 3.5,
    evidence: 'prefix',
    examples: (sample) => ['nfp_' + sample.alnum(36), 'nfb_' + sample.alnum(36)],
    counterExamples: (sample) => ['nfp_' + sample.alnum(35), 'nfp_' + sample.alnum(37)],
  },
  {
    ...shared,
    ...inContext,
    id: 'netlify-token-old',
    aliases: ['netlify-access-token'],
    title: 'Netlify token (without prefix)',
    pattern: assigned(credentialOf('netlify'), '[A-Za-z0-9_-]{43,46}'),
    keywords: ['netlify'],
    entropy: 4,
    examples: (sample) => [`NETLIFY_AUTH_TOKEN=${sample.base64url(43)}`],
    counterExamples: (sample) => [`NETLIFY_SITE_ID=${sample.uuid()}`],
  },
];
