import { assigned } from './kit/assigned.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import { namedBy } from './kit/namedby.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://developers.asana.com/docs/authentication',
  revoke: 'https://app.asana.com/0/my-apps',
} as const;

export const asana: readonly Rule[] = [
  {
    ...shared,
    id: 'asana-personal-access-token',
    title: 'Asana personal access token',
    pattern: namedBy(['asana', 'token', 'bearer'], '[12]/(?:[0-9]{12,19}/)?[0-9]{12,19}:[0-9a-f]{32}'),
    keywords: ['asana', 'token', 'bearer'],
    edges: { before: '' },
    evidence: 'structure',
    confidence: 'high',
    examples: (sample) => [
      `ASANA_ACCESS_TOKEN=2/${sample.digits(16)}/${sample.digits(16)}:${sample.hex(32)}`,
      `Authorization: Bearer 1/${sample.digits(16)}:${sample.hex(32)}`,
    ],
    counterExamples: (sample) => [`token: 1/${sample.digits(4)}/${sample.hex(32)}`],
  },
  {
    ...shared,
    id: 'asana-personal-access-token-alone',
    title: 'Asana personal access token, by its IDs of today',
    pattern: '(?<secret>[12]/12[0-9]{14}(?:/12[0-9]{14})?:[0-9a-f]{32})',
    keywords: ['1/12', '2/12'],
    edges: { before: '0-9A-Za-z/', after: 'A-Za-z0-9' },
    evidence: 'structure',
    confidence: 'high',
    examples: (sample) => [
      `2/12${sample.digits(14)}/12${sample.digits(14)}:${sample.hex(32)}`,
      `1/12${sample.digits(14)}:${sample.hex(32)}`,
    ],
    counterExamples: (sample) => [`1/12${sample.digits(13)}:${sample.hex(32)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'asana-client-secret',
    title: 'Asana OAuth client secret',
    pattern: assigned([String.raw`asana[\w.\-]{0,24}secret`], '[0-9a-f]{32}'),
    keywords: ['asana'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`ASANA_CLIENT_SECRET=${sample.hex(32)}`],
    counterExamples: (sample) => [`ASANA_CLIENT_ID=${sample.digits(16)}`],
  },
];
