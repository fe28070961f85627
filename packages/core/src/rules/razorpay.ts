import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  reference: 'https://razorpay.com/docs/api/authentication/',
  revoke: 'https://dashboard.razorpay.com/app/website-app-settings/api-keys',
} as const;

export const razorpay: readonly Rule[] = [
  {
    ...shared,
    id: 'razorpay-key-id',
    title: 'Razorpay key ID',
    pattern: '(?<secret>rzp_(?:live|test)_[A-Za-z0-9]{14})',
    keywords: ['rzp_live_', 'rzp_test_'],
    evidence: 'prefix',
    severity: 'low',
    confidence: 'high',
    examples: (sample) => [`rzp_live_${sample.alnum(14)}`, `rzp_test_${sample.alnum(14)}`],
    counterExamples: (sample) => [`rzp_live_${sample.alnum(13)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'razorpay-key-secret',
    title: 'Razorpay key secret',
    pattern: assigned(
      [String.raw`razorpay[\w.\-]{0,24}secret`, String.raw`rzp[\w.\-]{0,24}secret`],
      '[A-Za-z0-9]{24}',
    ),
    keywords: ['razorpay', 'rzp'],
    entropy: ALNUM_ENTROPY,
    severity: 'critical',
    examples: (sample) => [`RAZORPAY_KEY_SECRET=${sample.alnum(24)}`],
    counterExamples: (sample) => [`RAZORPAY_KEY_SECRET=${sample.alnum(25)}`],
  },
];
