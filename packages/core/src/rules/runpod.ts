import type { Rule } from './kit/rule.ts';

export const runpod: readonly Rule[] = [
  {
    id: 'runpod-api-key',
    title: 'RunPod API key',
    pattern: '(?<secret>rpa_[A-Za-z0-9]{46})',
    keywords: ['rpa_'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.runpod.io/get-started/api-keys',
    revoke: 'https://www.runpod.io/console/user/settings',
    examples: (sample) => ['rpa_' + sample.upper(46)],
    counterExamples: (sample) => ['rpa_' + sample.upper(45), 'rpa_' + sample.upper(47)],
  },
];
