import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
} as const;

export const line: readonly Rule[] = [
  {
    ...shared,
    ...inContext,
    id: 'line-channel-token',
    title: 'LINE channel access token',
    pattern: assigned(
      [
        String.raw`line[_.\-]?(?:channel|bot|access|messaging|token)`,
        String.raw`channel[_.\-]?access[_.\-]?token`,
      ],
      '[A-Za-z0-9+/]{140,200}=',
    ),
    keywords: ['line', 'channel'],
    entropy: ALNUM_ENTROPY,
    reference: 'https://developers.line.biz/en/docs/basics/channel-access-token/',
    revoke: 'https://developers.line.biz/console/',
    examples: (sample) => [
      `LINE_CHANNEL_ACCESS_TOKEN=${sample.base64(171)}=`,
      `channelAccessToken: "${sample.base64(171)}="`,
    ],
    counterExamples: (sample) => [`inline: ${sample.base64(171)}=`],
  },
  {
    ...shared,
    ...inContext,
    id: 'line-channel-secret',
    title: 'LINE channel secret',
    pattern: assigned(
      [String.raw`line[_.\-]?(?:channel|bot|client)[\w.\-]{0,16}secret`, String.raw`channel[_.\-]?secret`],
      '[0-9a-f]{32}',
    ),
    keywords: ['line', 'channel'],
    entropy: HEX_ENTROPY,
    reference: 'https://developers.line.biz/en/docs/messaging-api/getting-started/',
    revoke: 'https://developers.line.biz/console/',
    examples: (sample) => [`LINE_CHANNEL_SECRET=${sample.hex(32)}`],
    counterExamples: (sample) => [`LINE_CHANNEL_ID=${sample.digits(10)}`],
  },
];
