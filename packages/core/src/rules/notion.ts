import type { Rule } from './kit/rule.ts';

const shared = {
  evidence: 'prefix',
  severity: 'high',
  reference: 'https://developers.notion.com/docs/authorization',
  revoke: 'https://www.notion.so/profile/integrations',
} as const;

export const notion: readonly Rule[] = [
  {
    ...shared,
    id: 'notion-api-token',
    title: 'Notion integration token',
    pattern: '(?<secret>ntn_[A-Za-z0-9]{46})',
    keywords: ['ntn_'],
    confidence: 'high',
    examples: (sample) => [`ntn_${sample.digits(11)}${sample.alnum(35)}`],
    counterExamples: (sample) => [`ntn_${sample.alnum(45)}`, `ntn_${sample.alnum(47)}`],
  },
  {
    ...shared,
    id: 'notion-api-token-old',
    title: 'Notion integration token (older form)',
    pattern: '(?<secret>secret_[A-Za-z0-9]{43})',
    keywords: ['secret_'],
    entropy: 4,
    confidence: 'medium',
    examples: (sample) => [`secret_${sample.alnum(43)}`],
    counterExamples: (sample) => [`secret_${sample.alnum(42)}`, `secret_${sample.alnum(44)}`],
  },
];
