import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'medium',
  reference: 'https://www.alchemy.com/docs/how-to-create-access-keys',
  revoke: 'https://dashboard.alchemy.com/apps',
} as const;

export const alchemy: readonly Rule[] = [
  {
    ...shared,
    ...inContext,
    id: 'alchemy-api-key',
    title: 'Alchemy API key',
    pattern: assigned(credentialOf('alchemy'), '(?:alch_)?[A-Za-z0-9_-]{32}'),
    keywords: ['alchemy'],
    entropy: ALNUM_ENTROPY,
    examples: (sample) => [
      `ALCHEMY_API_KEY=${sample.base64url(32)}`,
      `ALCHEMY_API_KEY="alch_${sample.alnum(32)}"`,
    ],
    counterExamples: (sample) => [
      `ALCHEMY_API_KEY=${sample.alnum(31)}`,
      `sqlalchemy.version: ${sample.hex(32)}`,
    ],
  },
  {
    ...shared,
    id: 'alchemy-url-key',
    title: 'Alchemy API key in a URL',
    pattern: String.raw`alchemy\.com/(?:v2|v3|nft/v[23])/(?<secret>[A-Za-z0-9_-]{32})`,
    keywords: ['alchemy.com/'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'structure',
    confidence: 'high',
    examples: (sample) => [`https://eth-mainnet.g.alchemy.com/v2/${sample.base64url(32)}`],
    counterExamples: () => ['https://eth-mainnet.g.alchemy.com/v2/${process.env.ALCHEMY_API_KEY}'],
  },
];
