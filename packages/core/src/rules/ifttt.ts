import type { Rule } from './kit/rule.ts';

export const ifttt: readonly Rule[] = [
  {
    id: 'ifttt-webhook-key',
    title: 'IFTTT webhook key',
    pattern: String.raw`maker\.ifttt\.com/(?:trigger/[^/\s"'<>]{1,64}/(?:json/)?with/key|use)/(?<secret>[A-Za-z0-9_-]{20,45})`,
    keywords: ['maker.ifttt.com/'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'structure',
    severity: 'medium',
    confidence: 'high',
    reference: 'https://ifttt.com/maker_webhooks',
    revoke: 'https://ifttt.com/maker_webhooks/settings',
    examples: (sample) => [
      `https://maker.ifttt.com/trigger/door/with/key/${sample.base64url(22)}`,
      `https://maker.ifttt.com/trigger/door/json/with/key/${sample.base64url(43)}`,
    ],
    counterExamples: () => ['https://maker.ifttt.com/trigger/door/with/key/{key}'],
  },
];
