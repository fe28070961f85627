import { crc32Base62 } from './kit/checksum.ts';
import { judgeJwt } from './kit/jwt.ts';
import { payloadOf } from './kit/payload.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

/** The last six characters are the CRC-32 of the 30 before them: github.blog, «Behind GitHub's new authentication token formats». */
function checksum(token: string): 'valid' | 'invalid' {
  return crc32Base62(token.slice(4, -6)) === token.slice(-6) ? 'valid' : 'invalid';
}

function token(sample: Sample, prefix: string): string {
  const body = sample.alnum(30);
  return prefix + body + crc32Base62(body);
}

const shared = {
  severity: 'critical',
  confidence: 'high',
  evidence: 'prefix',
  reference: 'https://github.blog/engineering/behind-githubs-new-authentication-token-formats/',
} as const;

export const github: readonly Rule[] = [
  {
    ...shared,
    id: 'github-pat',
    title: 'GitHub personal access token',
    pattern: '(?<secret>ghp_[0-9A-Za-z]{36})',
    keywords: ['ghp_'],
    validate: checksum,
    revoke: 'https://github.com/settings/tokens',
    examples: (sample) => [token(sample, 'ghp_')],
    counterExamples: (sample) => ['ghp_' + sample.alnum(35), 'x' + token(sample, 'ghp_')],
  },
  {
    ...shared,
    id: 'github-fine-grained-pat',
    title: 'GitHub fine-grained personal access token',
    pattern: '(?<secret>github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59})',
    keywords: ['github_pat_'],
    revoke: 'https://github.com/settings/personal-access-tokens',
    examples: (sample) => [`github_pat_${sample.alnum(22)}_${sample.alnum(59)}`],
  },
  {
    ...shared,
    id: 'github-oauth',
    title: 'GitHub OAuth access token',
    pattern: '(?<secret>gho_[0-9A-Za-z]{36})',
    keywords: ['gho_'],
    validate: checksum,
    revoke: 'https://github.com/settings/applications',
    examples: (sample) => [token(sample, 'gho_')],
  },
  {
    ...shared,
    id: 'github-app-token',
    title: 'GitHub App token (user-to-server or server-to-server)',
    // newer ones of an installation are longer: an id and a JSON Web Token
    pattern: String.raw`(?<secret>gh[us]_(?:(?:[0-9A-Za-z]{1,32}_)?eyJ[A-Za-z0-9_-]{14,}\.eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{16,}|[0-9A-Za-z]{36}))`,
    keywords: ['ghu_', 'ghs_'],
    maxLength: 4096,
    validate: (secret) =>
      secret.includes('.') ? judgeJwt(secret.slice(secret.indexOf('eyJ'))) : checksum(secret),
    revoke: 'It expires within hours; to end it now, revoke it through the API or suspend the installation.',
    examples: (sample) => [
      token(sample, 'ghu_'),
      token(sample, 'ghs_'),
      `ghs_${sample.digits(7)}_${payloadOf({ alg: 'RS256', typ: 'JWT' }, 'base64url')}.${payloadOf({ iss: 'github', exp: 4_102_444_800 }, 'base64url')}.${sample.base64url(342)}`,
    ],
  },
  {
    ...shared,
    id: 'github-refresh-token',
    title: 'GitHub refresh token',
    pattern: '(?<secret>ghr_(?:[0-9A-Za-z]{76}|[0-9A-Za-z]{36}))',
    keywords: ['ghr_'],
    validate: (secret) => (secret.length === 40 ? checksum(secret) : undefined),
    revoke: 'https://github.com/settings/apps/authorizations',
    examples: (sample) => [token(sample, 'ghr_'), 'ghr_' + sample.alnum(76)],
  },
];
