import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  evidence: 'prefix',
  edges: { after: 'A-Za-z0-9_=-' },
  entropy: 3,
  revoke: 'https://app.planetscale.com/',
} as const;

export const planetscale: readonly Rule[] = [
  {
    ...shared,
    id: 'planetscale-password',
    title: 'PlanetScale database password',
    pattern: '(?<secret>pscale_pw_[A-Za-z0-9_.=-]{32,64})',
    keywords: ['pscale_pw_'],
    reference: 'https://planetscale.com/docs/concepts/connection-strings',
    examples: (sample) => ['pscale_pw_' + sample.base64url(43)],
    counterExamples: (sample) => ['pscale_pw_' + sample.base64url(20)],
  },
  {
    ...shared,
    id: 'planetscale-service-token',
    aliases: ['planetscale-api-token', 'kingfisher.planetscale.2', 'PlanetScale'],
    title: 'PlanetScale service token',
    pattern: '(?<secret>pscale_tkn_[A-Za-z0-9_.=-]{32,64})',
    keywords: ['pscale_tkn_'],
    reference: 'https://planetscale.com/docs/concepts/service-tokens',
    examples: (sample) => ['pscale_tkn_' + sample.base64url(43)],
  },
  {
    ...shared,
    id: 'planetscale-oauth-token',
    title: 'PlanetScale OAuth token',
    pattern: '(?<secret>pscale_oauth_[A-Za-z0-9_.=-]{32,64})',
    keywords: ['pscale_oauth_'],
    reference: 'https://planetscale.com/docs/concepts/planetscale-api-oauth-applications',
    examples: (sample) => ['pscale_oauth_' + sample.base64url(43)],
  },
];
