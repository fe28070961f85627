import { base64Text } from './kit/structure.ts';
import { judgeJwt } from './kit/jwt.ts';
import { payloadOf } from './kit/payload.ts';
import type { Rule } from './kit/rule.ts';

export const jwt: readonly Rule[] = [
  {
    id: 'jwt',
    title: 'JSON Web Token',
    pattern: String.raw`(?<secret>eyJ[A-Za-z0-9_-]{14,}\.(?:ey[IJ]|ewo)[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{16,})`,
    keywords: ['eyj'],
    edges: { after: 'A-Za-z0-9_-' },
    maxLength: 16_384,
    validate: judgeJwt,
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://www.rfc-editor.org/rfc/rfc7519',
    revoke: 'End the session or rotate the key that signs; a token cannot be taken back before it expires.',
    examples: (sample) => [
      [
        payloadOf({ alg: 'HS256', typ: 'JWT' }, 'base64url'),
        payloadOf({ sub: sample.digits(10), exp: 4_102_444_800 }, 'base64url'),
        sample.base64url(43),
      ].join('.'),
      [
        payloadOf({ kid: sample.hex(8), alg: 'RS256' }, 'base64url'),
        Buffer.from('{\n  "sub": "somebody"\n}').toString('base64url'),
        sample.base64url(342),
      ].join('.'),
      [
        payloadOf({ alg: 'ES256', typ: 'JWT' }, 'base64url'),
        payloadOf({ '1password.com/auuid': sample.base32(26) }, 'base64url'),
        sample.base64url(86),
      ].join('.'),
    ],
    counterExamples: (sample) => [
      payloadOf({ alg: 'HS256', typ: 'JWT' }, 'base64url') + '.' + payloadOf({ sub: 1 }, 'base64url') + '.',
      payloadOf({ version: 3, sources: [sample.hex(8)] }),
    ],
  },
  {
    id: 'jwt-base64',
    title: 'JSON Web Token in base64 once more',
    pattern: '(?<secret>ZXlK[A-Za-z0-9+/_-]{60,}={0,2})',
    keywords: ['zxlk'],
    edges: { before: 'A-Za-z0-9+/_-', after: 'A-Za-z0-9+/=_-' },
    maxLength: 16_384,
    validate: (secret) => {
      const token = base64Text(secret)?.trim();
      return token && /^eyJ[\w-]+[.]eyJ[\w-]+[.][\w-]+$/.test(token) ? judgeJwt(token) : 'invalid';
    },
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://www.rfc-editor.org/rfc/rfc7519',
    revoke: 'End the session or rotate the key that signs; a token cannot be taken back before it expires.',
    examples: (sample) => [
      Buffer.from(
        [
          payloadOf({ alg: 'HS256', typ: 'JWT' }, 'base64url'),
          payloadOf({ sub: sample.digits(10), exp: 4_102_444_800 }, 'base64url'),
          sample.base64url(43),
        ].join('.'),
      ).toString('base64'),
    ],
    counterExamples: () => [payloadOf({ a: 'eyJ'.repeat(40) })],
  },
];
