import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const gradle: readonly Rule[] = [
  {
    ...inContext,
    id: 'gradle-publish-secret',
    aliases: ['np.gradle.1', 'kingfisher.gradle.1'],
    title: 'Gradle Plugin Portal key or secret',
    pattern: assigned([String.raw`gradle[._-]publish[._-](?:secret|key)`], '[A-Za-z0-9]{32}'),
    keywords: ['gradle.publish', 'gradle_publish', 'gradle-publish'],
    entropy: 3.5,
    severity: 'critical',
    reference: 'https://plugins.gradle.org/docs/publish-plugin',
    revoke: 'https://plugins.gradle.org/user/login',
    examples: (sample) => [`gradle.publish.secret=${sample.alnum(32)}`],
    counterExamples: (sample) => [`gradle.publish.secret=${sample.alnum(31)}`],
  },
];
