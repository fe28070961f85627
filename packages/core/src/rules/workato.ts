import { judgeJwt } from './kit/jwt.ts';
import { payloadOf } from './kit/payload.ts';
import type { Rule } from './kit/rule.ts';

export const workato: readonly Rule[] = [
  {
    id: 'workato-developer-token',
    title: 'Workato developer API token',
    pattern: String.raw`(?<secret>wrk[a-z]{2,4}-eyJ[A-Za-z0-9_-]{10,400}\.eyJ[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{40,700})`,
    keywords: ['wrk'],
    edges: { after: 'A-Za-z0-9_-' },
    validate: (secret) => judgeJwt(secret.slice(secret.indexOf('-') + 1)),
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.workato.com/workato-api/api-clients.html',
    revoke: 'Revoke the client in Workato, under Workspace admin, API clients.',
    examples: (sample) => [
      `wrkaus-${payloadOf({ alg: 'RS256', typ: 'JWT' }, 'base64url')}.${payloadOf({ sub: sample.uuid() }, 'base64url')}.${sample.base64url(342)}`,
    ],
  },
];
