import { assigned } from './kit/assigned.ts';
import { beside } from './kit/beside.ts';
import { credentialOf } from './kit/credential.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference: 'https://www.alibabacloud.com/help/en/ram/user-guide/create-an-accesskey-pair',
  revoke: 'https://ram.console.aliyun.com/users',
} as const;

const NAMES = [...credentialOf('alibaba', 'aliyun', 'alicloud', 'oss[_-]'), 'access[_-]?key[_-]?secret'];
const KEYWORDS = [
  'alibaba',
  'aliyun',
  'alicloud',
  'oss_',
  'oss-',
  ...['', '_', '-'].map((dash) => `access${dash}key`),
];

export const alibaba: readonly Rule[] = [
  {
    ...shared,
    id: 'alibaba-access-key-id',
    aliases: ['kingfisher.alibabacloud.1', 'Alibaba'],
    title: 'Alibaba Cloud AccessKey ID',
    pattern: '(?<secret>LTAI[A-Za-z0-9]{12,22})',
    keywords: ['ltai'],
    entropy: 3,
    evidence: 'prefix',
    severity: 'medium',
    examples: (sample) => ['LTAI' + sample.alnum(20), 'LTAI' + sample.alnum(12)],
    counterExamples: (sample) => ['LTAI' + sample.alnum(11), 'LTAI' + sample.alnum(23)],
  },
  {
    ...shared,
    id: 'alibaba-secret-beside-key-id',
    title: 'Alibaba Cloud AccessKey secret next to its ID',
    pattern: beside('LTAI[A-Za-z0-9]{12,22}', '[A-Za-z0-9]{30}'),
    keywords: ['ltai'],
    edges: { after: 'A-Za-z0-9_+/=-' },
    entropy: 3.8,
    evidence: 'context',
    examples: (sample) => [`LTAI${'X'.repeat(20)} ${sample.alnum(30)}`],
    counterExamples: (sample) => [`LTAI${'X'.repeat(20)} ${sample.alnum(31)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'alibaba-access-key-secret',
    aliases: ['alibaba-secret-key'],
    title: 'Alibaba Cloud AccessKey secret',
    pattern: assigned(NAMES, '(?:[A-Za-z0-9]{30}|[A-Za-z0-9]{36,46})'),
    keywords: KEYWORDS,
    entropy: 3.8,
    examples: (sample) => [
      `ALIYUN_ACCESS_KEY_SECRET=${sample.alnum(30)}`,
      `accessKeySecret: '${sample.alnum(30)}'`,
    ],
    counterExamples: (sample) => [`ALIYUN_ACCESS_KEY_SECRET=${sample.alnum(29)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'alibaba-sts-token',
    aliases: ['alibaba-sts-access-key-id'],
    title: 'Alibaba Cloud STS AccessKey ID',
    pattern: assigned(
      [...credentialOf('alibaba', 'aliyun', 'alicloud', 'oss[_-]', 'sts'), 'access[_-]?key', 'access key id'],
      String.raw`STS\.[A-Za-z0-9]{20,30}`,
    ),
    keywords: [...KEYWORDS, 'sts', 'access key id'],
    entropy: ALNUM_ENTROPY,
    severity: 'medium',
    reference: 'https://www.alibabacloud.com/help/en/ram/product-overview/what-is-sts',
    revoke: 'It expires within hours; detach the policies of the role to end it now.',
    examples: (sample) => [`"AccessKeyId": "STS.${sample.alnum(25)}"`],
  },
];
