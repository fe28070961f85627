import type { Rule } from './kit/rule.ts';

const shared = {
  reference: 'https://developer.flutterwave.com/docs/authentication',
  revoke: 'https://app.flutterwave.com/dashboard/settings/apis',
} as const;

export const flutterwave: readonly Rule[] = [
  {
    ...shared,
    id: 'flutterwave-secret-key',
    title: 'Flutterwave secret key',
    pattern: '(?<secret>FLWSECK(?:_TEST)?-[0-9A-Za-z]{32}(?:-[0-9A-Za-z]{10,20}vt)?-X)',
    keywords: ['flwseck-', 'flwseck_test-'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    examples: (sample) => [`FLWSECK-${sample.hex(32)}-X`, `FLWSECK_TEST-${sample.hex(32)}-X`],
    counterExamples: (sample) => [`FLWPUBK-${sample.hex(32)}-X`, `FLWSECK-${sample.hex(31)}-X`],
  },
  {
    ...shared,
    id: 'flutterwave-encryption-key',
    title: 'Flutterwave encryption key',
    pattern: '(?<secret>FLWSECK_TEST-?[0-9a-f]{12})',
    keywords: ['flwseck_test'],
    evidence: 'prefix',
    severity: 'medium',
    confidence: 'high',
    examples: (sample) => [`FLWSECK_TEST${sample.hex(12)}`, `FLWSECK_TEST-${sample.hex(12)}`],
    counterExamples: (sample) => [`FLWSECK_TEST${sample.hex(13)}`],
  },
];
