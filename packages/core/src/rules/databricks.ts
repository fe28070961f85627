import type { Rule } from './kit/rule.ts';

export const databricks: readonly Rule[] = [
  {
    id: 'databricks-token',
    aliases: ['databricks-api-token', 'np.databricks.1', 'kingfisher.databricks.1', 'DatabricksToken'],
    title: 'Databricks access token',
    pattern: '(?<secret>(?:dapi|dkea|dose|dsapi)[0-9a-fA-F]{32}(?:-[0-9]{1,2})?)',
    keywords: ['dapi', 'dkea', 'dose', 'dsapi'],
    entropy: 3,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://docs.databricks.com/aws/en/dev-tools/auth/pat',
    revoke: 'https://docs.databricks.com/aws/en/admin/access-control/tokens',
    examples: (sample) => ['dapi' + sample.hex(32), `dapi${sample.hex(32)}-2`, 'dsapi' + sample.hex(32)],
    counterExamples: (sample) => ['dapi' + sample.hex(31), 'dapi' + sample.hex(33)],
  },
];
