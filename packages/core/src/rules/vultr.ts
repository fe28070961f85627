import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const vultr: readonly Rule[] = [
  {
    ...inContext,
    id: 'vultr-api-key',
    aliases: ['kingfisher.vultr.1', 'VultrApiKey'],
    title: 'Vultr API key',
    pattern: assigned([String.raw`vultr[\w.\- ]{0,24}?`], '[A-Z0-9]{36}'),
    keywords: ['vultr'],
    entropy: 3.3,
    severity: 'critical',
    reference: 'https://docs.vultr.com/platform/other/api',
    revoke: 'https://my.vultr.com/settings/#settingsapi',
    examples: (sample) => [`VULTR_API_KEY=${sample.upper(36)}`],
    counterExamples: (sample) => [`VULTR_API_KEY=${sample.upper(35)}`],
  },
];
