import type { Rule } from './kit/rule.ts';

export const fireworks: readonly Rule[] = [
  {
    id: 'fireworks-api-key',
    title: 'Fireworks AI API key',
    pattern: '(?<secret>fw_[A-Za-z0-9]{22,24})',
    keywords: ['fw_'],
    edges: { after: 'A-Za-z0-9_' },
    entropy: 3.8,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://docs.fireworks.ai/getting-started/quickstart',
    revoke: 'https://app.fireworks.ai/settings/users/api-keys',
    examples: (sample) => [`FIREWORKS_API_KEY=fw_${sample.alnum(24)}`, `fireworks: fw_${sample.alnum(22)}`],
    counterExamples: (sample) => [
      `FIREWORKS_API_KEY=fw_${sample.alnum(21)}`,
      `FIREWORKS_API_KEY=fw_${sample.alnum(25)}`,
    ],
  },
];
