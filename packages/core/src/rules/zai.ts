import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const zai: readonly Rule[] = [
  {
    ...inContext,
    id: 'zai-api-key',
    title: 'Z.ai (Zhipu) API key',
    pattern: assigned(
      credentialOf('zhipu', 'zai', 'glm', 'bigmodel', 'z_ai'),
      String.raw`[0-9a-f]{32}\.[A-Za-z0-9]{16}`,
    ),
    keywords: ['zhipu', 'zai', 'glm', 'bigmodel', 'z_ai'],
    entropy: HEX_ENTROPY,
    severity: 'high',
    reference: 'https://docs.z.ai/guides/overview/quick-start',
    revoke: 'https://z.ai/manage-apikey/apikey-list',
    examples: (sample) => [
      `ZHIPUAI_API_KEY=${sample.hex(32)}.${sample.alnum(16)}`,
      `ZAI_API_KEY="${sample.hex(32)}.${sample.alnum(16)}"`,
    ],
    counterExamples: (sample) => [`ZAI_API_KEY=${sample.hex(32)}`],
  },
];
