import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  evidence: 'prefix',
  entropy: 3,
} as const;

export const buildkite: readonly Rule[] = [
  {
    ...shared,
    id: 'buildkite-user-access-token',
    aliases: ['kingfisher.buildkite.1', 'Buildkite'],
    title: 'Buildkite API access token',
    pattern: '(?<secret>bkua_[0-9a-z]{40})',
    keywords: ['bkua_'],
    reference: 'https://buildkite.com/docs/apis/managing-api-tokens',
    revoke: 'https://buildkite.com/user/api-access-tokens',
    examples: (sample) => ['bkua_' + sample.hex(40)],
    counterExamples: (sample) => ['bkua_' + sample.hex(39), 'bkua_' + sample.hex(41)],
  },
  {
    ...shared,
    id: 'buildkite-agent-token',
    aliases: ['buildkite-service-token'],
    title: 'Buildkite agent, job, cluster or package token',
    pattern: '(?<secret>bk(?:aa|ar|at|aj|ct|pt|pat|ps)_[0-9A-Za-z]{40,80})',
    edges: { after: 'A-Za-z0-9_-' },
    keywords: ['bkaa_', 'bkar_', 'bkat_', 'bkaj_', 'bkct_', 'bkpt_', 'bkpat_', 'bkps_'],
    reference: 'https://buildkite.com/docs/agent/v3/tokens',
    revoke: 'https://buildkite.com/organizations/~/clusters',
    examples: (sample) => ['bkat_' + sample.hex(40), 'bkpat_' + sample.alnum(54)],
    counterExamples: (sample) => ['bkat_' + sample.hex(39)],
  },
  {
    ...shared,
    ...inContext,
    id: 'buildkite-token-old',
    title: 'Buildkite token (without prefix)',
    pattern: assigned(credentialOf('buildkite'), '[0-9a-z]{40}'),
    keywords: ['buildkite'],
    reference: 'https://buildkite.com/docs/apis/managing-api-tokens',
    revoke: 'https://buildkite.com/user/api-access-tokens',
    examples: (sample) => [`BUILDKITE_API_TOKEN=${sample.hex(40)}`],
    counterExamples: (sample) => [`BUILDKITE_COMMIT=${sample.hex(40)}`],
  },
];
