import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  reference: 'https://segment.com/docs/api/public-api/',
  revoke: 'https://app.segment.com/goto-my-workspace/settings/access-management',
} as const;

export const segment: readonly Rule[] = [
  {
    ...shared,
    id: 'segment-public-api-token',
    title: 'Segment Public API token',
    pattern: '(?<secret>sgp_[A-Za-z0-9]{64})',
    keywords: ['sgp_'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    examples: (sample) => [`sgp_${sample.alnum(64)}`],
    counterExamples: (sample) => [`sgp_${sample.alnum(63)}`, `sgp_${sample.hex(40)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'segment-write-key',
    title: 'Segment write key',
    pattern: assigned(
      [String.raw`segment[_.\-]?(?:io[_.\-]?)?(?:write|api|access|secret)[_.\-]?(?:key|token)`],
      '[A-Za-z0-9]{32}',
    ),
    keywords: ['segment'],
    entropy: ALNUM_ENTROPY,
    severity: 'medium',
    examples: (sample) => [`SEGMENT_WRITE_KEY=${sample.alnum(32)}`],
    counterExamples: (sample) => [`segment_id: "${sample.alnum(32)}"`],
  },
];
