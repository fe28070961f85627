import { assigned } from './kit/assigned.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  confidence: 'high',
  reference: 'https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens/',
  revoke: 'https://sonarcloud.io/account/security',
} as const;

export const sonar: readonly Rule[] = [
  {
    ...shared,
    id: 'sonar-token',
    aliases: ['sonar-api-token', 'np.sonarqube.1', 'kingfisher.sonarqube.1'], // staunch:allow
    title: 'SonarQube token (user, project or global)',
    pattern: '(?<secret>(?:squ|sqp|sqa)_[0-9A-Za-z]{40}|sqco_[0-9A-Za-z]{40,64})',
    edges: { after: 'A-Za-z0-9=' },
    keywords: ['squ_', 'sqp_', 'sqa_', 'sqco_'],
    entropy: 3,
    evidence: 'prefix',
    examples: (sample) => ['squ_' + sample.hex(40), 'sqp_' + sample.hex(40), 'sqa_' + sample.hex(40)],
    counterExamples: (sample) => ['squ_' + sample.hex(39), 'squ_' + sample.hex(41)],
  },
  {
    ...shared,
    ...inContext,
    id: 'sonar-token-old',
    aliases: ['sonar-api-token', 'SonarCloud', 'kingfisher.sonarcloud.1'],
    title: 'SonarQube token (without prefix)',
    pattern: assigned(
      [String.raw`sonar[\w.\- ]{0,24}?(?:token|key|secret|login|auth|passw)`],
      '[0-9A-Za-z]{40}',
    ),
    keywords: ['sonar'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`sonar.login=${sample.hex(40)}`, `SONAR_TOKEN: ${sample.hex(40)}`],
    counterExamples: (sample) => [`SONAR_TOKEN: ${sample.hex(41)}`],
  },
];
