import { BASE58 } from './kit/base58.ts';
import type { Rule } from './kit/rule.ts';

export const unkey: readonly Rule[] = [
  {
    id: 'unkey-root-key',
    title: 'Unkey root key',
    pattern: '(?<secret>unkey_[1-9A-HJ-NP-Za-km-z]{22,64})',
    keywords: ['unkey_'],
    edges: { after: 'A-Za-z0-9_' },
    entropy: 3.6,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://www.unkey.com/docs/security/root-keys',
    revoke: 'https://app.unkey.com/settings/root-keys',
    examples: (sample) => [`unkey_${sample.of(BASE58, 24)}`],
    counterExamples: (sample) => [`unkey_${sample.of(BASE58, 21)}`],
  },
];
