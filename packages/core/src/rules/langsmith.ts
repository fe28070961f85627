import type { Rule } from './kit/rule.ts';

const shared = {
  evidence: 'prefix',
  severity: 'high',
  confidence: 'high',
  reference:
    'https://docs.smith.langchain.com/administration/how_to_guides/organization_management/create_account_api_key',
  revoke: 'https://smith.langchain.com/settings/apikeys',
} as const;

export const langsmith: readonly Rule[] = [
  {
    ...shared,
    id: 'langsmith-api-key',
    title: 'LangSmith personal access token or service key',
    pattern: '(?<secret>lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10})',
    keywords: ['lsv2_pt_', 'lsv2_sk_'],
    examples: (sample) => [
      `lsv2_pt_${sample.hex(32)}_${sample.hex(10)}`,
      `lsv2_sk_${sample.hex(32)}_${sample.hex(10)}`,
    ],
    counterExamples: (sample) => [`lsv2_pt_${sample.hex(32)}`, `lsv2_pt_${sample.hex(31)}_${sample.hex(10)}`],
  },
  {
    ...shared,
    id: 'langsmith-api-key-old',
    title: 'LangSmith API key (older form)',
    pattern: '(?<secret>ls__[0-9a-f]{32})',
    keywords: ['ls__'],
    examples: (sample) => ['ls__' + sample.hex(32)],
    counterExamples: (sample) => ['ls__' + sample.hex(33)],
  },
];
