import type { Rule } from './kit/rule.ts';

export const jwk: readonly Rule[] = [
  {
    id: 'jwk-private-key',
    title: 'Private JSON Web Key',
    pattern: String.raw`"d"\s{0,8}:\s{0,8}"(?<secret>[A-Za-z0-9_-]{40,1000})"`,
    keywords: ['"d"'],
    near: { words: ['"kty"'], within: 2000 },
    edges: { before: '', after: '' },
    entropy: 4,
    evidence: 'structure',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://www.rfc-editor.org/rfc/rfc7517',
    revoke: 'Make a new key, publish its public part, and take the old one out of the key set.',
    examples: (sample) => [
      `{"kty":"EC","crv":"P-256","x":"${sample.base64url(43)}","y":"${sample.base64url(43)}","d":"${sample.base64url(43)}"}`,
      `{"kty": "OKP", "d": "${sample.base64url(43)}", "crv": "Ed25519"}`,
    ],
    counterExamples: (sample) => [
      `{"kty":"EC","x":"${sample.base64url(43)}","y":"${sample.base64url(43)}"}`,
      `{"kty":"EC","d":"short"}`,
    ],
  },
  {
    id: 'jwk-symmetric-key',
    title: 'Symmetric JSON Web Key',
    pattern: String.raw`"k"\s{0,8}:\s{0,8}"(?<secret>[A-Za-z0-9_-]{16,1000})"`,
    keywords: ['"k"'],
    near: { words: ['"oct"'], within: 500 },
    edges: { before: '', after: '' },
    entropy: 3.3,
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://www.rfc-editor.org/rfc/rfc7518#section-6.4',
    revoke: 'Make a new key, give it to everybody who shares it, and take the old one out of the key set.',
    examples: (sample) => [`{"kty":"oct","alg":"HS256","k":"${sample.base64url(43)}"}`],
    counterExamples: (sample) => [`{"kty":"oct","k":"${sample.base64url(15)}"}`],
  },
];
