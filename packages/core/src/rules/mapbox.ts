import { judgePayload, payloadOf } from './kit/payload.ts';
import type { Rule } from './kit/rule.ts';

export const mapbox: readonly Rule[] = [
  {
    id: 'mapbox-secret-token',
    title: 'Mapbox secret access token',
    pattern: String.raw`(?<secret>sk\.eyJ1Ijoi[A-Za-z0-9_-]{20,200}\.[A-Za-z0-9_-]{22})`,
    keywords: ['sk.eyj1ijoi'],
    edges: { after: 'A-Za-z0-9_-' },
    validate: (secret) => judgePayload(secret.split('.')[1]!, ['u', 'a']),
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.mapbox.com/api/overview/#access-tokens-and-token-scopes',
    revoke: 'https://account.mapbox.com/access-tokens/',
    examples: (sample) => [
      `sk.${payloadOf({ u: 'somebody', a: `cl${sample.lower(23)}` }, 'base64url')}.${sample.base64url(22)}`,
    ],
    counterExamples: (sample) => [
      `pk.${payloadOf({ u: 'somebody', a: `cl${sample.lower(23)}` }, 'base64url')}.${sample.base64url(22)}`,
    ],
  },
];
