import { assigned } from './kit/assigned.ts';
import { beside } from './kit/beside.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference: 'https://www.scaleway.com/en/docs/iam/how-to/create-api-keys/',
  revoke: 'https://console.scaleway.com/iam/api-keys',
} as const;

export const scaleway: readonly Rule[] = [
  {
    ...shared,
    id: 'scaleway-access-key',
    title: 'Scaleway access key',
    pattern: '(?<secret>SCW[A-Z0-9]{17})',
    keywords: ['scw'],
    entropy: 3,
    evidence: 'prefix',
    severity: 'medium',
    examples: (sample) => ['SCW' + sample.upper(17)],
    counterExamples: (sample) => ['SCW' + sample.upper(16), 'SCW_' + sample.upper(17)],
  },
  {
    ...shared,
    id: 'scaleway-secret-beside-access-key',
    title: 'Scaleway secret key next to its access key',
    pattern: beside('SCW[A-Z0-9]{17}', UUID),
    keywords: ['scw'],
    entropy: 2.8,
    evidence: 'context',
    examples: (sample) => [`access_key: SCW${'X'.repeat(17)}\nsecret_key: ${sample.uuid()}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'scaleway-secret-key',
    title: 'Scaleway secret key',
    pattern: assigned([String.raw`sc(?:w|aleway)[\w.\- ]{0,24}?(?:secret|token)`], UUID),
    keywords: ['scw', 'scaleway'],
    entropy: 2.8,
    examples: (sample) => [`SCW_SECRET_KEY=${sample.uuid()}`],
    counterExamples: (sample) => [`SCW_DEFAULT_PROJECT_ID=${sample.uuid()}`],
  },
];
