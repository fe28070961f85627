import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  evidence: 'prefix',
  reference: 'https://supabase.com/docs/guides/api/api-keys',
} as const;

export const supabase: readonly Rule[] = [
  {
    ...shared,
    id: 'supabase-secret-key',
    aliases: ['supabase-project-api-key', 'kingfisher.supabase.2'],
    title: 'Supabase secret key',
    pattern: '(?<secret>sb_secret_[A-Za-z0-9_-]{22}_[A-Za-z0-9_-]{8})',
    keywords: ['sb_secret_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.5,
    revoke: 'https://supabase.com/dashboard/project/_/settings/api-keys',
    examples: (sample) => [`sb_secret_${sample.base64url(22)}_${sample.base64url(8)}`],
    counterExamples: (sample) => [
      `sb_secret_${sample.base64url(22)}`,
      `sb_publishable_${sample.alnum(22)}_${sample.alnum(8)}`,
    ],
  },
  {
    ...shared,
    id: 'supabase-management-token',
    aliases: ['SupabaseToken'],
    title: 'Supabase personal access token',
    pattern: '(?<secret>sbp_(?:v0_|oauth_)?[0-9a-z]{40})',
    keywords: ['sbp_'],
    entropy: 3,
    reference: 'https://supabase.com/docs/reference/api/introduction',
    revoke: 'https://supabase.com/dashboard/account/tokens',
    examples: (sample) => ['sbp_' + sample.hex(40), 'sbp_v0_' + sample.hex(40)],
    counterExamples: (sample) => ['sbp_' + sample.hex(39), 'sbp_' + sample.hex(41)],
  },
];
