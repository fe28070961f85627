import type { Rule } from './kit/rule.ts';

export const tailscale: readonly Rule[] = [
  {
    id: 'tailscale-key',
    title: 'Tailscale key (auth, API, OAuth client, SCIM or webhook)',
    pattern: '(?<secret>tskey-[a-z]{3,12}-[A-Za-z0-9]{8,24}-[A-Za-z0-9]{16,64})',
    keywords: ['tskey-'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://tailscale.com/kb/1085/auth-keys',
    revoke: 'https://login.tailscale.com/admin/settings/keys',
    examples: (sample) => [
      `tskey-auth-k${sample.alnum(9)}CNTRL-${sample.alnum(32)}`,
      `tskey-client-k${sample.alnum(9)}CNTRL-${sample.alnum(33)}`,
    ],
    counterExamples: (sample) => [`tskey-auth-k${sample.alnum(9)}CNTRL`],
  },
];
