import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const semaphore: readonly Rule[] = [
  {
    ...inContext,
    id: 'semaphore-api-token',
    aliases: ['kingfisher.semaphore.1'],
    title: 'Semaphore API token',
    pattern: assigned([String.raw`semaphore[\w.\- ]{0,24}?(?:token|key|secret)`], '[A-Za-z0-9_-]{20,40}'),
    keywords: ['semaphore'],
    edges: { before: '', after: 'A-Za-z0-9_+/=.:(-' },
    entropy: 3.6,
    severity: 'high',
    reference: 'https://docs.semaphoreci.com/reference/api-v1alpha/',
    revoke: 'https://me.semaphoreci.com/account',
    examples: (sample) => [`SEMAPHORE_API_TOKEN=${sample.alnum(32)}`],
    counterExamples: (sample) => [`SEMAPHORE_API_TOKEN=${sample.alnum(19)}`],
  },
];
