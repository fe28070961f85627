import type { Rule } from './kit/rule.ts';

/** «OpenAI» in base64; it stands in the middle of every key. */
const MARKER = 'T3BlbkFJ';

export const openai: readonly Rule[] = [
  {
    id: 'openai-api-key',
    title: 'OpenAI API key (project, service account, admin or user)',
    pattern: `(?<secret>sk-[A-Za-z0-9_-]{16,160}${MARKER}[A-Za-z0-9_-]{16,160})`,
    keywords: ['t3blbkfj'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'marker',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://platform.openai.com/docs/api-reference/authentication',
    revoke: 'https://platform.openai.com/api-keys',
    examples: (sample) => [
      `sk-${sample.alnum(20)}${MARKER}${sample.alnum(20)}`,
      `sk-proj-${sample.base64url(74)}${MARKER}${sample.base64url(74)}`,
      `sk-proj-${sample.base64url(58)}${MARKER}${sample.base64url(58)}`,
      `sk-svcacct-${sample.base64url(74)}${MARKER}${sample.base64url(74)}`,
      `sk-admin-${sample.base64url(58)}${MARKER}${sample.base64url(58)}`,
    ],
    counterExamples: (sample) => [
      `sk-${sample.alnum(48)}`,
      `sk-${sample.alnum(20)}${MARKER}${sample.alnum(6)}`,
    ],
  },
];
