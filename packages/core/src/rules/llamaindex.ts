import type { Rule } from './kit/rule.ts';

export const llamaindex: readonly Rule[] = [
  {
    id: 'llamaindex-api-key',
    title: 'LlamaCloud API key',
    pattern: '(?<secret>llx-[A-Za-z0-9]{48})',
    keywords: ['llx-'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.cloud.llamaindex.ai/api_key',
    revoke: 'https://cloud.llamaindex.ai/',
    examples: (sample) => ['llx-' + sample.alnum(48)],
    counterExamples: (sample) => ['llx-' + sample.alnum(47), 'llx-' + sample.alnum(49)],
  },
];
