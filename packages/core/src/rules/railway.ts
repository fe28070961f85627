import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

export const railway: readonly Rule[] = [
  {
    ...inContext,
    id: 'railway-token',
    aliases: ['RailwayApp'],
    title: 'Railway API token',
    pattern: assigned([String.raw`railway[\w.\- ]{0,24}?(?:token|key|secret|auth)`], UUID),
    keywords: ['railway'],
    entropy: 2.8,
    severity: 'high',
    reference: 'https://docs.railway.com/reference/public-api',
    revoke: 'https://railway.com/account/tokens',
    examples: (sample) => [`RAILWAY_TOKEN=${sample.uuid()}`],
    counterExamples: (sample) => [`RAILWAY_PROJECT_ID=${sample.uuid()}`],
  },
];
