import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const jenkins: readonly Rule[] = [
  {
    ...inContext,
    id: 'jenkins-api-token',
    aliases: ['np.jenkins.1', 'kingfisher.jenkins.1'],
    title: 'Jenkins API token',
    pattern: assigned(credentialOf('jenkins', 'hudson'), '(?:11[0-9a-f]{32}|[0-9a-f]{32})'),
    keywords: ['jenkins', 'hudson'],
    entropy: HEX_ENTROPY,
    severity: 'critical',
    reference: 'https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/',
    revoke: 'In the configuration of its owner, «API Token».',
    examples: (sample) => [`JENKINS_API_TOKEN=11${sample.hex(32)}`],
    counterExamples: (sample) => [`JENKINS_API_TOKEN=11${sample.hex(33)}`],
  },
  {
    ...inContext,
    id: 'jenkins-crumb',
    aliases: ['np.jenkins.2'],
    title: 'Jenkins crumb',
    pattern: assigned(['jenkins-crumb'], '(?:[0-9a-f]{64}|[0-9a-f]{32})'),
    keywords: ['jenkins-crumb'],
    entropy: HEX_ENTROPY,
    severity: 'low',
    reference: 'https://www.jenkins.io/doc/book/security/csrf-protection/',
    revoke: 'It ends with its session.',
    examples: (sample) => [`Jenkins-Crumb: ${sample.hex(64)}`],
  },
  {
    id: 'jenkins-initial-password',
    title: 'Initial password of a Jenkins administrator, in a log',
    pattern: String.raw`proceed to installation:\s{1,40}(?:[^\r\n]{0,80}\s{1,40})?(?<secret>[0-9a-f]{32})`,
    keywords: ['proceed to installation:'],
    entropy: HEX_ENTROPY,
    evidence: 'context',
    severity: 'high',
    confidence: 'high',
    reference: 'https://www.jenkins.io/doc/book/installing/',
    revoke: 'Finish the setup: the file is deleted when the first administrator is made.',
    examples: (sample) => [
      `Please use the following password to proceed to installation:\n\n${sample.hex(32)}\n`,
    ],
    counterExamples: () => ['Please use the following password to proceed to installation:\n\n<password>\n'],
  },
];
