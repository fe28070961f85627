import type { Rule } from './kit/rule.ts';

export const tines: readonly Rule[] = [
  {
    id: 'tines-webhook-url',
    title: 'Tines webhook',
    pattern: String.raw`(?<secret>tines\.(?:com|io)/webhook/[0-9a-f]{32}/[0-9a-f]{32})`,
    keywords: ['tines.com/webhook/', 'tines.io/webhook/'],
    evidence: 'structure',
    severity: 'medium',
    confidence: 'high',
    reference: 'https://www.tines.com/docs/actions/types/webhook/',
    revoke: 'Give the webhook action a new secret in Tines.',
    examples: (sample) => [`https://acme.tines.com/webhook/${sample.hex(32)}/${sample.hex(32)}`],
    counterExamples: (sample) => [`https://acme.tines.com/webhook/${sample.hex(32)}`],
  },
];
