import { assigned } from './kit/assigned.ts';
import { crc32Base36 } from './kit/checksum.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

const BASE64URL = '[0-9A-Za-z_-]';
/** Payload, perhaps a version, the payload's length in two digits of base 36, and a checksum in seven. */
const ROUTABLE = String.raw`${BASE64URL}{27,300}\.(?:[0-9a-z]{2}\.)?[0-9a-z]{9}`;

/** The last seven characters of a routable token are the CRC-32 of all before them: GitLab's routable_token.rb. */
function checksum(token: string): 'valid' | 'invalid' | undefined {
  if (!/\.[0-9a-z]{9}$/.test(token)) return undefined;
  return crc32Base36(token.slice(0, -7)) === token.slice(-7) ? 'valid' : 'invalid';
}

function routable(sample: Sample, prefix: string): string {
  const payload = Buffer.concat([
    sample.bytes(16),
    Buffer.from(`o:${sample.digits(1)}\nu:${sample.lower(3)}`),
    Buffer.of(9),
  ]);
  const body = payload.toString('base64url');
  const head = `${prefix}${body}.01.${body.length.toString(36).padStart(2, '0')}`;
  return head + crc32Base36(head);
}

interface Kind {
  readonly id: string;
  readonly title: string;
  readonly prefix: string;
  readonly aliases?: readonly string[];
  readonly body?: { readonly pattern: string; readonly of: (sample: Sample) => string };
  readonly severity?: Rule['severity'];
  readonly reference?: string;
}

/** Twenty characters by default; longer where an administrator or a newer version has it so. */
const RANDOM = { pattern: `${BASE64URL}{20,50}`, of: (sample: Sample) => sample.base64url(20) };

function prefixed(kind: Kind): Rule {
  const body = kind.body ?? RANDOM;
  return {
    id: kind.id,
    ...(kind.aliases && { aliases: kind.aliases }),
    title: kind.title,
    pattern: `(?<secret>${kind.prefix}(?:${ROUTABLE}|${body.pattern}))`,
    keywords: [kind.prefix.toLowerCase()],
    edges: { before: 'A-Za-z0-9', after: 'A-Za-z0-9_-' },
    entropy: 3,
    validate: checksum,
    evidence: 'prefix',
    severity: kind.severity ?? 'high',
    confidence: 'high',
    reference: kind.reference ?? 'https://docs.gitlab.com/security/tokens/',
    revoke: 'https://docs.gitlab.com/security/responding/token_revocation/',
    examples: (sample) => [kind.prefix + body.of(sample), routable(sample, kind.prefix)],
    counterExamples: (sample) => [kind.prefix + sample.alnum(15), 'x' + kind.prefix + body.of(sample)],
  };
}

export const gitlab: readonly Rule[] = [
  ...(
    [
      {
        id: 'gitlab-pat',
        title: 'GitLab personal, project or group access token',
        prefix: 'glpat-',
        severity: 'critical',
        aliases: [
          'gitlab-pat-routable',
          'gitlab-pat-routable-versioned',
          'np.gitlab.2',
          'kingfisher.gitlab.2',
          'Gitlab',
        ],
      },
      { id: 'gitlab-deploy-token', title: 'GitLab deploy token', prefix: 'gldt-' },
      {
        id: 'gitlab-runner-authentication-token',
        title: 'GitLab runner authentication token',
        prefix: 'glrt-',
        aliases: ['gitlab-runner-authentication-token-routable', 'np.gitlab.1', 'kingfisher.gitlab.1'], // staunch:allow
      },
      {
        id: 'gitlab-runner-registration-token',
        title: 'GitLab runner token after a reset',
        prefix: 'glrtr-',
      },
      {
        id: 'gitlab-ci-job-token',
        title: 'GitLab CI/CD job token',
        prefix: 'glcbt-',
        aliases: ['gitlab-cicd-job-token'],
        severity: 'medium',
      },
      {
        id: 'gitlab-trigger-token',
        title: 'GitLab pipeline trigger token',
        prefix: 'glptt-',
        body: { pattern: '[0-9a-f]{40}', of: (sample) => sample.hex(40) },
        aliases: ['gitlab-ptt', 'np.gitlab.3', 'kingfisher.gitlab.3'],
      },
      {
        id: 'gitlab-feed-token',
        title: 'GitLab feed token',
        prefix: 'glft-',
        body: {
          pattern: `(?:[0-9a-f]{64}-[0-9]{1,12}|${BASE64URL}{20,50})`,
          of: (sample) => sample.base64url(20),
        },
        severity: 'medium',
      },
      {
        id: 'gitlab-scim-token',
        title: 'GitLab SCIM token',
        prefix: 'glsoat-',
      },
      {
        id: 'gitlab-agent-token',
        title: 'GitLab agent for Kubernetes token',
        prefix: 'glagent-',
        body: { pattern: `${BASE64URL}{50}`, of: (sample) => sample.base64url(50) },
        aliases: ['gitlab-kubernetes-agent-token'],
      },
      {
        id: 'gitlab-incoming-mail-token',
        title: 'GitLab incoming mail token',
        prefix: 'glimt-',
        body: { pattern: `${BASE64URL}{20,25}`, of: (sample) => sample.lower(25) },
        severity: 'medium',
      },
      {
        id: 'gitlab-oauth-app-secret',
        title: 'GitLab OAuth application secret',
        prefix: 'gloas-',
        body: { pattern: '[0-9A-Za-z_-]{64}', of: (sample) => sample.hex(64) },
        aliases: ['GitLabOauth2'],
      },
      {
        id: 'gitlab-feature-flag-client-token',
        title: 'GitLab feature flags client token',
        prefix: 'glffct-',
        severity: 'medium',
      },
      { id: 'gitlab-workspace-token', title: 'GitLab workspace token', prefix: 'glwt-' },
    ] satisfies Kind[]
  ).map((kind) => prefixed(kind)),
  {
    id: 'gitlab-runner-registration-token-old',
    aliases: ['gitlab-rrt'],
    title: 'GitLab runner registration token (before authentication tokens)',
    pattern: '(?<secret>GR1348941[0-9A-Za-z_-]{20})',
    keywords: ['gr1348941'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.gitlab.com/security/tokens/',
    revoke: 'Reset it in the runner settings of the project, group or instance.',
    examples: (sample) => ['GR1348941' + sample.base64url(20)],
    counterExamples: (sample) => ['GR1348941' + sample.base64url(19)],
  },
  {
    id: 'gitlab-session-cookie',
    title: 'GitLab session cookie',
    pattern: '_gitlab_session=(?<secret>[0-9a-z]{32})',
    keywords: ['_gitlab_session='],
    entropy: 2.8,
    evidence: 'context',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.gitlab.com/user/profile/active_sessions/',
    revoke: 'https://gitlab.com/-/user_settings/active_sessions',
    examples: (sample) => [`Cookie: _gitlab_session=${sample.hex(32)}`],
  },
  {
    ...inContext,
    id: 'gitlab-pat-old',
    title: 'GitLab access token (without prefix)',
    pattern: assigned([String.raw`gitlab[\w.\- ]{0,24}?(?:token|key|secret|passw|pat)`], '[A-Za-z0-9_-]{20}'),
    keywords: ['gitlab'],
    edges: { before: '', after: 'A-Za-z0-9_+/=.:([-' },
    entropy: 3.4,
    severity: 'critical',
    reference: 'https://docs.gitlab.com/user/profile/personal_access_tokens/',
    revoke: 'https://docs.gitlab.com/security/responding/token_revocation/',
    examples: (sample) => [`GITLAB_TOKEN=${sample.alnum(20)}`],
    counterExamples: (sample) => [`GITLAB_TOKEN=${sample.alnum(19)}`],
  },
];
