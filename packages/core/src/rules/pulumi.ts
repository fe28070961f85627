import type { Rule } from './kit/rule.ts';

export const pulumi: readonly Rule[] = [
  {
    id: 'pulumi-access-token',
    aliases: ['pulumi-api-token', 'kingfisher.pulumi.1', 'Pulumi'],
    title: 'Pulumi access token',
    pattern: '(?<secret>pul-[0-9a-z]{40})',
    keywords: ['pul-'],
    entropy: 3,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/',
    revoke: 'https://app.pulumi.com/account/tokens',
    examples: (sample) => ['pul-' + sample.hex(40)],
    counterExamples: (sample) => ['pul-' + sample.hex(39), 'pul-' + sample.hex(41)],
  },
];
