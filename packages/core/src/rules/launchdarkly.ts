import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  severity: 'high',
  confidence: 'high',
  reference: 'https://launchdarkly.com/docs/home/account/api',
  revoke: 'https://app.launchdarkly.com/settings/authorization',
} as const;

export const launchdarkly: readonly Rule[] = [
  {
    ...shared,
    id: 'launchdarkly-sdk-key',
    aliases: ['LaunchDarkly'],
    title: 'LaunchDarkly SDK key',
    pattern: '(?<secret>sdk-[0-9a-z]{8}-(?:[0-9a-z]{4}-){3}[0-9a-z]{12})',
    keywords: ['sdk-'],
    edges: { before: 'A-Za-z0-9_-', after: 'A-Za-z0-9_-' },
    entropy: 2.8,
    evidence: 'prefix',
    reference: 'https://launchdarkly.com/docs/sdk/concepts/client-side-server-side',
    examples: (sample) => ['sdk-' + sample.uuid()],
    counterExamples: (sample) => ['sdk-' + sample.hex(36)],
  },
  {
    ...shared,
    id: 'launchdarkly-api-key',
    aliases: ['LaunchDarkly'],
    title: 'LaunchDarkly API access token',
    pattern: `(?<secret>api-${UUID})`,
    keywords: ['api-'],
    edges: { before: 'A-Za-z0-9_/.-', after: 'A-Za-z0-9_-' },
    entropy: 2.8,
    evidence: 'prefix',
    confidence: 'medium',
    examples: (sample) => ['api-' + sample.uuid()],
    counterExamples: (sample) => [`/v1/api-${sample.uuid()}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'launchdarkly-token',
    aliases: ['launchdarkly-access-token', 'kingfisher.launchdarkly.1'],
    title: 'LaunchDarkly token, by its name',
    pattern: assigned(credentialOf('launch_?darkly', 'ld[_-](?:sdk|api|mobile)'), '[a-z0-9_=-]{40}'),
    keywords: [
      'launchdarkly',
      'launch_darkly',
      'ld_sdk',
      'ld-sdk',
      'ld_api',
      'ld-api',
      'ld_mobile',
      'ld-mobile',
    ],
    entropy: 3,
    examples: (sample) => [`LAUNCHDARKLY_ACCESS_TOKEN=mob-${sample.uuid()}`],
    counterExamples: (sample) => [`LAUNCHDARKLY_ACCESS_TOKEN=${sample.lower(41)}`],
  },
];
