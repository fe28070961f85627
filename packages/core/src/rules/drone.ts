import { assigned } from './kit/assigned.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const drone: readonly Rule[] = [
  {
    ...inContext,
    id: 'drone-token',
    aliases: ['droneci-access-token', 'kingfisher.drone.1'],
    title: 'Drone CI token',
    pattern: assigned([String.raw`drone[\w.\- ]{0,24}?(?:token|key|secret)`], '[A-Za-z0-9]{32}'),
    keywords: ['drone'],
    entropy: HEX_ENTROPY,
    severity: 'high',
    reference: 'https://docs.drone.io/quickstart/cli/',
    revoke: 'In the profile of its owner at the server.',
    examples: (sample) => [`DRONE_TOKEN=${sample.alnum(32)}`],
    counterExamples: (sample) => [`DRONE_TOKEN=${sample.alnum(31)}`],
  },
];
