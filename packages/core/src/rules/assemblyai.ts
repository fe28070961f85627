import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const assemblyai: readonly Rule[] = [
  {
    ...inContext,
    id: 'assemblyai-api-key',
    title: 'AssemblyAI API key',
    pattern: assigned(credentialOf('assembly[_-]?ai', 'aai[_.]settings'), '[0-9a-f]{32}'),
    keywords: ['assembly', 'aai_settings', 'aai.settings'],
    entropy: HEX_ENTROPY,
    severity: 'high',
    reference: 'https://www.assemblyai.com/docs/api-reference/overview',
    revoke: 'https://www.assemblyai.com/app/api-keys',
    examples: (sample) => [
      `ASSEMBLYAI_API_KEY=${sample.hex(32)}`,
      `aai.settings.api_key = "${sample.hex(32)}"`,
    ],
    counterExamples: (sample) => [`assemblyKeyToken = "${sample.hex(32)}"`],
  },
];
