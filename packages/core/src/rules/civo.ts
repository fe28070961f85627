import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const civo: readonly Rule[] = [
  {
    ...inContext,
    id: 'civo-api-key',
    title: 'Civo API key',
    pattern: assigned(credentialOf('civo'), '[A-Za-z0-9]{50}'),
    keywords: ['civo'],
    entropy: 3.8,
    severity: 'critical',
    reference: 'https://www.civo.com/docs/account/api-keys',
    revoke: 'https://dashboard.civo.com/security',
    examples: (sample) => [`CIVO_API_KEY=${sample.alnum(50)}`],
    counterExamples: (sample) => [`CIVO_API_KEY=${sample.alnum(49)}`],
  },
];
