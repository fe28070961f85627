import type { Rule } from './kit/rule.ts';

export const elevenlabs: readonly Rule[] = [
  {
    id: 'elevenlabs-api-key',
    title: 'ElevenLabs API key',
    pattern: '(?<secret>sk_[0-9a-f]{48})',
    keywords: ['sk_'],
    entropy: 3,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://elevenlabs.io/docs/api-reference/authentication',
    revoke: 'https://elevenlabs.io/app/settings/api-keys',
    examples: (sample) => ['sk_' + sample.hex(48)],
    counterExamples: (sample) => ['sk_' + sample.hex(47), 'sk_' + sample.hex(49)],
  },
];
