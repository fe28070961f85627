import { crc32Base62 } from './kit/checksum.ts';
import type { Rule } from './kit/rule.ts';
import { base64Text } from './kit/structure.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference: 'https://docs.npmjs.com/about-access-tokens',
  revoke: 'https://www.npmjs.com/settings/~/tokens',
} as const;

export const npm: readonly Rule[] = [
  {
    ...shared,
    id: 'npm-token',
    aliases: ['npm-access-token', 'NpmToken', 'NpmTokenV2'],
    title: 'npm access token',
    pattern: '(?<secret>npm_[0-9A-Za-z]{36})',
    keywords: ['npm_'],
    // the construction of GitHub's tokens: the CRC-32 of thirty characters in base62 is the last six
    validate: (secret) => (crc32Base62(secret.slice(4, -6)) === secret.slice(-6) ? 'valid' : 'invalid'),
    evidence: 'prefix',
    examples: (sample) => {
      const body = sample.alnum(30);
      return [`npm_${body}${crc32Base62(body)}`];
    },
    counterExamples: (sample) => ['npm_' + sample.alnum(35), 'npm_' + sample.alnum(37)],
  },
  {
    ...shared,
    id: 'npm-auth-token',
    title: 'Token of a package registry in .npmrc',
    pattern: String.raw`:_authToken\s{0,4}=\s{0,4}["']?(?<secret>[A-Za-z0-9+/.=-]{20,1000})`,
    keywords: [':_authtoken'],
    edges: { before: '', after: 'A-Za-z0-9_' },
    entropy: 3,
    evidence: 'context',
    reference: 'https://docs.npmjs.com/cli/configuring-npm/npmrc',
    examples: (sample) => [
      `//registry.example.org/:_authToken=${sample.uuid()}`,
      `//r/:_authToken = NpmToken.${sample.uuid()}`,
    ],
    counterExamples: () => ['//registry.npmjs.org/:_authToken=${NPM_TOKEN}'],
  },
  {
    ...shared,
    id: 'npm-auth',
    title: 'User and password of a package registry in .npmrc',
    pattern: String.raw`_auth\s{0,4}=\s{0,4}["']?(?<secret>[A-Za-z0-9+/]{12,500}={0,2})`,
    keywords: ['_auth'],
    edges: { before: '', after: 'A-Za-z0-9+/=_.(-' },
    entropy: 3,
    validate: (secret) =>
      /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(base64Text(secret) ?? '') ? 'valid' : 'invalid',
    evidence: 'structure',
    confidence: 'medium',
    reference: 'https://docs.npmjs.com/cli/configuring-npm/npmrc',
    revoke: 'Change the password at the registry.',
    examples: (sample) => [`_auth=${Buffer.from(`deploy:${sample.alnum(20)}`).toString('base64')}`],
  },
];
