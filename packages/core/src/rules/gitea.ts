import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  reference: 'https://docs.gitea.com/development/api-usage',
  revoke: 'In the settings of its owner, «Applications».',
} as const;

export const gitea: readonly Rule[] = [
  {
    ...shared,
    ...inContext,
    id: 'gitea-access-token',
    title: 'Gitea or Forgejo access token',
    pattern: assigned(credentialOf('gitea', 'forgejo', 'codeberg'), '[0-9a-f]{40}'),
    keywords: ['gitea', 'forgejo', 'codeberg'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`GITEA_TOKEN=${sample.hex(40)}`],
    counterExamples: (sample) => [`gitea_commit=${sample.hex(40)}`, `GITEA_TOKEN=${sample.hex(39)}`],
  },
  {
    ...shared,
    id: 'gitea-oauth-secret',
    title: 'Gitea OAuth application secret or token',
    pattern: '(?<secret>gto_(?:[a-z2-7]{52}|[0-9a-f]{40}))',
    keywords: ['gto_'],
    entropy: 3.5,
    evidence: 'prefix',
    confidence: 'high',
    reference: 'https://docs.gitea.com/development/oauth2-provider',
    examples: (sample) => ['gto_' + sample.base32(52).toLowerCase(), 'gto_' + sample.hex(40)],
    counterExamples: (sample) => ['gto_' + sample.base32(51).toLowerCase(), 'gto_' + sample.hex(41)],
  },
];
