import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  evidence: 'prefix',
  confidence: 'high',
  reference: 'https://www.pubnub.com/docs/general/setup/account-setup',
  revoke: 'https://admin.pubnub.com/',
} as const;

export const pubnub: readonly Rule[] = [
  {
    ...shared,
    id: 'pubnub-secret-key',
    title: 'PubNub secret key',
    pattern: '(?<secret>sec-c-[A-Za-z0-9+/]{48})',
    keywords: ['sec-c-'],
    edges: { after: 'A-Za-z0-9+/=' },
    severity: 'high',
    examples: (sample) => [`sec-c-${Buffer.from(sample.uuid()).toString('base64')}`],
    counterExamples: (sample) => [`sec-c-${sample.alnum(47)}`, `sub-c-${sample.uuid()}`],
  },
  {
    ...shared,
    id: 'pubnub-publish-key',
    title: 'PubNub publish key',
    pattern: `(?<secret>pub-c-${UUID})`,
    keywords: ['pub-c-'],
    severity: 'low',
    examples: (sample) => [`pub-c-${sample.uuid()}`],
    counterExamples: (sample) => [`sub-c-${sample.uuid()}`],
  },
];
