import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://developers.facebook.com/docs/facebook-login/guides/access-tokens',
  revoke: 'https://developers.facebook.com/apps/',
} as const;

export const facebook: readonly Rule[] = [
  {
    ...shared,
    id: 'facebook-page-access-token',
    title: 'Facebook user or page access token',
    pattern: '(?<secret>EAA[A-Za-z0-9]{100,300})',
    keywords: ['eaa'],
    edges: { before: 'A-Za-z0-9+/_-', after: 'A-Za-z0-9+/=_-' },
    entropy: 4.2,
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [`access_token=EAA${sample.alnum(180)}`],
    counterExamples: (sample) => [`EAA${sample.alnum(99)}`, `EAA${sample.alnum(150)}/${sample.alnum(20)}`],
  },
  {
    ...shared,
    id: 'instagram-access-token',
    title: 'Instagram access token',
    pattern: '(?<secret>IG(?:QV|QW|AA)[A-Za-z0-9_-]{110,300})',
    keywords: ['igqv', 'igqw', 'igaa'],
    edges: { before: 'A-Za-z0-9+/_-', after: 'A-Za-z0-9+/=_-' },
    entropy: 4.2,
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [`IG_TOKEN=IGQV${sample.alnum(160)}`, `IGAA${sample.alnum(160)}`],
    counterExamples: (sample) => [`IGAA${sample.alnum(60)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'facebook-access-token',
    title: 'Facebook app access token',
    pattern: assigned(
      ['facebook', 'fb[_-]', 'graph', 'access[_-]?token'],
      String.raw`[0-9]{15,17}(?:\||%7C)[A-Za-z0-9_-]{27}`,
    ),
    keywords: ['facebook', 'fb_', 'fb-', 'graph', 'access'],
    entropy: ALNUM_ENTROPY,
    examples: (sample) => [
      `FACEBOOK_APP_TOKEN=${sample.digits(16)}|${sample.base64url(27)}`,
      `?access_token=${sample.digits(15)}%7C${sample.base64url(27)}`,
    ],
    counterExamples: (sample) => [`FACEBOOK_APP_TOKEN=${sample.digits(16)}|${sample.base64url(28)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'facebook-secret',
    title: 'Facebook app secret',
    pattern: assigned(
      [String.raw`facebook[\w.\-]{0,16}secret`, String.raw`fb[_.\-]?(?:app|client|api)?[_.\-]?secret`],
      '[0-9a-f]{32}',
    ),
    keywords: ['facebook', 'fb_', 'fb.', 'fb-', 'fba', 'fbc', 'fbs'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`FACEBOOK_APP_SECRET=${sample.hex(32)}`, `fbAppSecret: "${sample.hex(32)}"`],
    counterExamples: (sample) => [`FACEBOOK_APP_ID=${sample.digits(16)}`, `facebook_hash: ${sample.hex(32)}`],
  },
];
