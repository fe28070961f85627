import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const paypal: readonly Rule[] = [
  {
    id: 'braintree-access-token',
    title: 'Braintree access token',
    pattern: String.raw`(?<secret>access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32})`,
    keywords: ['access_token$production$', 'access_token$sandbox$'],
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://developer.paypal.com/braintree/docs/guides/extend/oauth/access-tokens',
    revoke: 'Revoke the grant in the Braintree control panel.',
    examples: (sample) => [
      `access_token$production$${sample.lower(16)}$${sample.hex(32)}`,
      `access_token$sandbox$${sample.lower(16)}$${sample.hex(32)}`,
    ],
    counterExamples: (sample) => [`access_token$${sample.lower(16)}`],
  },
  {
    ...inContext,
    id: 'paypal-client-secret',
    title: 'PayPal REST client secret',
    pattern: assigned(credentialOf('paypal'), 'E[A-Za-z0-9_-]{79}'),
    keywords: ['paypal'],
    entropy: ALNUM_ENTROPY,
    severity: 'critical',
    reference: 'https://developer.paypal.com/api/rest/',
    revoke: 'https://developer.paypal.com/dashboard/applications/',
    examples: (sample) => [`PAYPAL_CLIENT_SECRET=E${sample.base64url(79)}`],
    counterExamples: (sample) => [
      `PAYPAL_CLIENT_ID=A${sample.base64url(79)}`,
      `PAYPAL_SECRET=E${sample.alnum(78)}`,
    ],
  },
];
