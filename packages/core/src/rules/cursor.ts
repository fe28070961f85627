import type { Rule } from './kit/rule.ts';

export const cursor: readonly Rule[] = [
  {
    id: 'cursor-api-key',
    title: 'Cursor API key',
    pattern: '(?<secret>key_[0-9a-f]{64})',
    keywords: ['key_'],
    entropy: 3,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://docs.cursor.com/en/cli/reference/authentication',
    revoke: 'https://cursor.com/dashboard?tab=integrations',
    examples: (sample) => [`CURSOR_API_KEY=key_${sample.hex(64)}`],
    counterExamples: (sample) => [`key_${sample.hex(63)}`, `CURSOR_API_KEY=key_${sample.hex(65)}`],
  },
];
