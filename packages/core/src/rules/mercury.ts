import type { Rule } from './kit/rule.ts';

export const mercury: readonly Rule[] = [
  {
    id: 'mercury-api-token',
    title: 'Mercury API token',
    pattern: '(?<secret>mercury_(?:production|sandbox)_[a-z]{2,4}_[A-Za-z0-9]{20,80}_yrucrem)',
    keywords: ['mercury_production_', 'mercury_sandbox_'],
    evidence: 'marker',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://docs.mercury.com/reference/getting-started',
    revoke: 'https://app.mercury.com/settings/tokens',
    examples: (sample) => [
      `secret-token:mercury_production_rma_${sample.alnum(44)}_yrucrem`,
      `mercury_production_wma_${sample.alnum(44)}_yrucrem`,
    ],
    counterExamples: (sample) => [`mercury_production_rma_${sample.alnum(44)}`],
  },
];
