import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://docs.honeycomb.io/get-started/configure/environments/manage-api-keys/',
  revoke: 'https://ui.honeycomb.io/account',
} as const;

export const honeycomb: readonly Rule[] = [
  {
    ...shared,
    id: 'honeycomb-api-key',
    title: 'Honeycomb ingest or management key',
    pattern: '(?<secret>hc[abx][im]k_[A-Za-z0-9]{58})',
    keywords: ['hcaik_', 'hcbik_', 'hcxik_', 'hcamk_', 'hcbmk_', 'hcxmk_'],
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [`hcaik_${sample.lower(58)}`, `hcbik_${sample.lower(58)}`],
    counterExamples: (sample) => [`hcaik_${sample.lower(57)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'honeycomb-api-key-old',
    title: 'Honeycomb API key (older form)',
    pattern: assigned(credentialOf('honeycomb', 'hny[_-]?(?:api|write)'), '[0-9a-f]{32}|[A-Za-z0-9]{22}'),
    keywords: ['honeycomb', 'hny'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`HONEYCOMB_API_KEY=${sample.hex(32)}`, `X-Honeycomb-Token: ${sample.alnum(22)}`],
    counterExamples: (sample) => [`honeycomb_dataset=${sample.alnum(22)}`],
  },
];
