import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://www.dropbox.com/developers/documentation/http/documentation#authorization',
  revoke: 'https://www.dropbox.com/developers/apps',
} as const;

export const dropbox: readonly Rule[] = [
  {
    ...shared,
    id: 'dropbox-short-lived-api-token',
    title: 'Dropbox short-lived access token',
    pattern: String.raw`(?<secret>sl\.(?:u\.)?[A-Za-z0-9_-]{120,})`,
    keywords: ['sl.'],
    edges: { after: 'A-Za-z0-9_-' },
    maxLength: 4096,
    entropy: 4.5,
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [`sl.${sample.base64url(136)}`, `sl.u.${sample.base64url(1300)}`],
    counterExamples: (sample) => [`sl.${sample.base64url(60)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'dropbox-long-lived-api-token',
    title: 'Dropbox long-lived access or refresh token',
    pattern: assigned(credentialOf('dropbox'), '[A-Za-z0-9_-]{64}'),
    keywords: ['dropbox'],
    entropy: ALNUM_ENTROPY,
    examples: (sample) => [`DROPBOX_ACCESS_TOKEN=${sample.base64url(64)}`],
    counterExamples: (sample) => [`DROPBOX_ACCESS_TOKEN=${sample.base64url(65)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'dropbox-app-secret',
    aliases: ['dropbox-api-token'],
    title: 'Dropbox app secret',
    pattern: assigned([String.raw`dropbox[\w.\-]{0,24}secret`], '[0-9a-z]{15}'),
    keywords: ['dropbox'],
    entropy: 3,
    examples: (sample) => [`DROPBOX_APP_SECRET=${sample.lower(15)}`],
    counterExamples: (sample) => [`DROPBOX_APP_SECRET=${sample.lower(16)}`],
  },
];
