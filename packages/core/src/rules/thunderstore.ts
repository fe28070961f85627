import { crc32Base62 } from './kit/checksum.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

/** 30 random characters and the CRC-32 of them: thunderstore-io/Thunderstore, django/thunderstore/account/tokens.py. */
function token(sample: Sample): string {
  const body = sample.alnum(30);
  return 'tss_' + body + crc32Base62(body);
}

export const thunderstore: readonly Rule[] = [
  {
    id: 'thunderstore-api-token',
    title: 'Thunderstore API token',
    pattern: '(?<secret>tss_[A-Za-z0-9]{32,64})',
    keywords: ['tss_'],
    entropy: 3.5,
    // of another length than its source makes: a newer kind, of which nothing is known
    validate: (secret) => {
      if (secret.length !== 40) return undefined;
      return crc32Base62(secret.slice(4, -6)) === secret.slice(-6) ? 'valid' : 'invalid';
    },
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://thunderstore.io/api/docs/',
    revoke: 'https://thunderstore.io/settings/teams/',
    examples: (sample) => [token(sample)],
    counterExamples: (sample) => ['tss_' + sample.alnum(31)],
  },
];
