import { namedBy } from './kit/namedby.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const NAMES = ['bws', 'bitwarden', 'access_token', 'access-token', 'accesstoken', 'bearer'];

export const bitwarden: readonly Rule[] = [
  {
    id: 'bitwarden-access-token',
    title: 'Bitwarden Secrets Manager access token',
    pattern: namedBy(NAMES, String.raw`0\.${UUID}\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==`),
    keywords: NAMES,
    edges: { before: '' },
    evidence: 'structure',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://bitwarden.com/help/access-tokens/',
    revoke: 'Revoke the token in the Secrets Manager, under Machine accounts.',
    examples: (sample) => [
      `BWS_ACCESS_TOKEN=0.${sample.uuid()}.${sample.alnum(30)}:${sample.base64(22)}==`,
      `Authorization: Bearer 0.${sample.uuid()}.${sample.alnum(30)}:${sample.base64(22)}==`,
      `bws run --access-token 0.${sample.uuid()}.${sample.alnum(30)}:${sample.base64(22)}==`,
    ],
    counterExamples: (sample) => [`BWS_ACCESS_TOKEN=0.${sample.uuid()}`],
  },
];
