import { assigned } from './kit/assigned.ts';
import { crc32Hex } from './kit/checksum.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  evidence: 'prefix',
  reference: 'https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/',
  revoke: 'https://bitbucket.org/account/settings/',
} as const;

/**
 * The last eight hex digits are a checksum, as in Atlassian's API tokens; over which part is not published, so that a
 * mismatch says nothing.
 */
function judge(token: string): 'valid' | undefined {
  const sum = token.slice(-8).toLowerCase();
  return [token.slice(0, -8), token.slice(4, -8)].some((head) => crc32Hex(head) === sum)
    ? 'valid'
    : undefined;
}

export const bitbucket: readonly Rule[] = [
  {
    ...shared,
    id: 'bitbucket-app-password',
    title: 'Bitbucket Cloud app password',
    pattern: '(?<secret>ATBB[A-Za-z0-9]{32})',
    keywords: ['atbb'],
    entropy: 3.5,
    validate: judge,
    reference: 'https://support.atlassian.com/bitbucket-cloud/docs/app-passwords/',
    revoke: 'https://bitbucket.org/account/settings/app-passwords/',
    examples: (sample) => ['ATBB' + sample.alnum(32)],
    counterExamples: (sample) => ['ATBB' + sample.alnum(31), 'ATBB' + sample.alnum(33)],
  },
  {
    ...shared,
    id: 'bitbucket-access-token',
    title: 'Bitbucket repository, project or workspace access token',
    pattern: '(?<secret>ATCTT3[A-Za-z0-9_=-]{120,250})',
    keywords: ['atctt3'],
    edges: { after: 'A-Za-z0-9_=-' },
    entropy: 3.8,
    validate: judge,
    examples: (sample) => [`ATCTT3xFfGN0${sample.base64url(171)}=${sample.of('0123456789ABCDEF', 8)}`],
  },
  {
    ...shared,
    id: 'bitbucket-data-center-token',
    title: 'Bitbucket Data Center HTTP access token',
    pattern: '(?<secret>BBDC-[A-Za-z0-9+/]{44})',
    keywords: ['bbdc-'],
    edges: { after: 'A-Za-z0-9+/=' },
    entropy: 3.5,
    reference: 'https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html',
    revoke: 'In the profile of its owner, «HTTP access tokens».',
    examples: (sample) => ['BBDC-' + sample.base64(44)],
    counterExamples: (sample) => ['BBDC-' + sample.base64(40)],
  },
  {
    ...shared,
    id: 'bitbucket-client-secret',
    title: 'Bitbucket OAuth consumer secret',
    pattern: assigned(
      [String.raw`bitbucket[\w.\- ]{0,24}?(?:secret|token|passw|key)`],
      '(?:[A-Za-z0-9_=-]{64}|[A-Za-z0-9]{32})',
    ),
    ignoreCase: true,
    keywords: ['bitbucket'],
    edges: { before: '', after: 'A-Za-z0-9_.(/=-' },
    entropy: 3.6,
    evidence: 'context',
    confidence: 'medium',
    reference: 'https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/',
    examples: (sample) => [`BITBUCKET_CLIENT_SECRET=${sample.alnum(32)}`],
  },
];
