import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = { severity: 'critical', confidence: 'high' } as const;

export const aiven: readonly Rule[] = [
  {
    ...shared,
    id: 'aiven-service-password',
    title: 'Aiven service password',
    pattern: '(?<secret>AVNS_[A-Za-z0-9_-]{18,20})',
    keywords: ['avns_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3,
    evidence: 'prefix',
    reference: 'https://aiven.io/docs/platform/howto/reset-service-password',
    revoke: 'https://console.aiven.io/',
    examples: (sample) => ['AVNS_' + sample.base64url(19)],
    counterExamples: (sample) => ['AVNS_' + sample.base64url(17), 'AVNS_' + sample.base64url(22)],
  },
  {
    ...shared,
    ...inContext,
    id: 'aiven-token',
    title: 'Aiven API token',
    pattern: assigned(credentialOf('aiven'), '[A-Za-z0-9+/]{300,400}={0,2}'),
    keywords: ['aiven'],
    entropy: 4.5,
    reference: 'https://aiven.io/docs/platform/howto/create_authentication_token',
    revoke: 'https://console.aiven.io/profile/tokens',
    examples: (sample) => [`AIVEN_API_TOKEN=${sample.base64(372)}`],
  },
];
