import { assigned } from './kit/assigned.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference: 'https://circleci.com/docs/managing-api-tokens/',
  revoke: 'https://app.circleci.com/settings/user/tokens',
} as const;

export const circleci: readonly Rule[] = [
  {
    ...shared,
    id: 'circleci-token',
    aliases: ['CircleCI'],
    title: 'CircleCI personal or project token',
    pattern: '(?<secret>CCI(?:PAT|PRJ)_[A-Za-z0-9]{22}_[0-9a-f]{40})',
    keywords: ['ccipat_', 'cciprj_'],
    evidence: 'prefix',
    examples: (sample) => [
      `CCIPAT_${sample.alnum(22)}_${sample.hex(40)}`,
      `CCIPRJ_${sample.alnum(22)}_${sample.hex(40)}`,
    ],
    counterExamples: (sample) => [`CCIPAT_${sample.alnum(21)}_${sample.hex(40)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'circleci-token-old',
    title: 'CircleCI token (without prefix)',
    pattern: assigned([String.raw`circle[\w.\- ]{0,24}?(?:token|key|secret)`], '[0-9a-f]{40}'),
    keywords: ['circle'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`CIRCLE_TOKEN=${sample.hex(40)}`],
    counterExamples: (sample) => [`CIRCLE_SHA1=${sample.hex(40)}`],
  },
];
