import { assigned } from './kit/assigned.ts';
import { beside } from './kit/beside.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  evidence: 'prefix',
  reference: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
  revoke: 'https://cloud.digitalocean.com/account/api/tokens',
} as const;

export const digitalocean: readonly Rule[] = [
  {
    ...shared,
    id: 'digitalocean-pat',
    title: 'DigitalOcean personal access token',
    pattern: '(?<secret>dop_v1_[0-9a-f]{64})',
    keywords: ['dop_v1_'],
    examples: (sample) => ['dop_v1_' + sample.hex(64)],
    counterExamples: (sample) => ['dop_v1_' + sample.hex(63), 'dop_v1_' + sample.hex(65)],
  },
  {
    ...shared,
    id: 'digitalocean-oauth-token',
    aliases: ['digitalocean-access-token'],
    title: 'DigitalOcean OAuth token',
    pattern: '(?<secret>doo_v1_[0-9a-f]{64})',
    keywords: ['doo_v1_'],
    examples: (sample) => ['doo_v1_' + sample.hex(64)],
  },
  {
    ...shared,
    id: 'digitalocean-refresh-token',
    title: 'DigitalOcean OAuth refresh token',
    pattern: '(?<secret>dor_v1_[0-9a-f]{64})',
    keywords: ['dor_v1_'],
    examples: (sample) => ['dor_v1_' + sample.hex(64)],
  },
  {
    ...shared,
    id: 'digitalocean-spaces-key',
    title: 'DigitalOcean Spaces access key ID',
    pattern: '(?<secret>DO00[A-Z0-9]{16})',
    keywords: ['do00'],
    entropy: 2.8,
    severity: 'medium',
    reference: 'https://docs.digitalocean.com/products/spaces/how-to/manage-access/',
    revoke: 'https://cloud.digitalocean.com/spaces/access_keys',
    examples: (sample) => ['DO00' + sample.upper(16)],
    counterExamples: (sample) => ['DO00' + sample.upper(15)],
  },
  {
    ...shared,
    id: 'digitalocean-spaces-secret',
    title: 'DigitalOcean Spaces secret key next to its ID',
    pattern: beside('DO00[A-Z0-9]{16}', '[A-Za-z0-9+/]{43}'),
    keywords: ['do00'],
    edges: { after: 'A-Za-z0-9+/=_-' },
    entropy: 4.1,
    evidence: 'context',
    reference: 'https://docs.digitalocean.com/products/spaces/how-to/manage-access/',
    revoke: 'https://cloud.digitalocean.com/spaces/access_keys',
    examples: (sample) => [`key: DO00${'X'.repeat(16)}\nsecret: ${sample.base64(43)}`],
  },
  {
    ...shared,
    id: 'digitalocean-token-old',
    title: 'DigitalOcean token without prefix, by its name',
    pattern: assigned(
      [
        String.raw`digital_?ocean[\w.\- ]{0,24}?(?:api|key|token|secret|pat)`,
        'do_(?:api|access|pat|auth)_?(?:token|key)?',
      ],
      '[0-9a-f]{64}',
    ),
    ignoreCase: true,
    keywords: ['digitalocean', 'digital_ocean', 'do_api', 'do_access', 'do_pat', 'do_auth'],
    edges: { before: '' },
    entropy: 3.2,
    confidence: 'medium',
    evidence: 'context',
    examples: (sample) => [`DIGITALOCEAN_ACCESS_TOKEN=${sample.hex(64)}`],
    counterExamples: (sample) => [`DIGITALOCEAN_ACCESS_TOKEN=${sample.hex(65)}`],
  },
];
