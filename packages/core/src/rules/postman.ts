import type { Rule } from './kit/rule.ts';

const shared = {
  evidence: 'prefix',
  confidence: 'high',
  reference: 'https://learning.postman.com/docs/developer/postman-api/authentication/',
  revoke: 'https://go.postman.co/settings/me/api-keys',
} as const;

export const postman: readonly Rule[] = [
  {
    ...shared,
    id: 'postman-api-token',
    title: 'Postman API key',
    pattern: '(?<secret>PMAK-[0-9a-f]{24}-[0-9a-f]{34})',
    keywords: ['pmak-'],
    severity: 'high',
    examples: (sample) => [`PMAK-${sample.hex(24)}-${sample.hex(34)}`],
    counterExamples: (sample) => [`PMAK-${sample.hex(24)}-${sample.hex(33)}`, `PMAK-${sample.hex(58)}`],
  },
  {
    ...shared,
    id: 'postman-collection-key',
    title: 'Postman collection access key',
    pattern: '(?<secret>PMAT-[0-9A-HJKMNP-TV-Z]{26})',
    keywords: ['pmat-'],
    severity: 'medium',
    examples: (sample) => [`PMAT-01${sample.of('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 24)}`],
    counterExamples: (sample) => [`PMAT-${sample.digits(25)}`],
  },
];
