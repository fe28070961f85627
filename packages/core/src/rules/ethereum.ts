import { assigned } from './kit/assigned.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const ethereum: readonly Rule[] = [
  {
    ...inContext,
    id: 'ethereum-private-key',
    title: 'Ethereum private key',
    pattern: assigned(
      [
        String.raw`(?:private|deployer|wallet|signer|eth|owner|relayer|operator)[_.\-]?(?:private[_.\-]?)?(?:key|pk)`,
      ],
      '(?:0x)?[0-9a-f]{64}',
    ),
    keywords: ['private', 'deployer', 'wallet', 'signer', 'eth', 'owner', 'relayer', 'operator'],
    entropy: HEX_ENTROPY,
    severity: 'critical',
    reference: 'https://ethereum.org/en/developers/docs/accounts/',
    revoke: 'Move the funds to an account of a new key.',
    examples: (sample) => [`PRIVATE_KEY=0x${sample.hex(64)}`, `deployerPrivateKey: "${sample.hex(64)}"`],
    counterExamples: (sample) => [
      `transaction: 0x${sample.hex(64)}`,
      `PRIVATE_KEY=0x${sample.hex(63)}`,
      `privateKeyHash: 0x${sample.hex(65)}`,
    ],
  },
];
