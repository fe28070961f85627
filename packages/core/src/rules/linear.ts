import { assigned } from './kit/assigned.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://linear.app/developers/graphql',
  revoke: 'https://linear.app/settings/account/security',
} as const;

export const linear: readonly Rule[] = [
  {
    ...shared,
    id: 'linear-api-key',
    title: 'Linear API key',
    pattern: '(?<secret>lin_api_[A-Za-z0-9]{40})',
    keywords: ['lin_api_'],
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [`lin_api_${sample.alnum(40)}`],
    counterExamples: (sample) => [`lin_api_${sample.alnum(39)}`, `lin_api_${sample.alnum(41)}`],
  },
  {
    ...shared,
    id: 'linear-oauth-token',
    title: 'Linear OAuth token',
    pattern: '(?<secret>lin_oauth_[0-9a-f]{64})',
    keywords: ['lin_oauth_'],
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [`lin_oauth_${sample.hex(64)}`],
    counterExamples: (sample) => [`lin_oauth_${sample.hex(63)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'linear-client-secret',
    title: 'Linear OAuth client secret or webhook secret',
    pattern: assigned(
      [
        String.raw`linear[_.\-]?(?:oauth|client|app|webhook)[\w.\-]{0,16}secret`,
        String.raw`linear[_.\-]?secret`,
      ],
      '[0-9a-f]{32}',
    ),
    keywords: ['linear'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`LINEAR_CLIENT_SECRET=${sample.hex(32)}`],
    counterExamples: (sample) => [`linear_gradient: "${sample.hex(32)}"`],
  },
];
