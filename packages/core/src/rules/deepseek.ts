import { assigned } from './kit/assigned.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const deepseek: readonly Rule[] = [
  {
    ...inContext,
    id: 'deepseek-api-key',
    title: 'DeepSeek API key',
    pattern: assigned(['deepseek'], 'sk-[0-9a-z]{32}'),
    keywords: ['deepseek'],
    entropy: HEX_ENTROPY,
    severity: 'high',
    reference: 'https://api-docs.deepseek.com/',
    revoke: 'https://platform.deepseek.com/api_keys',
    examples: (sample) => [`DEEPSEEK_API_KEY=sk-${sample.hex(32)}`],
    counterExamples: (sample) => [`API_KEY=sk-${sample.hex(32)}`, `DEEPSEEK_API_KEY=sk-${sample.hex(33)}`],
  },
];
