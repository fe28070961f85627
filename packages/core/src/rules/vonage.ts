import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const vonage: readonly Rule[] = [
  {
    ...inContext,
    id: 'vonage-api-secret',
    title: 'Vonage (Nexmo) API secret',
    pattern: assigned(
      [String.raw`vonage[\w.\-]{0,24}secret`, String.raw`nexmo[\w.\-]{0,24}secret`],
      '[A-Za-z0-9]{16}',
    ),
    keywords: ['vonage', 'nexmo'],
    entropy: 3,
    reference: 'https://developer.vonage.com/en/getting-started/concepts/authentication',
    revoke: 'https://dashboard.nexmo.com/settings',
    severity: 'high',
    examples: (sample) => [`VONAGE_API_SECRET=${sample.alnum(16)}`, `nexmoApiSecret: "${sample.alnum(16)}"`],
    counterExamples: (sample) => [`VONAGE_API_KEY=${sample.hex(8)}`, `VONAGE_API_SECRET=${sample.alnum(17)}`],
  },
];
