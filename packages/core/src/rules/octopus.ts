import type { Rule } from './kit/rule.ts';

export const octopus: readonly Rule[] = [
  {
    id: 'octopus-api-key',
    aliases: ['octopus-deploy-api-key'],
    title: 'Octopus Deploy API key',
    pattern: '(?<secret>API-[A-Z0-9]{26,28})',
    keywords: ['api-'],
    edges: { before: 'A-Za-z0-9_/-', after: 'A-Za-z0-9_-' },
    entropy: 3.3,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://octopus.com/docs/octopus-rest-api/how-to-create-an-api-key',
    revoke: 'In the profile of its owner, «My API Keys».',
    examples: (sample) => ['API-' + sample.upper(26)],
    counterExamples: (sample) => ['API-' + sample.upper(25), 'x/API-' + sample.upper(26)],
  },
];
