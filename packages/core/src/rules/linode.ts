import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const linode: readonly Rule[] = [
  {
    ...inContext,
    id: 'linode-token',
    aliases: ['Linode'],
    title: 'Linode (Akamai) personal access token',
    pattern: assigned(credentialOf('linode'), '[0-9a-f]{64}'),
    keywords: ['linode'],
    entropy: HEX_ENTROPY,
    severity: 'critical',
    reference: 'https://techdocs.akamai.com/cloud-computing/docs/manage-personal-access-tokens',
    revoke: 'https://cloud.linode.com/profile/tokens',
    examples: (sample) => [`LINODE_TOKEN=${sample.hex(64)}`],
    counterExamples: (sample) => [`LINODE_TOKEN=${sample.hex(63)}`],
  },
];
