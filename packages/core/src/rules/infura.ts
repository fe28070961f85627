import { assigned } from './kit/assigned.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'medium',
  reference: 'https://docs.metamask.io/developer-tools/dashboard/how-to/secure-an-api/api-key/',
  revoke: 'https://developer.metamask.io/',
} as const;

export const infura: readonly Rule[] = [
  {
    ...shared,
    id: 'infura-url-key',
    title: 'Infura API key in a URL',
    pattern: String.raw`infura\.io/(?:ws/)?v3/(?<secret>[0-9a-f]{32})`,
    keywords: ['infura.io/'],
    evidence: 'structure',
    confidence: 'high',
    examples: (sample) => [
      `https://mainnet.infura.io/v3/${sample.hex(32)}`,
      `wss://mainnet.infura.io/ws/v3/${sample.hex(32)}`,
    ],
    counterExamples: () => ['https://mainnet.infura.io/v3/${INFURA_KEY}'],
  },
  {
    ...shared,
    ...inContext,
    id: 'infura-api-key',
    title: 'Infura API key or secret',
    pattern: assigned([String.raw`infura[\w.\-]{0,24}(?:key|secret|token|id)`], '[0-9a-f]{32}'),
    keywords: ['infura'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`INFURA_API_KEY=${sample.hex(32)}`, `infuraProjectId: "${sample.hex(32)}"`],
    counterExamples: (sample) => [`infura: ${sample.hex(32)}`],
  },
];
