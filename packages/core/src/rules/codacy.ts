import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const codacy: readonly Rule[] = [
  {
    ...inContext,
    id: 'codacy-api-token',
    aliases: ['kingfisher.codacy.1', 'Codacy'],
    title: 'Codacy API token',
    pattern: assigned(
      [String.raw`codacy[\w.\- ]{0,24}?(?:token|key|secret)`],
      '(?:[A-Za-z0-9]{20}|[0-9a-f]{32})',
    ),
    keywords: ['codacy'],
    edges: { before: '', after: 'A-Za-z0-9_+/=.:(-' },
    entropy: 3,
    severity: 'medium',
    reference: 'https://docs.codacy.com/codacy-api/api-tokens/',
    revoke: 'https://app.codacy.com/account/access-management',
    examples: (sample) => [`CODACY_API_TOKEN=${sample.alnum(20)}`],
    counterExamples: (sample) => [`CODACY_API_TOKEN=${sample.alnum(21)}`],
  },
];
