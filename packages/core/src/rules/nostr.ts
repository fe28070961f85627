import { BECH32, bech32Checksum, judgeBech32 } from './kit/bech32.ts';
import type { Rule } from './kit/rule.ts';

export const nostr: readonly Rule[] = [
  {
    id: 'nostr-secret-key',
    title: 'Nostr secret key (nsec)',
    pattern: '(?<secret>nsec1[02-9ac-hj-np-z]{58})',
    keywords: ['nsec1'],
    validate: judgeBech32,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://github.com/nostr-protocol/nips/blob/master/19.md',
    revoke: 'A Nostr key cannot be revoked: announce a new key, and stop using the old one.',
    examples: (sample) => {
      const data = sample.of(BECH32, 52);
      return ['nsec1' + data + bech32Checksum('nsec', data)];
    },
    counterExamples: (sample) => ['npub1' + sample.of(BECH32, 58), 'nsec1' + sample.of(BECH32, 57)],
  },
];
