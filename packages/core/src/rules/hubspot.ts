import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  severity: 'high',
} as const;

export const hubspot: readonly Rule[] = [
  {
    ...shared,
    id: 'hubspot-private-app-token',
    title: 'HubSpot private app token',
    pattern: `(?<secret>pat-(?:na|eu|ap|au|ca)[0-9]-${UUID})`,
    keywords: ['pat-na', 'pat-eu', 'pat-ap', 'pat-au', 'pat-ca'],
    evidence: 'prefix',
    confidence: 'high',
    reference: 'https://developers.hubspot.com/docs/guides/apps/private-apps/overview',
    revoke: 'https://app.hubspot.com/private-apps/',
    examples: (sample) => [`pat-na1-${sample.uuid()}`, `pat-eu1-${sample.uuid()}`],
    counterExamples: (sample) => [`pat-na1-${sample.hex(32)}`, `pat-xx1-${sample.uuid()}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'hubspot-api-key',
    title: 'HubSpot API key (older form)',
    pattern: assigned(credentialOf('hubspot', 'hapi'), UUID),
    keywords: ['hubspot', 'hapi'],
    entropy: HEX_ENTROPY,
    reference: 'https://developers.hubspot.com/changelog/upcoming-api-key-sunset',
    revoke: 'HubSpot has ended these keys; delete it from the settings of the account.',
    examples: (sample) => [
      `HUBSPOT_API_KEY=${sample.uuid()}`,
      `https://api.hubapi.com/contacts?hapikey=${sample.uuid()}`,
    ],
    counterExamples: (sample) => [`hubspot_portal: ${sample.uuid()}`],
  },
];
