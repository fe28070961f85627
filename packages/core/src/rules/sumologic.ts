import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  reference: 'https://help.sumologic.com/docs/manage/security/access-keys/',
  revoke: 'https://service.sumologic.com/ui/#/preferences',
} as const;

/** `SUMO_ACCESS_ID`, `sumoAccessKey`, `sumo.accessid`. */
const NAMES = [String.raw`sumo[\w.\- ]{0,24}?(?:access|api|key|token|secret|auth|id)`];

export const sumologic: readonly Rule[] = [
  {
    ...shared,
    ...inContext,
    id: 'sumologic-access-id',
    title: 'Sumo Logic access ID',
    pattern: assigned(NAMES, 'su[A-Za-z0-9]{12}'),
    keywords: ['sumo'],
    entropy: 3,
    severity: 'low',
    examples: (sample) => [
      `SUMOLOGIC_ACCESSID_KEY=su${sample.alnum(12)}`,
      `SUMO_ACCESS_ID=su${sample.alnum(12)}`,
    ],
    counterExamples: (sample) => [`SUMOLOGIC_ACCESS_KEY=su${sample.alnum(13)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'sumologic-access-token',
    title: 'Sumo Logic access key',
    pattern: assigned(NAMES, '[A-Za-z0-9]{64}'),
    keywords: ['sumo'],
    entropy: ALNUM_ENTROPY,
    severity: 'high',
    examples: (sample) => [
      `SUMOLOGIC_ACCESSKEY=${sample.alnum(64)}`,
      `sumo_access_key: "${sample.alnum(64)}"`,
      `sumoAccessKey = '${sample.alnum(64)}'`,
    ],
    counterExamples: (sample) => [`SUMOLOGIC_ACCESSKEY=${sample.alnum(63)}`],
  },
];
