import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  severity: 'high',
  reference: 'https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector',
  revoke: 'Disable the token in Splunk, under Settings, Data inputs, HTTP Event Collector.',
} as const;

export const splunk: readonly Rule[] = [
  {
    ...shared,
    ...inContext,
    id: 'splunk-hec-token',
    title: 'Splunk HTTP Event Collector token',
    pattern: assigned(credentialOf('splunk', String.raw`hec[_.\-]?`), UUID),
    keywords: ['splunk', 'hec'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`SPLUNK_HEC_TOKEN=${sample.uuid()}`, `hec_token: ${sample.uuid()}`],
    counterExamples: (sample) => [`splunk_index=${sample.uuid()}`, `check_id: ${sample.uuid()}`],
  },
  {
    ...shared,
    id: 'splunk-authorization-header',
    title: 'Splunk token in an Authorization header',
    pattern: `authorization["']?\\s{0,4}[:=,]\\s{0,4}["']?splunk (?<secret>${UUID})`,
    ignoreCase: true,
    keywords: ['authorization'],
    evidence: 'context',
    confidence: 'high',
    examples: (sample) => [
      `Authorization: Splunk ${sample.uuid()}`,
      `"Authorization": "Splunk ${sample.uuid()}"`,
    ],
  },
  {
    ...shared,
    ...inContext,
    id: 'splunk-observability-token',
    title: 'Splunk Observability (SignalFx) access token',
    pattern: assigned(
      [
        String.raw`splunk[_.\-]?(?:access|observability|realm)[_.\-]?token`,
        String.raw`signalfx[\w.\-]{0,16}token`,
        String.raw`sfx[\w.\-]{0,16}token`,
      ],
      '[A-Za-z0-9_-]{22}',
    ),
    keywords: ['splunk', 'signalfx', 'sfx'],
    entropy: 3.5,
    examples: (sample) => [
      `SPLUNK_ACCESS_TOKEN=${sample.base64url(22)}`,
      `SFX_TOKEN=${sample.base64url(22)}`,
    ],
    counterExamples: (sample) => [`SPLUNK_ACCESS_TOKEN=${sample.base64url(23)}`],
  },
];
