import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const deepgram: readonly Rule[] = [
  {
    ...inContext,
    id: 'deepgram-api-key',
    title: 'Deepgram API key',
    pattern: assigned(credentialOf('deepgram', 'dg_api'), '[0-9a-f]{40}'),
    keywords: ['deepgram', 'dg_api'],
    entropy: HEX_ENTROPY,
    severity: 'high',
    reference: 'https://developers.deepgram.com/docs/create-additional-api-keys',
    revoke: 'https://console.deepgram.com/',
    examples: (sample) => [`DEEPGRAM_API_KEY=${sample.hex(40)}`],
    counterExamples: (sample) => [`deepgram@${sample.hex(40)}`],
  },
];
