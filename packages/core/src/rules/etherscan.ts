import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const etherscan: readonly Rule[] = [
  {
    ...inContext,
    id: 'etherscan-api-key',
    title: 'Etherscan API key (and its siblings on other chains)',
    pattern: assigned(
      credentialOf('etherscan', 'bscscan', 'polygonscan', 'arbiscan', 'basescan', 'snowtrace'),
      '[A-Z0-9]{34}',
    ),
    keywords: ['etherscan', 'bscscan', 'polygonscan', 'arbiscan', 'basescan', 'snowtrace'],
    entropy: ALNUM_ENTROPY,
    severity: 'low',
    reference: 'https://docs.etherscan.io/getting-an-api-key',
    revoke: 'https://etherscan.io/myapikey',
    examples: (sample) => [
      `ETHERSCAN_API_KEY=${sample.upper(34)}`,
      `polygonscanApiKey: "${sample.upper(34)}"`,
    ],
    counterExamples: (sample) => [
      `ETHERSCAN_API_KEY=${sample.upper(33)}`,
      `ETHERSCAN_API_KEY=${sample.upper(35)}`,
    ],
  },
];
