import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

export const codecov: readonly Rule[] = [
  {
    ...inContext,
    id: 'codecov-token',
    aliases: ['codecov-access-token', 'kingfisher.codecov.1'],
    title: 'Codecov upload token',
    pattern: assigned(
      [String.raw`codecov[\w.\- ]{0,24}?(?:token|key|secret)`],
      `(?:${UUID}|[A-Za-z0-9]{32})`,
    ),
    keywords: ['codecov'],
    entropy: 2.8,
    severity: 'medium',
    reference: 'https://docs.codecov.com/docs/codecov-tokens',
    revoke: 'https://app.codecov.io/',
    examples: (sample) => [`CODECOV_TOKEN=${sample.uuid()}`, `codecov_token: ${sample.lower(32)}`],
    counterExamples: (sample) => [`CODECOV_TOKEN=${sample.lower(31)}`],
  },
];
