import type { Rule } from './kit/rule.ts';

const shared = {
  evidence: 'prefix',
  confidence: 'high',
  reference: 'https://docs.stripe.com/keys',
  revoke: 'https://dashboard.stripe.com/apikeys',
} as const;

export const stripe: readonly Rule[] = [
  {
    ...shared,
    id: 'stripe-secret-key',
    aliases: ['stripe-access-token'],
    title: 'Stripe live secret or restricted key',
    pattern: '(?<secret>(?:sk|rk)_(?:live|prod)_[0-9A-Za-z]{24,247})',
    keywords: ['sk_live_', 'rk_live_', 'sk_prod_', 'rk_prod_'],
    severity: 'critical',
    examples: (sample) => [
      `sk_live_${sample.alnum(24)}`,
      `sk_live_51${sample.alnum(97)}`,
      `rk_live_51${sample.alnum(97)}`,
    ],
    counterExamples: (sample) => [`sk_live_${sample.alnum(23)}`, `pk_live_${sample.alnum(24)}`],
  },
  {
    ...shared,
    id: 'stripe-test-key',
    aliases: ['stripe-access-token'],
    title: 'Stripe test secret or restricted key',
    pattern: '(?<secret>(?:sk|rk)_test_[0-9A-Za-z]{24,247})',
    keywords: ['sk_test_', 'rk_test_'],
    severity: 'medium',
    examples: (sample) => [`sk_test_${sample.alnum(24)}`, `rk_test_51${sample.alnum(97)}`],
    counterExamples: (sample) => [`sk_test_${sample.alnum(20)}`, `pk_test_${sample.alnum(24)}`],
  },
  {
    ...shared,
    id: 'stripe-webhook-secret',
    title: 'Webhook signing secret (Stripe, and others by the Standard Webhooks)',
    pattern: '(?<secret>whsec_[0-9A-Za-z+/]{32,88}={0,2})',
    keywords: ['whsec_'],
    edges: { after: 'A-Za-z0-9+/=' },
    entropy: 3.3,
    severity: 'high',
    examples: (sample) => [`whsec_${sample.alnum(32)}`, `whsec_${sample.base64(43)}=`],
    counterExamples: (sample) => [`whsec_${sample.alnum(20)}`],
  },
];
