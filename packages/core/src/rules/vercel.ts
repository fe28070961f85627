import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://vercel.com/changelog/new-token-formats-and-secret-scanning',
  revoke: 'https://vercel.com/account/settings/tokens',
} as const;

export const vercel: readonly Rule[] = [
  {
    ...shared,
    id: 'vercel-token',
    aliases: [
      'vercel-personal-access-token',
      'vercel-integration-token',
      'vercel-app-access-token',
      'vercel-app-refresh-token',
      'vercel-ai-gateway-key',
    ],
    title: 'Vercel token (personal, integration, app or AI Gateway)',
    pattern: '(?<secret>(?:vcp|vci|vca|vcr|vck)_[A-Za-z0-9_-]{56,57})',
    keywords: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.8,
    confidence: 'high',
    evidence: 'prefix',
    examples: (sample) => ['vcp_' + sample.alnum(56), 'vck_' + sample.base64url(56)],
    counterExamples: (sample) => ['vcp_' + sample.alnum(55), 'vcp_' + sample.alnum(58)],
  },
  {
    ...shared,
    id: 'vercel-token-old',
    aliases: ['vercel-api-token', 'kingfisher.vercel.1', 'Vercel'],
    title: 'Vercel token (without prefix)',
    pattern: assigned(credentialOf('vercel', 'zeit'), '[A-Za-z0-9]{24}'),
    ignoreCase: true,
    keywords: ['vercel', 'zeit'],
    edges: { before: '', after: 'A-Za-z0-9_.(/-' },
    entropy: 3.5,
    confidence: 'medium',
    evidence: 'context',
    examples: (sample) => [`VERCEL_TOKEN=${sample.alnum(24)}`],
    counterExamples: (sample) => [`VERCEL_TOKEN=${sample.alnum(25)}`],
  },
];
