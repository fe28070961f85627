import { assigned } from './kit/assigned.ts';
import { beside } from './kit/beside.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference: 'https://community.exoscale.com/product/iam/',
  revoke: 'https://portal.exoscale.com/iam/api-keys',
} as const;

const SECRET = '[A-Za-z0-9_-]{40,43}';

export const exoscale: readonly Rule[] = [
  {
    ...shared,
    id: 'exoscale-api-key',
    title: 'Exoscale API key',
    pattern: '(?<secret>EXO[0-9a-f]{24})',
    keywords: ['exo'],
    entropy: 2.6,
    evidence: 'prefix',
    severity: 'medium',
    examples: (sample) => ['EXO' + sample.hex(24)],
    counterExamples: (sample) => ['EXO' + sample.hex(23), 'EXO' + sample.hex(25)],
  },
  {
    ...shared,
    id: 'exoscale-secret-beside-key',
    title: 'Exoscale API secret next to its key',
    pattern: beside('EXO[0-9a-f]{24}', SECRET),
    keywords: ['exo'],
    edges: { after: 'A-Za-z0-9_+/=-' },
    entropy: 4.1,
    evidence: 'context',
    examples: (sample) => [`key = EXO${'a'.repeat(24)}\nsecret = ${sample.base64url(43)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'exoscale-api-secret',
    title: 'Exoscale API secret',
    pattern: assigned(credentialOf('exoscale'), SECRET),
    keywords: ['exoscale'],
    entropy: 4.1,
    examples: (sample) => [`EXOSCALE_API_SECRET=${sample.base64url(43)}`],
    counterExamples: (sample) => [`EXOSCALE_API_SECRET=${sample.base64url(39)}`],
  },
];
