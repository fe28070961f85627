import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

/** SK and the first hex digit: what the engine can search for. */
const HEADS = [...'0123456789abcdef'].map((digit) => `SK${digit}`);

const shared = {
  reference: 'https://www.twilio.com/docs/iam/api-keys',
  revoke: 'https://console.twilio.com/us1/account/keys-credentials/api-keys',
} as const;

export const twilio: readonly Rule[] = [
  {
    ...shared,
    id: 'twilio-api-key',
    title: 'Twilio API key SID',
    pattern: `(?<secret>(?:${HEADS.join('|')})[0-9a-f]{31})`,
    keywords: HEADS.map((head) => head.toLowerCase()),
    entropy: 3,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    examples: (sample) => [`SK${sample.hex(32)}`],
    counterExamples: (sample) => [`SK${sample.hex(31)}`, `SK${sample.hex(33)}`, `AC${sample.hex(32)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'twilio-auth-token',
    title: 'Twilio auth token or API key secret',
    pattern: assigned(credentialOf('twilio'), '[0-9a-f]{32}|[A-Za-z0-9]{32}'),
    keywords: ['twilio'],
    entropy: HEX_ENTROPY,
    severity: 'critical',
    examples: (sample) => [`TWILIO_AUTH_TOKEN=${sample.hex(32)}`, `twilio.api_secret: '${sample.alnum(32)}'`],
    counterExamples: (sample) => [`TWILIO_ACCOUNT_SID=AC${sample.hex(32)}`],
  },
];
