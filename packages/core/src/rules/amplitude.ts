import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const amplitude: readonly Rule[] = [
  {
    ...inContext,
    id: 'amplitude-secret-key',
    title: 'Amplitude API or secret key',
    pattern: assigned(credentialOf('amplitude'), '[0-9a-f]{32}'),
    keywords: ['amplitude'],
    entropy: HEX_ENTROPY,
    severity: 'medium',
    reference: 'https://amplitude.com/docs/apis/authentication',
    revoke: 'Rotate the key in Amplitude, under Organization settings, Projects.',
    examples: (sample) => [`AMPLITUDE_SECRET_KEY=${sample.hex(32)}`],
    counterExamples: (sample) => [`amplitude.js: ${sample.hex(32)}`],
  },
];
