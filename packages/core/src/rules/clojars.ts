import type { Rule } from './kit/rule.ts';

export const clojars: readonly Rule[] = [
  {
    id: 'clojars-deploy-token',
    aliases: ['clojars-api-token', 'ClojarsApiKey'],
    title: 'Clojars deploy token',
    pattern: '(?<secret>CLOJARS_[0-9a-f]{60})',
    keywords: ['clojars_'],
    entropy: 3,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://github.com/clojars/clojars-web/wiki/Deploy-Tokens',
    revoke: 'https://clojars.org/tokens',
    examples: (sample) => ['CLOJARS_' + sample.hex(60)],
    counterExamples: (sample) => ['CLOJARS_' + sample.hex(59), 'CLOJARS_' + sample.hex(61)],
  },
];
