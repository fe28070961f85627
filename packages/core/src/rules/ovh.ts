import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const ovh: readonly Rule[] = [
  {
    ...inContext,
    id: 'ovh-secret',
    title: 'OVHcloud application secret or consumer key',
    pattern: assigned([String.raw`ovh[\w.\- ]{0,24}?(?:secret|key|token)`], '[A-Za-z0-9]{32}'),
    keywords: ['ovh'],
    entropy: 3.8,
    severity: 'critical',
    reference: 'https://help.ovhcloud.com/csm/en-api-getting-started-ovhcloud-api',
    revoke: 'https://eu.api.ovh.com/console/',
    examples: (sample) => [`OVH_APPLICATION_SECRET=${sample.alnum(32)}`],
    counterExamples: (sample) => [`OVH_APPLICATION_SECRET=${sample.alnum(31)}`],
  },
];
