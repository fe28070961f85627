import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const mandrill: readonly Rule[] = [
  {
    ...inContext,
    id: 'mandrill-api-key',
    title: 'Mandrill (Mailchimp Transactional) API key',
    pattern: assigned(credentialOf('mandrill'), '(?:md-)?[A-Za-z0-9_-]{22}'),
    keywords: ['mandrill'],
    entropy: ALNUM_ENTROPY,
    reference: 'https://mailchimp.com/developer/transactional/guides/quick-start/',
    revoke: 'https://mandrillapp.com/settings',
    severity: 'high',
    examples: (sample) => [
      `MANDRILL_API_KEY=md-${sample.base64url(22)}`,
      `mandrill.apiKey = "${sample.base64url(22)}"`,
    ],
    counterExamples: (sample) => [
      `MANDRILL_API_KEY=${sample.alnum(21)}`,
      `MANDRILL_API_KEY=${sample.alnum(23)}`,
    ],
  },
];
