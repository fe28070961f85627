import type { Rule } from './kit/rule.ts';

const shared = {
  evidence: 'prefix',
  confidence: 'high',
  reference: 'https://posthog.com/docs/api',
  revoke: 'https://us.posthog.com/settings/user-api-keys',
} as const;

export const posthog: readonly Rule[] = [
  {
    ...shared,
    id: 'posthog-project-api-key',
    title: 'PostHog project API key (it is public in web pages)',
    pattern: '(?<secret>phc_[A-Za-z0-9_-]{41,49})',
    keywords: ['phc_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 4,
    severity: 'low',
    examples: (sample) => [`phc_${sample.alnum(43)}`],
    counterExamples: (sample) => [`phc_${sample.alnum(39)}`],
  },
  {
    ...shared,
    id: 'posthog-oauth-token',
    title: 'PostHog OAuth token',
    pattern: '(?<secret>ph[ar]_[A-Za-z0-9_-]{40,80})',
    keywords: ['pha_', 'phr_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 4,
    severity: 'high',
    examples: (sample) => [`pha_${sample.alnum(61)}`, `phr_${sample.alnum(43)}`],
    counterExamples: (sample) => [`pha_${sample.alnum(39)}`],
  },
  {
    ...shared,
    id: 'posthog-personal-api-key',
    title: 'PostHog personal API key',
    pattern: '(?<secret>phx_[A-Za-z0-9_-]{43,49})',
    keywords: ['phx_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 4,
    severity: 'high',
    examples: (sample) => [`phx_${sample.alnum(43)}`, `phx_${sample.alnum(47)}`],
    counterExamples: (sample) => [
      `phx_${sample.alnum(39)}`,
      `phx_${sample.alnum(65)}`,
      `phc_${sample.alnum(43)}`,
    ],
  },
  {
    ...shared,
    id: 'posthog-feature-flag-key',
    title: 'PostHog feature flags secure API key',
    pattern: '(?<secret>phs_[A-Za-z0-9_-]{43,49})',
    keywords: ['phs_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 4,
    severity: 'high',
    examples: (sample) => [`phs_${sample.alnum(43)}`],
    counterExamples: (sample) => [`phs_${sample.alnum(39)}`],
  },
];
