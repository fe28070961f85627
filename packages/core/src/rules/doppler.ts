import type { Rule } from './kit/rule.ts';

export const doppler: readonly Rule[] = [
  {
    id: 'doppler-token',
    aliases: ['doppler-api-token', 'Doppler'],
    title: 'Doppler token (personal, service, CLI, SCIM, audit or service account)',
    pattern: String.raw`(?<secret>dp\.(?:pt|ct|scim|audit|said|sa|st(?:\.[A-Za-z0-9_-]{1,40})?)\.[A-Za-z0-9]{40,44})`,
    keywords: ['dp.pt.', 'dp.ct.', 'dp.scim.', 'dp.audit.', 'dp.said.', 'dp.sa.', 'dp.st.'],
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://docs.doppler.com/reference/auth-token-formats',
    revoke: 'https://dashboard.doppler.com/',
    examples: (sample) => [
      'dp.pt.' + sample.alnum(43),
      `dp.st.dev_ci.${sample.alnum(43)}`,
      'dp.st.' + sample.alnum(43),
    ],
    counterExamples: (sample) => ['dp.pt.' + sample.alnum(39), 'dp.xx.' + sample.alnum(43)],
  },
];
