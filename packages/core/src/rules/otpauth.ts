import { base32Decode } from './kit/base32.ts';
import type { Rule } from './kit/rule.ts';

export const otpauth: readonly Rule[] = [
  {
    id: 'otpauth-secret',
    title: 'Secret of a one-time password generator (otpauth URI)',
    pattern: String.raw`otpauth://[ht]otp/[^\s"'<>?]{0,200}\?(?:[^\s"'<>]{0,200}[&;])?secret=(?<secret>[A-Za-z2-7]{16,128})`,
    keywords: ['otpauth://'],
    validate: (secret) => (base32Decode(secret.toUpperCase()) ? 'valid' : 'invalid'),
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://github.com/google/google-authenticator/wiki/Key-Uri-Format',
    revoke: 'Set up the second factor again; that makes a new secret.',
    examples: (sample) => [
      `otpauth://totp/ACME:me@acme.org?secret=${sample.base32(32)}&issuer=ACME`,
      `"otpauth://hotp/ACME?issuer=ACME&amp;secret=${sample.base32(16)}&amp;counter=1"`,
    ],
    counterExamples: () => [
      'otpauth://totp/ACME?secret=${secret}&issuer=ACME',
      'otpauth://totp/ACME?secret=SECRET',
    ],
  },
];
