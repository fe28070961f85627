import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://docs.together.ai/docs/quickstart',
  revoke: 'https://api.together.ai/settings/api-keys',
} as const;

export const togetherai: readonly Rule[] = [
  {
    ...shared,
    id: 'togetherai-api-key',
    title: 'Together AI API key',
    pattern: '(?<secret>tgp_v1_[A-Za-z0-9_-]{43})',
    keywords: ['tgp_v1_'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => ['tgp_v1_' + sample.base64url(43)],
    counterExamples: (sample) => ['tgp_v1_' + sample.alnum(42), 'tgp_v1_' + sample.alnum(44)],
  },
  {
    ...shared,
    ...inContext,
    id: 'togetherai-api-key-old',
    title: 'Together AI API key (older form)',
    pattern: assigned(credentialOf('together'), '[0-9a-f]{64}'),
    keywords: ['together'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`TOGETHER_API_KEY=${sample.hex(64)}`],
    counterExamples: (sample) => [`together: "${sample.hex(64)}"`],
  },
];
