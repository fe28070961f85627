import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const hetzner: readonly Rule[] = [
  {
    ...inContext,
    id: 'hetzner-cloud-token',
    title: 'Hetzner Cloud API token',
    pattern: assigned(credentialOf('hcloud', 'hetzner'), '[A-Za-z0-9]{64}'),
    keywords: ['hcloud', 'hetzner'],
    entropy: 3.5,
    severity: 'critical',
    reference: 'https://docs.hetzner.com/cloud/api/getting-started/generating-api-token/',
    revoke: 'https://console.hetzner.cloud/',
    examples: (sample) => [`HCLOUD_TOKEN=${sample.alnum(64)}`],
    counterExamples: (sample) => [`HCLOUD_TOKEN=${sample.alnum(63)}`],
  },
];
