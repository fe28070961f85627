import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  severity: 'high',
  reference: 'https://docs.pinecone.io/guides/projects/manage-api-keys',
  revoke: 'https://app.pinecone.io/organizations/-/keys',
} as const;

export const pinecone: readonly Rule[] = [
  {
    ...shared,
    id: 'pinecone-api-key',
    title: 'Pinecone API key',
    pattern: '(?<secret>pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63})',
    keywords: ['pcsk_'],
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [
      `pcsk_${sample.alnum(5)}_${sample.alnum(63)}`,
      `pcsk_${sample.alnum(6)}_${sample.alnum(63)}`,
    ],
    counterExamples: (sample) => [`pcsk_${sample.alnum(5)}_${sample.alnum(62)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'pinecone-api-key-old',
    title: 'Pinecone API key (older form)',
    pattern: assigned(credentialOf('pinecone'), UUID),
    keywords: ['pinecone'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`PINECONE_API_KEY="${sample.uuid()}"`],
    counterExamples: (sample) => [`pinecone_index: ${sample.uuid()}`],
  },
];
