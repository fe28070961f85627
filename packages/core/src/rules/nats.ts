import { base32WithCrc16, hasCrc16 } from './kit/crc16.ts';
import type { Rule } from './kit/rule.ts';

/** The two bytes that a seed of each kind starts with: user, account, operator, server, cluster, curve. */
const KINDS = [0x9500, 0x9000, 0x9380, 0x9340, 0x9080, 0x95c0];

export const nats: readonly Rule[] = [
  {
    id: 'nats-seed',
    title: 'NATS NKEY seed',
    pattern: '(?<secret>(?:SUA|SAA|SOA|SNA|SCA|SXA)[A-Z2-7]{55})',
    keywords: ['sua', 'saa', 'soa', 'sna', 'sca', 'sxa'],
    validate: (secret) => (hasCrc16(secret) ? 'valid' : 'invalid'),
    evidence: 'structure',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth',
    revoke: 'Make a new NKEY and replace the public key in the server or account configuration.',
    examples: (sample) =>
      KINDS.map((kind) => base32WithCrc16(Uint8Array.of(kind >> 8, kind & 0xff, ...sample.bytes(32)))),
    counterExamples: (sample) => ['SUA' + sample.base32(54), 'SUA' + sample.base32(56)],
  },
];
