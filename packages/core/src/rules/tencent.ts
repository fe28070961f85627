import { assigned } from './kit/assigned.ts';
import { beside } from './kit/beside.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference: 'https://www.tencentcloud.com/document/product/598/32675',
  revoke: 'https://console.tencentcloud.com/cam/capi',
} as const;

export const tencent: readonly Rule[] = [
  {
    ...shared,
    id: 'tencent-secret-id',
    aliases: ['kingfisher.tencent.1'],
    title: 'Tencent Cloud SecretId',
    pattern: '(?<secret>AKID[A-Za-z0-9]{32})',
    keywords: ['akid'],
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'medium',
    examples: (sample) => ['AKID' + sample.alnum(32)],
    counterExamples: (sample) => ['AKID' + sample.alnum(31), 'AKID' + sample.alnum(33)],
  },
  {
    ...shared,
    id: 'tencent-secret-key-beside-id',
    title: 'Tencent Cloud SecretKey next to its SecretId',
    pattern: beside('AKID[A-Za-z0-9]{32}', '[A-Za-z0-9]{32}'),
    keywords: ['akid'],
    edges: { after: 'A-Za-z0-9_+/=-' },
    entropy: 3.8,
    evidence: 'context',
    examples: (sample) => [`id: AKID${'X'.repeat(32)}\nkey: ${sample.alnum(32)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'tencent-secret-key',
    title: 'Tencent Cloud SecretKey',
    pattern: assigned(credentialOf('tencent', 'qcloud'), '[A-Za-z0-9]{32}'),
    keywords: ['tencent', 'qcloud'],
    entropy: 3.8,
    examples: (sample) => [`TENCENTCLOUD_SECRET_KEY=${sample.alnum(32)}`],
    counterExamples: (sample) => [`TENCENTCLOUD_SECRET_KEY=${sample.alnum(31)}`],
  },
];
