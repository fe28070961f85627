import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://docs.datadoghq.com/account_management/api-app-keys/',
  revoke: 'https://app.datadoghq.com/organization-settings/api-keys',
} as const;

export const datadog: readonly Rule[] = [
  {
    ...shared,
    ...inContext,
    id: 'datadog-api-key',
    aliases: ['datadog-access-token'],
    title: 'Datadog API key',
    pattern: assigned(credentialOf('datadog', 'dd[_-]?api'), '[0-9a-f]{32}'),
    keywords: ['datadog', 'dd_api', 'dd-api', 'ddapi'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [
      `DD_API_KEY=${sample.hex(32)}`,
      `DATADOG_API_KEY: "${sample.hex(32)}"`,
      `-H 'DD-API-KEY: ${sample.hex(32)}'`,
    ],
    counterExamples: (sample) => [`datadog-agent.tgz: ${sample.hex(32)}`, `DD_API_KEY=${sample.hex(33)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'datadog-application-key',
    aliases: ['datadog-access-token'],
    title: 'Datadog application key',
    pattern: assigned(credentialOf('datadog', 'dd[_-]?app'), '[0-9a-f]{40}'),
    keywords: ['datadog', 'dd_app', 'dd-app', 'ddapp'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`DD_APP_KEY=${sample.hex(40)}`, `datadog.appKey = "${sample.hex(40)}"`],
    counterExamples: (sample) => [`datadog@${sample.hex(40)}`],
  },
  {
    ...shared,
    id: 'datadog-scoped-application-key',
    title: 'Datadog application key (newer form)',
    pattern: '(?<secret>ddapp_[A-Za-z0-9]{34})',
    keywords: ['ddapp_'],
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [`ddapp_${sample.alnum(34)}`],
    counterExamples: (sample) => [`ddapp_${sample.alnum(33)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'datadog-client-token',
    title: 'Datadog client token',
    pattern: assigned(
      [...credentialOf('datadog', 'dd[_-]?client', 'dd[_-]?rum'), 'client[_-]?token'],
      'pub[0-9a-f]{32}',
    ),
    keywords: [
      'datadog',
      'dd_client',
      'dd-client',
      'ddclient',
      'dd_rum',
      'dd-rum',
      'ddrum',
      'client_token',
      'client-token',
      'clienttoken',
    ],
    entropy: HEX_ENTROPY,
    // it may be in browsers, where it can send logs and read nothing
    severity: 'low',
    reference: 'https://docs.datadoghq.com/account_management/api-app-keys/#client-tokens',
    revoke: 'https://app.datadoghq.com/organization-settings/client-tokens',
    examples: (sample) => [`DD_CLIENT_TOKEN=pub${sample.hex(32)}`],
    counterExamples: (sample) => [`DD_CLIENT_TOKEN=pub${sample.hex(31)}`],
  },
];
