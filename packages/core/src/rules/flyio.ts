import type { Rule } from './kit/rule.ts';
import { base64Bytes } from './kit/structure.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  evidence: 'prefix',
  reference: 'https://fly.io/docs/security/tokens/',
  revoke: 'fly tokens revoke',
} as const;

export const flyio: readonly Rule[] = [
  {
    ...shared,
    id: 'flyio-macaroon',
    aliases: ['flyio-access-token', 'FlyIO'],
    title: 'Fly.io access token',
    pattern: '(?<secret>fm(?:1r|1a|2)_[A-Za-z0-9+/_-]{80,}={0,3})',
    keywords: ['fm1r_', 'fm1a_', 'fm2_'],
    edges: { after: 'A-Za-z0-9+/=_-' },
    maxLength: 4096,
    entropy: 3.8,
    // a macaroon in MessagePack starts with an array of four
    validate: (secret) =>
      base64Bytes(secret.slice(secret.indexOf('_') + 1))?.[0] === 0x94 ? 'valid' : 'invalid',
    examples: (sample) => [
      'FlyV1 fm2_' + Buffer.of(0x94, 0x93, 0xc4, ...sample.bytes(300)).toString('base64'),
      'fm1r_' + Buffer.of(0x94, 0x93, 0xc4, ...sample.bytes(200)).toString('base64'),
    ],
    counterExamples: (sample) => ['fm2_' + sample.base64(60)],
  },
  {
    ...shared,
    id: 'flyio-token',
    aliases: ['flyio-access-token'],
    title: 'Fly.io access token (old)',
    pattern: '(?<secret>fo1_[A-Za-z0-9_-]{43})',
    keywords: ['fo1_'],
    edges: { before: 'A-Za-z0-9_-', after: 'A-Za-z0-9_-' },
    entropy: 3.5,
    examples: (sample) => ['fo1_' + sample.base64url(43)],
    counterExamples: (sample) => ['fo1_' + sample.base64url(42), 'fo1_' + sample.base64url(44)],
  },
  {
    ...shared,
    id: 'flyio-macaroon-old',
    title: 'Fly.io access token after its scheme',
    pattern: 'FlyV1 (?<secret>[A-Za-z0-9+/=_-]{1,1000}(?:,[A-Za-z0-9+/=_-]{1,1000}){1,20})',
    keywords: ['flyv1 '],
    edges: { after: 'A-Za-z0-9+/=_,-' },
    maxLength: 8192,
    entropy: 4.5,
    examples: (sample) => [`FlyV1 ${sample.base64(60)},${sample.base64(200)}`],
    counterExamples: (sample) => [`FlyV1 ${sample.base64(20)}`],
  },
];
