import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { base64Text } from './kit/structure.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference: 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens',
  revoke: 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/revoke-token',
} as const;

export const jfrog: readonly Rule[] = [
  {
    ...shared,
    id: 'jfrog-api-key',
    aliases: ['artifactory-api-key', 'kingfisher.artifactory.2', 'ArtifactoryAccessToken'],
    title: 'Artifactory API key',
    pattern: '(?<secret>AKCp[A-Za-z0-9]{69})',
    keywords: ['akcp'],
    entropy: 3.8,
    // the characters are base58: 0, I, O and l are none of them
    validate: (secret) => (/[0IOl]/.test(secret) ? 'invalid' : undefined),
    evidence: 'prefix',
    examples: (sample) => ['AKCp' + sample.alnum(69).replace(/[0IOl]/g, 'x')],
    counterExamples: (sample) => ['AKCp' + sample.alnum(68), 'AKCp' + sample.alnum(70)],
  },
  {
    ...shared,
    id: 'jfrog-reference-token',
    aliases: ['artifactory-reference-token', 'ArtifactoryReferenceToken'],
    title: 'Artifactory reference token',
    // «reftkn» in base64, then «:01:», when it expires, and the secret
    pattern: '(?<secret>cmVmdGtu[A-Za-z0-9]{56})',
    keywords: ['cmvmdgtu'],
    edges: { before: 'A-Za-z0-9+/', after: 'A-Za-z0-9+/=' },
    entropy: 3.8,
    validate: (secret) =>
      /^reftkn:[0-9]{2}:[0-9]{10}:[\x21-\x7e]+$/.test(base64Text(secret) ?? '') ? 'valid' : 'invalid',
    evidence: 'structure',
    examples: (sample) => [Buffer.from(`reftkn:01:0000000000:${sample.alnum(27)}`).toString('base64')],
    counterExamples: (sample) => ['cmVmdGtu' + sample.alnum(55)],
  },
  {
    ...shared,
    ...inContext,
    id: 'jfrog-identity-token',
    aliases: ['jfrog-api-key'],
    title: 'JFrog identity token or API key',
    pattern: assigned(credentialOf('jfrog', 'artifactory', 'bintray', 'xray'), '[A-Za-z0-9]{64,73}'),
    keywords: ['jfrog', 'artifactory', 'bintray', 'xray'],
    entropy: 3.8,
    examples: (sample) => [`JFROG_ACCESS_TOKEN=${sample.alnum(64)}`],
    counterExamples: (sample) => [`JFROG_ACCESS_TOKEN=${sample.alnum(63)}`],
  },
];
