import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'medium',
  confidence: 'high',
  reference: 'https://configcat.com/docs/sdk-reference/overview/',
  revoke: 'https://app.configcat.com/sdkkey',
} as const;

export const configcat: readonly Rule[] = [
  {
    ...shared,
    id: 'configcat-sdk-key',
    title: 'ConfigCat SDK key',
    pattern: '(?<secret>configcat-sdk-[0-9]/[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{22})',
    keywords: ['configcat-sdk-'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.5,
    evidence: 'prefix',
    examples: (sample) => [`configcat-sdk-1/${sample.base64url(22)}/${sample.base64url(22)}`],
    counterExamples: (sample) => [`configcat-sdk-1/${sample.base64url(22)}/${sample.base64url(21)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'configcat-sdk-key-old',
    title: 'ConfigCat SDK key (without prefix)',
    pattern: assigned([String.raw`configcat[\w.\- ]{0,24}?`], '[A-Za-z0-9_-]{22}/[A-Za-z0-9_-]{22}'),
    keywords: ['configcat'],
    entropy: 3.8,
    examples: (sample) => [`CONFIGCAT_SDK_KEY=${sample.base64url(22)}/${sample.base64url(22)}`],
  },
];
