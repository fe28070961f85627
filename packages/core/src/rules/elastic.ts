import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';
import { base64Text } from './kit/structure.ts';

const shared = {
  severity: 'critical',
  reference: 'https://www.elastic.co/docs/deploy-manage/api-keys',
} as const;

/** An ID and a key of 20 to 22 characters with a colon between them, in base64. */
function isPair(secret: string): 'valid' | 'invalid' {
  return /^[A-Za-z0-9_-]{20}:[A-Za-z0-9_-]{20,22}$/.test(base64Text(secret) ?? '') ? 'valid' : 'invalid';
}

function pair(sample: Sample): string {
  return Buffer.from(`${sample.base64url(20)}:${sample.base64url(22)}`).toString('base64');
}

export const elastic: readonly Rule[] = [
  {
    ...shared,
    id: 'elastic-cloud-api-key',
    title: 'Elastic Cloud API key',
    pattern: '(?<secret>essu_[A-Za-z0-9+/_-]{60,200}={0,2})',
    keywords: ['essu_'],
    edges: { after: 'A-Za-z0-9+/=_-' },
    entropy: 3.5,
    evidence: 'prefix',
    confidence: 'high',
    revoke: 'https://cloud.elastic.co/account/keys',
    examples: (sample) => [
      'essu_' + Buffer.from(`${sample.base64url(20)}:${sample.base64url(44)}`).toString('base64'),
    ],
    counterExamples: (sample) => ['essu_' + sample.base64(40)],
  },
  {
    ...shared,
    ...inContext,
    id: 'elastic-api-key',
    title: 'Elasticsearch API key',
    pattern: assigned(
      [...credentialOf('elastic', 'es[_-]api', 'kibana'), 'apikey'],
      '[A-Za-z0-9+/]{56,60}={0,2}',
    ),
    keywords: ['elastic', 'es_api', 'es-api', 'kibana', 'apikey'],
    entropy: 3.5,
    validate: isPair,
    revoke: 'DELETE /_security/api_key',
    examples: (sample) => [`ELASTICSEARCH_API_KEY=${pair(sample)}`],
  },
  {
    ...shared,
    id: 'elastic-api-key-header',
    title: 'Elasticsearch API key in a header',
    pattern: 'ApiKey (?<secret>[A-Za-z0-9+/]{56,60}={0,2})',
    keywords: ['apikey '],
    edges: { after: 'A-Za-z0-9+/=' },
    entropy: 3.5,
    validate: isPair,
    evidence: 'structure',
    confidence: 'medium',
    revoke: 'DELETE /_security/api_key',
    examples: (sample) => [`Authorization: ApiKey ${pair(sample)}`],
  },
];
