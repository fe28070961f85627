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
    pattern: '(?<secret>polar_(?:oat|pat|[aru]t(?:_[uo])?|ac|ci|cs|crt|cst|mst|whs)_[0-9A-Za-z_-]{32,64})',
    keywords: ['polar_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 4,
    // of another length than its source makes: an older or a newer kind, of which nothing is known
    validate: (secret) => {
      const body = secret.replace(/^polar_[a-z]+_(?:[uo]_)?/, '');
      if (body.length !== 43) return undefined;
      return crc32Base62(body.slice(0, -6)) === body.slice(-6) ? 'valid' : 'invalid';
    },
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
      `polar_oat_${sample.alnum(31)}`,
      `polar_oat_${sample.alnum(65)}`,
      `polar_opposites_${sample.alnum(43)}`,
    ],
  },
];
