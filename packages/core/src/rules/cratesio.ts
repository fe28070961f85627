import type { Rule } from './kit/rule.ts';

export const cratesio: readonly Rule[] = [
  {
    id: 'cratesio-api-token',
    aliases: ['kingfisher.cratesio.1'],
    title: 'crates.io API token',
    pattern: '(?<secret>cio[A-Za-z0-9]{32})',
    keywords: ['cio'],
    edges: { before: 'A-Za-z0-9+/_.-', after: 'A-Za-z0-9+/=_.(-' },
    entropy: 4,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://doc.rust-lang.org/cargo/reference/publishing.html',
    revoke: 'https://crates.io/settings/tokens',
    examples: (sample) => ['cio' + sample.alnum(32)],
    counterExamples: (sample) => ['cio' + sample.alnum(31), 'cio' + sample.alnum(33)],
  },
];
