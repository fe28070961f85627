import { crc32Base62 } from './kit/checksum.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

/** 37 random characters and the CRC-32 of them: polarsource/polar, server/polar/kit/crypto.py. */
function token(sample: Sample, prefix: string): string {
  const body = sample.alnum(37);
  return prefix + body + crc32Base62(body);
}

export const polar: readonly Rule[] = [
  {
    id: 'polar-token',
    title: 'Polar access token',
    pattern: '(?<secret>polar_(?:oat|pat|[aru]t(?:_[uo])?|ac|ci|cs|crt|cst|mst|whs)_[0-9A-Za-z_-]{43})',
    keywords: ['polar_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 4,
    validate: (secret) => (crc32Base62(secret.slice(-43, -6)) === secret.slice(-6) ? 'valid' : 'invalid'),
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://polar.sh/docs/integrate/oat',
    revoke: 'Delete the token in the settings of the organization on https://polar.sh/dashboard.',
    examples: (sample) => [
      token(sample, 'polar_oat_'),
      token(sample, 'polar_pat_'),
      token(sample, 'polar_at_u_'),
    ],
    counterExamples: (sample) => [
      `polar_oat_${sample.alnum(42)}`,
      `polar_oat_${sample.alnum(44)}`,
      `polar_opposites_${sample.alnum(43)}`,
    ],
  },
];
