import type { Rule } from './kit/rule.ts';

export const intra42: readonly Rule[] = [
  {
    id: 'intra42-client-secret',
    title: '42 Intra client secret',
    pattern: '(?<secret>s-s4t2(?:ud|af)-[0-9a-f]{64})',
    keywords: ['s-s4t2ud-', 's-s4t2af-'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://api.intra.42.fr/apidoc/guides/getting_started',
    revoke: 'https://profile.intra.42.fr/oauth/applications',
    examples: (sample) => [`s-s4t2ud-${sample.hex(64)}`, `s-s4t2af-${sample.hex(64)}`],
    counterExamples: (sample) => [`u-s4t2ud-${sample.hex(64)}`, `s-s4t2ud-${sample.hex(63)}`],
  },
];
