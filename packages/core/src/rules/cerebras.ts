import type { Rule } from './kit/rule.ts';

export const cerebras: readonly Rule[] = [
  {
    id: 'cerebras-api-key',
    title: 'Cerebras API key',
    pattern: '(?<secret>csk-[a-z0-9]{48})',
    keywords: ['csk-'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://inference-docs.cerebras.ai/quickstart',
    revoke: 'https://cloud.cerebras.ai/',
    examples: (sample) => ['csk-' + sample.lower(48)],
    counterExamples: (sample) => ['csk-' + sample.lower(47), 'csk-' + sample.lower(49)],
  },
];
