import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference: 'https://docs.cloudsmith.com/accounts-and-teams/api-key',
  revoke: 'https://app.cloudsmith.com/user/settings/api-keys',
} as const;

export const cloudsmith: readonly Rule[] = [
  {
    ...shared,
    id: 'cloudsmith-api-key',
    title: 'Cloudsmith API key',
    pattern: '(?<secret>csa_[A-Za-z0-9]{36})',
    keywords: ['csa_'],
    entropy: 3.3,
    evidence: 'prefix',
    examples: (sample) => ['csa_' + sample.alnum(36)],
    counterExamples: (sample) => ['csa_' + sample.alnum(35), 'csa_' + sample.alnum(37)],
  },
  {
    ...shared,
    ...inContext,
    id: 'cloudsmith-api-key-old',
    title: 'Cloudsmith API key (without prefix)',
    pattern: assigned(credentialOf('cloudsmith'), '[0-9a-f]{40}'),
    keywords: ['cloudsmith'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`CLOUDSMITH_API_KEY=${sample.hex(40)}`],
    counterExamples: (sample) => [`CLOUDSMITH_API_KEY=${sample.hex(39)}`],
  },
];
