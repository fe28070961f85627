import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
  evidence: 'prefix',
  edges: { after: 'A-Za-z0-9_=-' },
  reference: 'https://yandex.cloud/en/docs/iam/concepts/authorization/',
  revoke: 'https://console.yandex.cloud/',
} as const;

export const yandex: readonly Rule[] = [
  {
    ...shared,
    id: 'yandex-api-key',
    title: 'Yandex Cloud API key',
    pattern: '(?<secret>AQVN[A-Za-z0-9_-]{35,38})',
    keywords: ['aqvn'],
    edges: { before: 'A-Za-z0-9+/_-', after: 'A-Za-z0-9+/_=-' },
    entropy: 3.5,
    reference: 'https://yandex.cloud/en/docs/iam/concepts/authorization/api-key',
    examples: (sample) => ['AQVN' + sample.base64url(36)],
    counterExamples: (sample) => ['AQVN' + sample.base64url(34), 'AQVN' + sample.base64url(40)],
  },
  {
    ...shared,
    id: 'yandex-iam-token',
    aliases: ['yandex-access-token', 'kingfisher.yandex.1'],
    title: 'Yandex Cloud IAM token',
    pattern: String.raw`(?<secret>t1\.[A-Za-z0-9_-]{1,1000}={0,2}\.[A-Za-z0-9_-]{86}={0,2})`,
    keywords: ['t1.'],
    entropy: 3.8,
    severity: 'high',
    reference: 'https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token',
    revoke: 'It expires within twelve hours.',
    examples: (sample) => [`t1.9euelZ${sample.base64url(150)}.${sample.base64url(86)}`],
    counterExamples: (sample) => [`t1.9euelZ${sample.base64url(150)}.${sample.base64url(80)}`],
  },
  {
    ...shared,
    id: 'yandex-oauth-token',
    aliases: ['YandexToken', 'Yandex'],
    title: 'Yandex OAuth token',
    pattern: '(?<secret>y[0-3]_[A-Za-z0-9_-]{55,120})',
    keywords: ['y0_', 'y1_', 'y2_', 'y3_'],
    edges: { before: 'A-Za-z0-9_-', after: 'A-Za-z0-9_-' },
    entropy: 4,
    reference: 'https://yandex.cloud/en/docs/iam/concepts/authorization/oauth-token',
    revoke: 'https://id.yandex.com/personal/data-access',
    examples: (sample) => ['y0_' + sample.base64url(55)],
    counterExamples: (sample) => ['y0_' + sample.base64url(50)],
  },
  {
    ...shared,
    ...inContext,
    id: 'yandex-static-key',
    aliases: ['yandex-aws-access-token'],
    title: 'Yandex Cloud static access key',
    pattern: assigned(
      [...credentialOf('yandex', 'yc[_-]'), 'secret[_-]?(?:access[_-]?)?key'],
      'YC[A-Za-z0-9_-]{38}',
    ),
    keywords: [
      'yandex',
      'yc_',
      'yc-',
      ...['', '_', '-'].flatMap((dash) => [`secret${dash}key`, `secret${dash}access`]),
    ],
    entropy: 3.8,
    reference: 'https://yandex.cloud/en/docs/iam/concepts/authorization/access-key',
    examples: (sample) => [`YANDEX_SECRET_KEY=YC${sample.base64url(38)}`],
    counterExamples: (sample) => [`YANDEX_SECRET_KEY=YC${sample.base64url(37)}`],
  },
];
