import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  ...inContext,
  severity: 'critical',
  revoke: 'https://cloud.ibm.com/iam/apikeys',
} as const;

export const ibm: readonly Rule[] = [
  {
    ...shared,
    id: 'ibm-cloud-api-key',
    aliases: ['ibm-cloud-user-api-key', 'kingfisher.ibm.1', 'IbmCloudUserKey'],
    title: 'IBM Cloud API key',
    pattern: assigned(
      [
        ...credentialOf('ibm', 'bluemix', 'softlayer', 'watson'),
        'iam[_-]?(?:api[_-]?)?(?:key|passw)',
        'cloud[_-](?:iam[_-]?)?(?:api[_-]?)?key',
        'ic_api_key',
      ],
      '[A-Za-z0-9_-]{44}',
    ),
    keywords: [
      'ibm',
      'bluemix',
      'softlayer',
      'watson',
      'ic_api_key',
      ...['', '_', '-'].flatMap((dash) => [`iam${dash}api`, `iam${dash}key`, `iam${dash}passw`]),
      ...['_', '-'].flatMap((dash) => [`cloud${dash}iam`, `cloud${dash}api`, `cloud${dash}key`]),
    ],
    entropy: 3.5,
    reference: 'https://cloud.ibm.com/docs/account?topic=account-userapikey',
    examples: (sample) => [
      `IBMCLOUD_API_KEY=${sample.base64url(44)}`,
      `"iam_api_key": "${sample.base64url(44)}"`,
    ],
    counterExamples: (sample) => [`IBMCLOUD_API_KEY=${sample.base64url(43)}`],
  },
  {
    ...shared,
    id: 'ibm-cos-hmac-secret',
    title: 'IBM Cloud Object Storage HMAC secret',
    pattern: assigned(
      ['secret[_-]?access[_-]?key', String.raw`cos[_-][\w.\-]{0,24}?(?:secret|key)`],
      '[0-9a-f]{48}',
    ),
    keywords: [...['', '_', '-'].map((dash) => `secret${dash}access`), 'cos_', 'cos-'],
    entropy: HEX_ENTROPY,
    reference:
      'https://cloud.ibm.com/docs/cloud-object-storage?topic=cloud-object-storage-uhc-hmac-credentials-main',
    revoke: 'https://cloud.ibm.com/objectstorage',
    examples: (sample) => [`"secret_access_key": "${sample.hex(48)}"`],
    counterExamples: (sample) => [`"secret_access_key": "${sample.hex(47)}"`],
  },
  {
    ...shared,
    id: 'ibm-cloudant-password',
    title: 'IBM Cloudant password or API key',
    pattern: assigned(credentialOf('cloudant'), '(?:[0-9a-f]{64}|[a-z]{24})'),
    keywords: ['cloudant'],
    entropy: HEX_ENTROPY,
    reference: 'https://cloud.ibm.com/docs/Cloudant?topic=Cloudant-managing-access-for-cloudant',
    revoke: 'https://cloud.ibm.com/docs/Cloudant?topic=Cloudant-managing-access-for-cloudant',
    examples: (sample) => [`CLOUDANT_PASSWORD=${sample.hex(64)}`],
    counterExamples: (sample) => [`CLOUDANT_PASSWORD=${sample.hex(63)}`],
  },
];
