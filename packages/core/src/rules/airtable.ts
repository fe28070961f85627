import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://airtable.com/developers/web/guides/personal-access-tokens',
  revoke: 'https://airtable.com/create/tokens',
} as const;

export const airtable: readonly Rule[] = [
  {
    ...shared,
    id: 'airtable-personal-access-token',
    aliases: ['airtable-personnal-access-token'],
    title: 'Airtable personal access token',
    pattern: String.raw`(?<secret>pat[A-Za-z0-9]{14}\.[0-9a-f]{64})`,
    keywords: ['pat'],
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [`pat${sample.alnum(14)}.${sample.hex(64)}`],
    counterExamples: (sample) => [
      `pat${sample.alnum(14)}.${sample.hex(63)}`,
      `pat${sample.alnum(13)}.${sample.hex(64)}`,
    ],
  },
  {
    ...shared,
    ...inContext,
    id: 'airtable-api-key',
    title: 'Airtable API key (older form)',
    pattern: assigned(credentialOf('airtable'), 'key[A-Za-z0-9]{14}'),
    keywords: ['airtable'],
    entropy: 3.2,
    examples: (sample) => [`AIRTABLE_API_KEY=key${sample.alnum(14)}`],
    counterExamples: (sample) => [`AIRTABLE_API_KEY=key${sample.alnum(15)}`],
  },
];
