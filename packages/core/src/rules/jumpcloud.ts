import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const jumpcloud: readonly Rule[] = [
  {
    id: 'jumpcloud-api-key',
    title: 'JumpCloud API key',
    pattern: '(?<secret>jca_[A-Za-z0-9]{36})',
    keywords: ['jca_'],
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://jumpcloud.com/support/jumpcloud-apis',
    revoke: 'https://console.jumpcloud.com/, under My API Key',
    examples: (sample) => [`jca_${sample.alnum(36)}`],
    counterExamples: (sample) => [`jca_${sample.alnum(35)}`],
  },
  {
    ...inContext,
    id: 'jumpcloud-api-key-old',
    title: 'JumpCloud API key (older form)',
    pattern: assigned(credentialOf('jumpcloud'), '[0-9a-f]{40}'),
    keywords: ['jumpcloud'],
    entropy: HEX_ENTROPY,
    severity: 'critical',
    reference: 'https://jumpcloud.com/support/jumpcloud-apis',
    revoke: 'https://console.jumpcloud.com/, under My API Key',
    examples: (sample) => [`JUMPCLOUD_API_KEY=${sample.hex(40)}`],
    counterExamples: (sample) => [`jumpcloud@${sample.hex(40)}`],
  },
];
