import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const zendesk: readonly Rule[] = [
  {
    ...inContext,
    id: 'zendesk-api-token',
    aliases: ['zendesk-secret-key'],
    title: 'Zendesk API token or OAuth secret',
    pattern: assigned(credentialOf('zendesk'), '[A-Za-z0-9]{40}|[0-9a-f]{64}'),
    keywords: ['zendesk'],
    entropy: HEX_ENTROPY,
    reference: 'https://developer.zendesk.com/api-reference/introduction/security-and-auth/',
    revoke: 'Delete the token in the admin centre, under Apps and integrations, APIs.',
    severity: 'high',
    examples: (sample) => [
      `ZENDESK_API_TOKEN=${sample.alnum(40)}`,
      `zendesk_client_secret: ${sample.hex(64)}`,
    ],
    counterExamples: (sample) => [`ZENDESK_API_TOKEN=${sample.alnum(41)}`],
  },
];
