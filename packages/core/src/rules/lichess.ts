import type { Rule } from './kit/rule.ts';

export const lichess: readonly Rule[] = [
  {
    id: 'lichess-token',
    title: 'Lichess access token',
    pattern: '(?<secret>li[po]_[A-Za-z0-9]{20,32})',
    keywords: ['lip_', 'lio_'],
    edges: { after: 'A-Za-z0-9_' },
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'medium',
    confidence: 'high',
    reference: 'https://lichess.org/api#section/Introduction/Authentication',
    revoke: 'https://lichess.org/account/oauth/token',
    examples: (sample) => [`lip_${sample.alnum(20)}`, `lio_${sample.alnum(32)}`],
    counterExamples: (sample) => [`lip_${sample.alnum(19)}`],
  },
];
