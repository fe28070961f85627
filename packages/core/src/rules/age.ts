import { BECH32, bech32Checksum, judgeBech32 } from './kit/bech32.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

function identity(sample: Sample, hrp: string): string {
  const data = sample.of(BECH32, 52);
  return `${hrp}1${data}${bech32Checksum(hrp, data)}`.toUpperCase();
}

export const age: readonly Rule[] = [
  {
    id: 'age-secret-key',
    title: 'age identity (secret key)',
    pattern: '(?<secret>AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{58})',
    keywords: ['age-secret-key-'],
    validate: judgeBech32,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://github.com/C2SP/C2SP/blob/main/age.md',
    revoke: 'Make a new identity with age-keygen and encrypt again everything that the old one opens.',
    examples: (sample) => [identity(sample, 'age-secret-key-'), identity(sample, 'age-secret-key-pq-')],
    counterExamples: (sample) => [
      'age1' + sample.of(BECH32, 58),
      'AGE-SECRET-KEY-1' + sample.of(BECH32, 57).toUpperCase(),
    ],
  },
];
