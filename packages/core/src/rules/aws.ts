import { assigned } from './kit/assigned.ts';
import { beside } from './kit/beside.ts';
import type { Rule } from './kit/rule.ts';
import { base64Text } from './kit/structure.ts';

const KEY_ID = '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}';
const SECRET = '[A-Za-z0-9/+]{40}';

const shared = {
  severity: 'critical',
  confidence: 'high',
  reference: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
  revoke: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
} as const;

/** SHA-1 in hex has 40 characters too; its entropy cannot be above 4 bits. */
const MORE_THAN_HEX = 4.1;

export const aws: readonly Rule[] = [
  {
    ...shared,
    id: 'aws-access-key-id',
    aliases: ['aws-access-token', 'np.aws.1', 'kingfisher.aws.1', 'AWS'],
    title: 'AWS access key ID',
    pattern: `(?<secret>${KEY_ID})`,
    keywords: ['akia', 'asia', 'abia', 'acca'],
    entropy: 2.8,
    // the characters are base32: 0, 1, 8 and 9 are none of them
    validate: (secret) => (/[0189]/.test(secret) ? 'invalid' : undefined),
    evidence: 'prefix',
    severity: 'high',
    examples: (sample) => ['AKIA' + sample.base32(16), 'ASIA' + sample.base32(16)],
    counterExamples: (sample) => ['AKIA' + sample.base32(15), 'AKIA' + sample.base32(17)],
  },
  {
    ...shared,
    id: 'aws-secret-access-key',
    aliases: ['np.aws.2', 'kingfisher.aws.2'],
    title: 'AWS secret access key',
    pattern: assigned(
      [
        String.raw`aws[\w.\- ]{0,24}?(?:secret|key|passw|token)`,
        'secret[_.-]?access[_.-]?key',
        's3a?[_.-]secret',
      ],
      SECRET,
    ),
    ignoreCase: true,
    keywords: [
      'aws',
      ...['', '_', '.', '-'].map((dash) => `secret${dash}access`),
      ...['_', '.', '-'].flatMap((dash) => [`s3${dash}secret`, `s3a${dash}secret`]),
    ],
    edges: { before: '', after: 'A-Za-z0-9/+=_-' },
    entropy: MORE_THAN_HEX,
    evidence: 'context',
    examples: (sample) => [
      `aws_secret_access_key = ${sample.base64(40)}`,
      `"SecretAccessKey": "${sample.base64(40)}"`,
      `fs.s3a.secret.key=${sample.base64(40)}`,
    ],
    counterExamples: (sample) => [
      `aws_secret_access_key = ${sample.base64(41)}`,
      `aws_secret_access_key = ${sample.base64(39)}`,
    ],
  },
  {
    ...shared,
    id: 'aws-secret-key',
    title: 'AWS secret key, by its name and what is near',
    pattern: assigned(['secret[_.-]?key', 'secret[_.-]?access'], SECRET),
    ignoreCase: true,
    keywords: ['', '_', '.', '-'].flatMap((dash) => [`secret${dash}key`, `secret${dash}access`]),
    near: { words: ['aws', 'amazon', 's3', 'akia', 'access_key', 'accesskey', 'access-key'], within: 300 },
    edges: { before: '', after: 'A-Za-z0-9/+=_-' },
    entropy: MORE_THAN_HEX,
    evidence: 'context',
    confidence: 'medium',
    examples: (sample) => [`[s3]\nsecret_key = ${sample.base64(40)}`],
  },
  {
    ...shared,
    id: 'aws-secret-beside-key-id',
    title: 'AWS secret access key next to its key ID',
    pattern: beside('(?:AKIA|ASIA)[A-Z0-9]{16}', SECRET),
    keywords: ['akia', 'asia'],
    edges: { after: 'A-Za-z0-9/+=_-' },
    entropy: MORE_THAN_HEX,
    evidence: 'context',
    // the ID is blotted out, so that the secret is the one finding
    examples: (sample) => [`AKIA${'X'.repeat(16)},${sample.base64(40)}`],
    counterExamples: (sample) => [`AKIA${sample.base32(16)},${sample.base64(44)}`],
  },
  {
    ...shared,
    id: 'aws-session-token',
    aliases: ['np.aws.4', 'kingfisher.aws.4', 'AWSSessionKey'],
    title: 'AWS session token',
    // the first bytes name their kind: «origin_ec», «er/aws», and «aws» in those of old
    pattern: '(?<secret>(?:(?:IQ|Ag)oJb3JpZ2luX2Vj|F[wQ]oGZXIvYXdz|[FA]QoDYXdz)[A-Za-z0-9+/%]{80,}={0,2})',
    keywords: [
      'iqojb3jpz2lux2vj',
      'agojb3jpz2lux2vj',
      'fwogzxivyxdz',
      'fqogzxivyxdz',
      'fqodyxdz',
      'aqodyxdz',
    ],
    edges: { before: 'A-Za-z0-9+/', after: 'A-Za-z0-9+/=' },
    maxLength: 4096,
    evidence: 'prefix',
    severity: 'high',
    reference: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html',
    revoke: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html',
    examples: (sample) => [
      `IQoJb3JpZ2luX2Vj${sample.base64(400)}==`,
      `FwoGZXIvYXdz${sample.base64(300)}=`,
      `FQoDYXdz${sample.base64(100)}`,
    ],
    counterExamples: (sample) => [`IQoJb3JpZ2luX2Vj${sample.base64(40)}`],
  },
  {
    ...shared,
    id: 'aws-session-token-by-name',
    title: 'AWS session token, by its name and the key ID that is near',
    pattern: assigned(['session', 'security[_.-]?token'], '[A-Za-z0-9+/]{100,1000}={0,2}'),
    ignoreCase: true,
    keywords: ['session', 'securitytoken', 'security_token', 'security.token', 'security-token'],
    near: { words: ['asia'], within: 400 },
    edges: { before: '', after: 'A-Za-z0-9+/=_-' },
    entropy: 4.5,
    evidence: 'context',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html',
    revoke: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html',
    examples: (sample) => [`ASIA${'X'.repeat(16)}\nsession: ${sample.base64(300)}`],
    counterExamples: (sample) => [`ASIA${'X'.repeat(16)}\nsession: ${sample.base64(60)}`],
  },
  {
    ...shared,
    id: 'aws-bedrock-api-key',
    aliases: ['aws-amazon-bedrock-api-key-long-lived'],
    title: 'Amazon Bedrock API key (long-term)',
    pattern: '(?<secret>ABSK[A-Za-z0-9+/]{100,270}={0,2})',
    keywords: ['absk'],
    edges: { before: 'A-Za-z0-9+/', after: 'A-Za-z0-9+/=' },
    entropy: 3.5,
    validate: (secret) => {
      const text = base64Text(secret.slice(4));
      return text === undefined ? undefined : text.startsWith('BedrockAPIKey-') ? 'valid' : 'invalid';
    },
    evidence: 'prefix',
    reference: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    revoke: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-revoke.html',
    examples: (sample) => [
      'AWS_BEARER_TOKEN_BEDROCK=ABSK' +
        Buffer.from(`BedrockAPIKey-${sample.lower(4)}-at-${sample.digits(12)}:${sample.alnum(64)}`).toString(
          'base64',
        ),
    ],
    counterExamples: (sample) => ['ABSK' + sample.base64(90)],
  },
  {
    ...shared,
    id: 'aws-bedrock-short-term-key',
    aliases: ['aws-amazon-bedrock-api-key-short-lived'],
    title: 'Amazon Bedrock API key (short-term)',
    // the body starts with «bedrock.amazonaws.com» in base64
    pattern: '(?<secret>bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/=_-]*)', // staunch:allow
    keywords: ['bedrock-api-key-'],
    maxLength: 8192,
    evidence: 'prefix',
    severity: 'high',
    reference: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    revoke: 'It expires within twelve hours; revoke the session that signed it to end it now.',
    examples: (sample) => [
      'bedrock-api-key-' +
        Buffer.from(
          `bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Signature=${sample.hex(64)}`,
        ).toString('base64'),
    ],
  },
  {
    ...shared,
    id: 'aws-appsync-api-key',
    aliases: ['np.aws.6', 'AWSAppSync'],
    title: 'AWS AppSync API key',
    pattern: '(?<secret>da2-[a-z0-9]{26})',
    keywords: ['da2-'],
    edges: { before: 'A-Za-z0-9_-', after: 'A-Za-z0-9_-' },
    entropy: 3,
    evidence: 'prefix',
    severity: 'high',
    reference: 'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
    revoke: 'https://docs.aws.amazon.com/appsync/latest/APIReference/API_DeleteApiKey.html',
    examples: (sample) => ['da2-' + sample.lower(26)],
    counterExamples: (sample) => ['da2-' + sample.lower(25), 'da2-' + sample.lower(27)],
  },
  {
    ...shared,
    id: 'aws-mws-auth-token',
    aliases: ['np.aws.5'],
    title: 'Amazon MWS authorization token',
    pattern: String.raw`(?<secret>amzn\.mws\.[0-9a-z]{8}-(?:[0-9a-z]{4}-){3}[0-9a-z]{12})`,
    keywords: ['amzn.mws.'],
    evidence: 'prefix',
    severity: 'high',
    reference: 'https://developer-docs.amazon.com/sp-api/docs/migrating-authorizations-from-mws',
    revoke: 'https://sellercentral.amazon.com/apps/manage',
    examples: (sample) => ['amzn.mws.' + sample.uuid()],
  },
];
