import { base32WithCrc16, hasCrc16 } from './kit/crc16.ts';
import { namedBy } from './kit/namedby.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

const seed = (sample: Sample): string => base32WithCrc16(Uint8Array.of(18 << 3, ...sample.bytes(32)));

export const stellar: readonly Rule[] = [
  {
    id: 'stellar-secret-seed',
    title: 'Stellar secret seed',
    pattern: namedBy(['stellar', 'secret', 'seed', 'private', 'issuer', 'keypair'], 'S[A-D][A-Z2-7]{54}'),
    keywords: ['stellar', 'secret', 'seed', 'private', 'issuer', 'keypair'],
    edges: { before: '' },
    validate: (secret) => (hasCrc16(secret) ? 'valid' : 'invalid'),
    evidence: 'structure',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://github.com/stellar/stellar-protocol/blob/master/ecosystem/sep-0023.md',
    revoke: 'Move what the account holds to a new account, or add a new signer and remove this one.',
    examples: (sample) => [`STELLAR_SECRET_KEY=${seed(sample)}`, `Keypair.fromSecret('${seed(sample)}')`],
    counterExamples: (sample) => [
      `STELLAR_PUBLIC_KEY=G${sample.base32(55)}`,
      `secret: S${sample.base32(54)}`,
    ],
  },
];
