import { crc32HexLittleEndian } from './kit/checksum.ts';
import { judgePayload, payloadOf } from './kit/payload.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

/** The checksum covers the prefix and the 32 characters: grafana/grafana, pkg/components/satokengen. */
function serviceAccountToken(sample: Sample): string {
  const body = `glsa_${sample.alnum(32)}`;
  return `${body}_${crc32HexLittleEndian(body)}`;
}

const shared = {
  severity: 'high',
  confidence: 'high',
} as const;

export const grafana: readonly Rule[] = [
  {
    ...shared,
    id: 'grafana-service-account-token',
    title: 'Grafana service account token',
    pattern: '(?<secret>glsa_[A-Za-z0-9]{32}_[0-9a-f]{8})',
    keywords: ['glsa_'],
    validate: (secret) =>
      crc32HexLittleEndian(secret.slice(0, -9)) === secret.slice(-8) ? 'valid' : 'invalid',
    evidence: 'prefix',
    reference: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
    revoke: 'Delete the token in Grafana, under Administration, Service accounts.',
    examples: (sample) => [serviceAccountToken(sample)],
    counterExamples: (sample) => [`glsa_${sample.alnum(32)}`, `glsa_${sample.alnum(31)}_${sample.hex(8)}`],
  },
  {
    ...shared,
    id: 'grafana-cloud-api-token',
    title: 'Grafana Cloud access policy token',
    pattern: '(?<secret>glc_eyJ[A-Za-z0-9+/]{30,400}={0,2})',
    keywords: ['glc_eyj'],
    edges: { after: 'A-Za-z0-9+/=' },
    validate: (secret) => judgePayload(secret.slice(4), ['o', 'n', 'k']),
    evidence: 'prefix',
    reference:
      'https://grafana.com/docs/grafana-cloud/account-management/authentication-and-permissions/access-policies/',
    revoke: 'https://grafana.com/orgs, under Security, Access policies',
    examples: (sample) => [`glc_${payloadOf({ o: '1', n: 'logs', k: sample.alnum(24), m: { r: 'eu' } })}`],
    counterExamples: (sample) => [`glc_${sample.alnum(40)}`],
  },
  {
    ...shared,
    id: 'grafana-api-key',
    title: 'Grafana API key (older form)',
    pattern: '(?<secret>eyJrIjoi[A-Za-z0-9+/]{60,400}={0,2})',
    keywords: ['eyjrijoi'],
    edges: { after: 'A-Za-z0-9+/=._-' },
    validate: (secret) => judgePayload(secret, ['k', 'n', 'id']),
    evidence: 'structure',
    reference: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/migrate-api-keys/',
    revoke: 'Delete the key in Grafana, under Administration, API keys.',
    examples: (sample) => [payloadOf({ k: sample.alnum(32), n: 'deploy of the site', id: 1 })],
    counterExamples: (sample) => ['eyJrIjoi' + sample.alnum(40)],
  },
];
