import type { Rule } from './kit/rule.ts';

const shared = {
  evidence: 'prefix',
  severity: 'high',
  confidence: 'high',
  reference: 'https://huggingface.co/docs/hub/security-tokens',
  revoke: 'https://huggingface.co/settings/tokens',
} as const;

export const huggingface: readonly Rule[] = [
  {
    ...shared,
    id: 'huggingface-access-token',
    title: 'Hugging Face user access token',
    pattern: '(?<secret>hf_[A-Za-z0-9]{34})',
    keywords: ['hf_'],
    entropy: 3.6,
    examples: (sample) => ['hf_' + sample.letters(34)],
    counterExamples: (sample) => ['hf_' + sample.letters(33), 'hf_' + sample.letters(35)],
  },
  {
    ...shared,
    id: 'huggingface-organization-api-token',
    title: 'Hugging Face organization token',
    pattern: '(?<secret>api_org_[A-Za-z0-9]{34})',
    keywords: ['api_org_'],
    examples: (sample) => ['api_org_' + sample.letters(34)],
  },
];
