import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  confidence: 'high',
  evidence: 'prefix',
  entropy: 3,
  revoke: 'https://sourcegraph.com/user/settings/tokens',
} as const;

const HEX = '[0-9a-fA-F]';

export const sourcegraph: readonly Rule[] = [
  {
    ...shared,
    id: 'sourcegraph-access-token',
    aliases: ['np.sourcegraph.1', 'kingfisher.sourcegraph.1', 'Sourcegraph'],
    title: 'Sourcegraph access token',
    pattern: `(?<secret>sgp_(?:(?:${HEX}{16}|local)_)?${HEX}{40})`,
    keywords: ['sgp_'],
    reference: 'https://sourcegraph.com/docs/cli/how-tos/creating_an_access_token',
    examples: (sample) => [
      'sgp_' + sample.hex(40),
      `sgp_${sample.hex(16)}_${sample.hex(40)}`,
      'sgp_local_' + sample.hex(40),
    ],
    counterExamples: (sample) => ['sgp_' + sample.hex(39), 'sgp_' + sample.hex(41)],
  },
  {
    ...shared,
    id: 'sourcegraph-license-key',
    title: 'Sourcegraph license or Cody gateway key',
    pattern: `(?<secret>(?:slk|sgd)_${HEX}{64})`,
    keywords: ['slk_', 'sgd_'],
    reference: 'https://sourcegraph.com/docs/admin/subscriptions',
    examples: (sample) => ['slk_' + sample.hex(64), 'sgd_' + sample.hex(64)],
    counterExamples: (sample) => ['slk_' + sample.hex(63)],
  },
];
