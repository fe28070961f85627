import type { Rule } from './kit/rule.ts';

export const checkout: readonly Rule[] = [
  {
    id: 'checkout-secret-key',
    title: 'Checkout.com secret key',
    pattern: '(?<secret>sk_(?:sbox_)?[a-z2-7]{26}[a-z2-7*#$=])',
    keywords: ['sk_'],
    near: { words: ['checkout', 'cko'], within: 200 },
    edges: { after: 'A-Za-z0-9_' },
    entropy: 3.3,
    evidence: 'prefix',
    confidence: 'high',
    reference: 'https://www.checkout.com/docs/developer-resources/api/api-authentication',
    revoke: 'https://dashboard.checkout.com/developers/keys',
    severity: 'critical',
    examples: (sample) => [
      `CHECKOUT_SECRET_KEY=sk_${sample.base32(26).toLowerCase()}*`,
      `CKO_SECRET_KEY=sk_sbox_${sample.base32(27).toLowerCase()}`,
    ],
    counterExamples: (sample) => [`CHECKOUT_SECRET_KEY=sk_${sample.base32(20).toLowerCase()}`],
  },
];
