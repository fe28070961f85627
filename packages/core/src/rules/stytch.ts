import type { Rule } from './kit/rule.ts';

export const stytch: readonly Rule[] = [
  {
    id: 'stytch-secret',
    title: 'Stytch project secret',
    pattern: '(?<secret>secret-(?:live|test)-[A-Za-z0-9_-]{34,36}={0,2})',
    keywords: ['secret-live-', 'secret-test-'],
    edges: { after: 'A-Za-z0-9_=-' },
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://stytch.com/docs/api/authentication',
    revoke: 'https://stytch.com/dashboard/api-keys',
    examples: (sample) => [`secret-live-${sample.base64url(35)}=`, `secret-test-${sample.base64url(36)}`],
    counterExamples: (sample) => [`secret-live-${sample.base64url(30)}`],
  },
];
