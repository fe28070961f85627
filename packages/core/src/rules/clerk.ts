import type { Rule } from './kit/rule.ts';

export const clerk: readonly Rule[] = [
  {
    id: 'clerk-secret-key',
    title: 'Clerk secret key',
    pattern: '(?<secret>sk_(?:live|test)_[A-Za-z0-9]{40,50})',
    keywords: ['sk_live_', 'sk_test_'],
    near: { words: ['clerk'], within: 200 },
    evidence: 'prefix',
    confidence: 'high',
    reference: 'https://clerk.com/docs/deployments/clerk-environment-variables',
    revoke: 'https://dashboard.clerk.com/last-active?path=api-keys',
    severity: 'critical',
    examples: (sample) => [
      `CLERK_SECRET_KEY=sk_live_${sample.alnum(40)}`,
      `clerk: "sk_test_${sample.alnum(42)}"`,
    ],
    counterExamples: (sample) => [`CLERK_SECRET_KEY=sk_live_${sample.alnum(24)}`],
  },
];
