import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const gitter: readonly Rule[] = [
  {
    ...inContext,
    id: 'gitter-access-token',
    title: 'Gitter access token',
    pattern: assigned(credentialOf('gitter'), '[a-z0-9_-]{40}'),
    keywords: ['gitter'],
    entropy: 3.3,
    severity: 'medium',
    reference: 'https://developer.gitter.im/docs/authentication',
    revoke: 'https://developer.gitter.im/apps',
    examples: (sample) => [`GITTER_TOKEN=${sample.hex(40)}`],
    counterExamples: (sample) => [`GITTER_TOKEN=${sample.hex(41)}`],
  },
];
