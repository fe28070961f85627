import type { Rule } from './kit/rule.ts';

const shared = {
  keywords: ['sk-ant-'],
  edges: { after: 'A-Za-z0-9_-' },
  evidence: 'prefix',
  severity: 'critical',
  confidence: 'high',
} as const;

export const anthropic: readonly Rule[] = [
  {
    ...shared,
    id: 'anthropic-api-key',
    title: 'Anthropic API key',
    pattern: '(?<secret>sk-ant-api[0-9]{2}-[A-Za-z0-9_-]{93}AA)',
    reference: 'https://docs.anthropic.com/en/api/getting-started',
    revoke: 'https://console.anthropic.com/settings/keys',
    examples: (sample) => [`sk-ant-api03-${sample.base64url(93)}AA`],
    counterExamples: (sample) => [
      `sk-ant-api03-${sample.base64url(92)}AA`,
      `sk-ant-api03-${sample.base64url(94)}-A`,
    ],
  },
  {
    ...shared,
    id: 'anthropic-admin-api-key',
    title: 'Anthropic admin API key',
    pattern: '(?<secret>sk-ant-admin[0-9]{2}-[A-Za-z0-9_-]{93}AA)',
    reference: 'https://docs.anthropic.com/en/api/administration-api',
    revoke: 'https://console.anthropic.com/settings/admin-keys',
    examples: (sample) => [`sk-ant-admin01-${sample.base64url(93)}AA`],
  },
  {
    ...shared,
    id: 'anthropic-oauth-token',
    title: 'Anthropic OAuth or session token (Claude Code, claude.ai)',
    pattern: '(?<secret>sk-ant-(?:oat|ort|sid)[0-9]{2}-[A-Za-z0-9_-]{80,160})',
    reference: 'https://docs.anthropic.com/en/docs/claude-code/iam',
    revoke: 'Sign out of every session: https://claude.ai/settings/account',
    examples: (sample) => [
      `sk-ant-oat01-${sample.base64url(93)}AA`,
      `sk-ant-ort01-${sample.base64url(93)}AA`,
      `sk-ant-sid01-${sample.base64url(86)}-${sample.base64url(6)}AA`,
    ],
  },
];
