import type { Rule } from './kit/rule.ts';

export const clickhouse: readonly Rule[] = [
  {
    id: 'clickhouse-cloud-secret',
    aliases: ['clickhouse-cloud-api-secret-key', 'kingfisher.clickhouse.2'],
    title: 'ClickHouse Cloud API secret key',
    pattern: '(?<secret>4b1d[A-Za-z0-9]{38})',
    keywords: ['4b1d'],
    edges: { before: 'A-Za-z0-9+/_-', after: 'A-Za-z0-9+/=_-' },
    entropy: 4,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://clickhouse.com/docs/cloud/manage/openapi',
    revoke: 'https://console.clickhouse.cloud/',
    examples: (sample) => [
      'CLICKHOUSE_KEY_SECRET: 4b1d' + sample.alnum(38),
      'CLICKHOUSE_KEY_SECRET=4b1d' + sample.alnum(38),
    ],
    counterExamples: (sample) => ['4b1d' + sample.alnum(37), '4b1d' + sample.alnum(39)],
  },
];
