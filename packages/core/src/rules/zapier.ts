import type { Rule } from './kit/rule.ts';

export const zapier: readonly Rule[] = [
  {
    id: 'zapier-webhook-url',
    title: 'Zapier webhook',
    pattern: String.raw`(?<secret>hooks\.zapier\.com/hooks/catch/[0-9]{4,12}/(?:v/)?[A-Za-z0-9]{6,32})`,
    keywords: ['hooks.zapier.com/hooks/'],
    evidence: 'structure',
    severity: 'medium',
    confidence: 'high',
    reference: 'https://help.zapier.com/hc/en-us/articles/8496288690317',
    revoke: 'Turn the Zap off, or make a new trigger with a new URL.',
    examples: (sample) => [`https://hooks.zapier.com/hooks/catch/${sample.digits(8)}/${sample.lower(7)}/`],
    counterExamples: () => ['https://hooks.zapier.com/hooks/catch/'],
  },
];
