import type { Rule } from './kit/rule.ts';

export const skkey: readonly Rule[] = [
  {
    id: 'sk-api-key',
    title: 'API key in the form of OpenAI’s older ones (Moonshot, Stability AI, Braintrust and others)',
    pattern: '(?<secret>sk-[A-Za-z0-9]{48})',
    keywords: ['sk-'],
    edges: { before: 'A-Za-z0-9_-', after: 'A-Za-z0-9_-' },
    entropy: 4,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://platform.moonshot.ai/docs/introduction',
    revoke: 'Revoke the key at the vendor that the surrounding text names.',
    examples: (sample) => [`MOONSHOT_API_KEY=sk-${sample.alnum(48)}`],
    counterExamples: (sample) => [`sk-${sample.alnum(47)}`, `sk-${sample.alnum(49)}`],
  },
];
