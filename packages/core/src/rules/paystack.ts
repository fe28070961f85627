import type { Rule } from './kit/rule.ts';

export const paystack: readonly Rule[] = [
  {
    id: 'paystack-secret-key',
    title: 'Paystack secret key',
    pattern: '(?<secret>sk_(?:live|test)_[0-9a-f]{40})',
    keywords: ['sk_live_', 'sk_test_'],
    near: { words: ['paystack'], within: 200 },
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://paystack.com/docs/api/authentication/',
    revoke: 'https://dashboard.paystack.com/#/settings/developers',
    examples: (sample) => [
      `PAYSTACK_SECRET_KEY=sk_live_${sample.hex(40)}`,
      `paystack: sk_test_${sample.hex(40)}`,
    ],
    counterExamples: (sample) => [`PAYSTACK_PUBLIC_KEY=pk_live_${sample.hex(40)}`],
  },
];
