import type { Rule } from './kit/rule.ts';

export const infracost: readonly Rule[] = [
  {
    id: 'infracost-api-key',
    aliases: ['infracost-api-token', 'kingfisher.infracost.1'],
    title: 'Infracost API key',
    pattern: '(?<secret>ico-[A-Za-z0-9]{32})',
    keywords: ['ico-'],
    edges: { before: 'A-Za-z0-9_.-', after: 'A-Za-z0-9_.-' },
    entropy: 2.5,
    evidence: 'prefix',
    severity: 'medium',
    confidence: 'high',
    reference: 'https://www.infracost.io/docs/',
    revoke: 'https://dashboard.infracost.io/',
    examples: (sample) => ['ico-' + sample.alnum(32)],
    counterExamples: (sample) => ['ico-' + sample.alnum(31), 'video_box.ico-' + sample.hex(32)],
  },
];
