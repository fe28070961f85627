import { assigned } from './kit/assigned.ts';
import { crc32Hex } from './kit/checksum.ts';
import { credentialOf } from './kit/credential.ts';
import type { Rule } from './kit/rule.ts';
import { base64Text } from './kit/structure.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference:
    'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
  revoke: 'https://id.atlassian.com/manage-profile/security/api-tokens',
} as const;

/** After the «=» stands the CRC-32 of everything before. */
function checksum(token: string): 'valid' | 'invalid' | undefined {
  if (!/=[0-9A-F]{8}$/.test(token)) return undefined;
  return crc32Hex(token.slice(0, -8)).toUpperCase() === token.slice(-8) ? 'valid' : 'invalid';
}

function isNumbered(token: string): boolean {
  return /^[0-9]{6,20}:/.test(base64Text(token) ?? '');
}

export const atlassian: readonly Rule[] = [
  {
    ...shared,
    id: 'atlassian-api-token',
    aliases: ['JiraToken', 'Atlassian'],
    title: 'Atlassian Cloud API token',
    pattern: '(?<secret>ATATT3[A-Za-z0-9_=-]{120,250})',
    keywords: ['atatt3'],
    edges: { after: 'A-Za-z0-9_=-' },
    entropy: 3.8,
    validate: checksum,
    evidence: 'prefix',
    examples: (sample) => {
      const head = `ATATT3xFfGF0${sample.base64url(171)}=`;
      return [head + crc32Hex(head).toUpperCase()];
    },
    counterExamples: (sample) => [`ATATT3xFfGF0${sample.base64url(60)}`],
  },
  {
    ...shared,
    id: 'atlassian-api-token-old',
    aliases: ['atlassian-api-token'],
    title: 'Atlassian API token (without prefix)',
    pattern: assigned(credentialOf('atlassian', 'confluence', 'jira'), '[A-Za-z0-9]{24}'),
    ignoreCase: true,
    keywords: ['atlassian', 'confluence', 'jira'],
    edges: { before: '', after: 'A-Za-z0-9_.(/-' },
    entropy: 3.5,
    evidence: 'context',
    confidence: 'medium',
    examples: (sample) => [`JIRA_API_TOKEN=${sample.alnum(24)}`],
    counterExamples: (sample) => [`JIRA_API_TOKEN=${sample.alnum(23)}`],
  },
  {
    ...shared,
    id: 'atlassian-data-center-token',
    title: 'Jira, Confluence or Bitbucket Data Center token',
    // base64 of digits, a colon and random bytes
    pattern: assigned(
      credentialOf('atlassian', 'confluence', 'jira', 'bitbucket', 'stash'),
      '[MNO][A-Za-z0-9+/]{43}',
    ),
    ignoreCase: true,
    keywords: ['atlassian', 'confluence', 'jira', 'bitbucket', 'stash'],
    edges: { before: '', after: 'A-Za-z0-9+/=_-' },
    entropy: 3.8,
    validate: (secret) => (isNumbered(secret) ? 'valid' : 'invalid'),
    evidence: 'context',
    confidence: 'medium',
    reference: 'https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html',
    revoke: 'In the profile of its owner, «Personal access tokens».',
    examples: (sample) => {
      const text = Buffer.concat([Buffer.from(`4${sample.digits(11)}:`), sample.bytes(20)]);
      return [`JIRA_TOKEN=${text.toString('base64')}`];
    },
  },
];
