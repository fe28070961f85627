import type { Rule } from './kit/rule.ts';

const shared = {
  evidence: 'prefix',
  severity: 'high',
  confidence: 'high',
  reference: 'https://posthog.com/docs/api',
  revoke: 'https://us.posthog.com/settings/user-api-keys',
} as const;

export const posthog: readonly Rule[] = [
  {
    ...shared,
    id: 'posthog-personal-api-key',
    title: 'PostHog personal API key',
    pattern: '(?<secret>phx_[A-Za-z0-9]{43,47})',
    keywords: ['phx_'],
    examples: (sample) => [`phx_${sample.alnum(43)}`, `phx_${sample.alnum(47)}`],
    counterExamples: (sample) => [
      `phx_${sample.alnum(42)}`,
      `phx_${sample.alnum(48)}`,
      `phc_${sample.alnum(43)}`,
    ],
  },
  {
    ...shared,
    id: 'posthog-feature-flag-key',
    title: 'PostHog feature flags secure API key',
    pattern: '(?<secret>phs_[A-Za-z0-9]{43,47})',
    keywords: ['phs_'],
    examples: (sample) => [`phs_${sample.alnum(43)}`],
    counterExamples: (sample) => [`phs_${sample.alnum(42)}`],
  },
];
