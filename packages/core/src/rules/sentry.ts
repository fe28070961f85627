import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import { judgePayload, payloadOf } from './kit/payload.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://docs.sentry.io/account/auth-tokens/',
  revoke: 'https://sentry.io/settings/account/api/auth-tokens/',
} as const;

export const sentry: readonly Rule[] = [
  {
    ...shared,
    id: 'sentry-org-token',
    title: 'Sentry organization auth token',
    pattern: '(?<secret>sntrys_eyJ[A-Za-z0-9+/=_-]{60,600}_[A-Za-z0-9+/]{43})',
    keywords: ['sntrys_'],
    edges: { after: 'A-Za-z0-9+/' },
    validate: (secret) => judgePayload(secret.slice(7, secret.lastIndexOf('_')), ['iat', 'url', 'org']),
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [
      `sntrys_${payloadOf({ iat: 1700000000.5, url: 'https://sentry.io', region_url: 'https://us.sentry.io', org: 'acme' })}_${sample.base64(43)}`,
    ],
    counterExamples: (sample) => [`sntrys_${sample.base64(43)}`],
  },
  {
    ...shared,
    id: 'sentry-user-token',
    title: 'Sentry user auth token',
    pattern: '(?<secret>sntryu_[0-9a-f]{64})',
    keywords: ['sntryu_'],
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [`sntryu_${sample.hex(64)}`],
    counterExamples: (sample) => [`sntryu_${sample.hex(63)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'sentry-access-token',
    title: 'Sentry auth token (older form)',
    pattern: assigned(credentialOf('sentry'), '[0-9a-f]{64}'),
    keywords: ['sentry'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`SENTRY_AUTH_TOKEN=${sample.hex(64)}`],
    counterExamples: (sample) => [`sentry-cli: ${sample.hex(64)}`],
  },
  {
    ...shared,
    id: 'sentry-dsn',
    title: 'Sentry DSN',
    pattern: String.raw`https://(?<secret>[0-9a-f]{32})@o[0-9]{1,12}\.ingest\.(?:(?:us|de)\.)?sentry\.io/[0-9]`,
    keywords: ['.ingest.'],
    edges: { before: '', after: '' },
    evidence: 'structure',
    severity: 'low',
    // it is in every browser that loads the page: one can send events with it, and read nothing
    confidence: 'low',
    reference: 'https://docs.sentry.io/concepts/key-terms/dsn-explainer/',
    revoke: 'In the settings of the project, under Client Keys.',
    examples: (sample) => [
      `https://${sample.hex(32)}@o${sample.digits(6)}.ingest.sentry.io/${sample.digits(7)}`,
    ],
    counterExamples: (sample) => [`https://${sample.hex(31)}@o1.ingest.sentry.io/1`],
  },
];
