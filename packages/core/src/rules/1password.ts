import { judgePayload, payloadOf } from './kit/payload.ts';
import type { Rule } from './kit/rule.ts';

export const onepassword: readonly Rule[] = [
  {
    id: '1password-secret-key',
    title: '1Password secret key',
    pattern:
      '(?<secret>A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5})',
    keywords: ['a3-'],
    entropy: 3.3,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://support.1password.com/secret-key/',
    revoke: 'https://my.1password.com/profile, under Regenerate Secret Key',
    examples: (sample) => [
      `A3-${sample.upper(6)}-${sample.upper(6)}-${sample.upper(5)}-${sample.upper(5)}-${sample.upper(5)}-${sample.upper(5)}`,
      `A3-${sample.upper(6)}-${sample.upper(11)}-${sample.upper(5)}-${sample.upper(5)}-${sample.upper(5)}`,
    ],
    counterExamples: (sample) => [
      `A3-${sample.upper(6)}-${sample.upper(6)}-${sample.upper(5)}-${sample.upper(5)}-${sample.upper(5)}`,
    ],
  },
  {
    id: '1password-service-account-token',
    title: '1Password service account token',
    pattern: '(?<secret>ops_eyJ[A-Za-z0-9+/_-]{200,}={0,3})',
    keywords: ['ops_eyj'],
    maxLength: 8192,
    entropy: 4,
    validate: (secret) => judgePayload(secret.slice(4), ['email', 'signInAddress']),
    evidence: 'structure',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://developer.1password.com/docs/service-accounts/',
    revoke: 'https://my.1password.com/developer-tools/infrastructure-secrets/serviceaccount/',
    examples: (sample) => [
      `ops_${payloadOf({ signInAddress: 'my.1password.com', email: sample.lower(12), secretKey: sample.upper(30), muk: { k: sample.base64url(200) } }, 'base64url')}`,
    ],
    counterExamples: (sample) => [`ops_eyJ${sample.alnum(40)}`],
  },
];
