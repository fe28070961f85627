import type { Rule } from './kit/rule.ts';

/** X25519 keys are clamped (RFC 7748); a key that is not may still be one. */
function judge(key: string): 'valid' | undefined {
  const bytes = Buffer.from(key, 'base64');
  return bytes.length === 32 && (bytes[0]! & 7) === 0 && bytes[31]! >> 6 === 1 ? 'valid' : undefined;
}

export const wireguard: readonly Rule[] = [
  {
    id: 'wireguard-private-key',
    title: 'WireGuard private or preshared key',
    pattern: String.raw`(?:PrivateKey|PresharedKey)["']?[ \t]{0,8}[=:][ \t]{0,8}["']?(?<secret>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)`,
    keywords: ['privatekey', 'presharedkey'],
    ignoreCase: false,
    edges: { after: 'A-Za-z0-9+/=' },
    entropy: 3.5,
    validate: judge,
    evidence: 'structure',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://man7.org/linux/man-pages/man8/wg.8.html',
    revoke: 'Make a new key pair with wg genkey and replace the public key on every peer.',
    examples: (sample) => [
      `[Interface]\nPrivateKey = ${Buffer.from(sample.bytes(32)).toString('base64')}\n`,
      `PresharedKey=${Buffer.from(sample.bytes(32)).toString('base64')}`,
    ],
    counterExamples: (sample) => [
      `PublicKey = ${Buffer.from(sample.bytes(32)).toString('base64')}`,
      `PrivateKey = ${Buffer.from(sample.bytes(48)).toString('base64')}`,
      'PrivateKey = <your private key>',
    ],
  },
];
