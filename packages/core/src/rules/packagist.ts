import { crc32Hex } from './kit/checksum.ts';
import type { Rule } from './kit/rule.ts';

export const packagist: readonly Rule[] = [
  {
    id: 'packagist-token',
    title: 'Private Packagist token',
    pattern: '(?<secret>packagist_[a-z]{2,4}_[0-9a-f]{68})',
    keywords: ['packagist_'],
    entropy: 3,
    // the last eight are a checksum; which one is not published, so that a mismatch with CRC-32 says nothing
    validate: (secret) => (crc32Hex(secret.slice(0, -8)) === secret.slice(-8) ? 'valid' : undefined),
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://packagist.com/docs/composer-authentication',
    revoke: 'https://packagist.com/profile/',
    examples: (sample) => ['packagist_ort_' + sample.hex(68), 'packagist_uut_' + sample.hex(68)],
    counterExamples: (sample) => ['packagist_ort_' + sample.hex(67), 'packagist_ort_' + sample.hex(69)],
  },
];
