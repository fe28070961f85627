import type { Rule } from './kit/rule.ts';
import { base64Text } from './kit/structure.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  evidence: 'prefix',
  edges: { after: 'A-Za-z0-9_-' },
  reference: 'https://docs.docker.com/security/access-tokens/',
  revoke: 'https://app.docker.com/settings/personal-access-tokens',
} as const;

export const docker: readonly Rule[] = [
  {
    ...shared,
    id: 'docker-pat',
    aliases: ['Dockerhub', 'kingfisher.dockerhub.1'],
    title: 'Docker personal access token',
    pattern: '(?<secret>dckr_pat_[A-Za-z0-9_-]{27})',
    keywords: ['dckr_pat_'],
    entropy: 3,
    examples: (sample) => ['dckr_pat_' + sample.base64url(27)],
    counterExamples: (sample) => ['dckr_pat_' + sample.base64url(26), 'dckr_pat_' + sample.base64url(28)],
  },
  {
    ...shared,
    id: 'docker-organization-token',
    title: 'Docker organization access token',
    pattern: '(?<secret>dckr_oat_[A-Za-z0-9_-]{32})',
    keywords: ['dckr_oat_'],
    entropy: 3,
    examples: (sample) => ['dckr_oat_' + sample.base64url(32)],
  },
  {
    ...shared,
    id: 'docker-swarm-join-token',
    title: 'Docker Swarm join token',
    pattern: '(?<secret>SWMTKN-1-[0-9a-z]{50}-[0-9a-z]{25})',
    keywords: ['swmtkn-1-'],
    severity: 'high',
    reference: 'https://docs.docker.com/reference/cli/docker/swarm/join-token/',
    revoke: 'docker swarm join-token --rotate worker (or manager)',
    examples: (sample) => [`SWMTKN-1-${sample.lower(50)}-${sample.lower(25)}`],
  },
  {
    ...shared,
    id: 'docker-swarm-unlock-key',
    title: 'Docker Swarm unlock key',
    pattern: '(?<secret>SWMKEY-1-[A-Za-z0-9+/]{43})',
    keywords: ['swmkey-1-'],
    edges: { after: 'A-Za-z0-9+/=' },
    reference: 'https://docs.docker.com/engine/swarm/swarm_manager_locking/',
    revoke: 'docker swarm unlock-key --rotate',
    examples: (sample) => ['SWMKEY-1-' + sample.base64(43)],
  },
  {
    ...shared,
    id: 'docker-config-auth',
    title: 'User and password of a container registry in a Docker configuration',
    pattern: String.raw`auth\\?"\s{0,8}:\s{0,8}\\?"(?<secret>[A-Za-z0-9+/]{12,}={0,2})\\?"`,
    keywords: ['auth"', String.raw`auth\"`],
    near: { words: ['auths', 'docker', 'registry', '.io/', '.com/', 'quay.io', 'ghcr.io'], within: 1000 },
    edges: { before: 'A-Za-z0-9_-', after: '' },
    maxLength: 3100,
    entropy: 3,
    validate: (secret) =>
      /^[^:\x00-\x20]+:[\x20-\x7e]+$/.test(base64Text(secret) ?? '') ? 'valid' : 'invalid',
    evidence: 'structure',
    confidence: 'medium',
    reference: 'https://docs.docker.com/reference/cli/docker/login/',
    revoke: 'Change the password, or revoke the token, at the registry that the configuration names.',
    examples: (sample) => [
      `{"auths":{"https://index.docker.io/v1/":{"auth":"${Buffer.from(`me:${sample.alnum(24)}`).toString('base64')}"}}}`,
    ],
    counterExamples: () => ['{"auths":{"x":{"auth":"short"}}}'],
  },
];
