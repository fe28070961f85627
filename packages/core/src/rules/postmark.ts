import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

export const postmark: readonly Rule[] = [
  {
    ...inContext,
    id: 'postmark-server-token',
    title: 'Postmark server or account token',
    pattern: assigned(credentialOf('postmark'), UUID),
    keywords: ['postmark'],
    entropy: HEX_ENTROPY,
    reference: 'https://postmarkapp.com/developer/api/overview#authentication',
    revoke: 'https://account.postmarkapp.com/servers',
    severity: 'high',
    examples: (sample) => [
      `POSTMARK_SERVER_TOKEN=${sample.uuid()}`,
      `"X-Postmark-Server-Token": "${sample.uuid()}"`,
    ],
    counterExamples: (sample) => [`postmark_message_id: ${sample.uuid()}`],
  },
];
