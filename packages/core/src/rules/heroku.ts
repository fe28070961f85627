import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  severity: 'critical',
  reference: 'https://devcenter.heroku.com/articles/authentication',
  revoke: 'https://dashboard.heroku.com/account/applications',
} as const;

export const heroku: readonly Rule[] = [
  {
    ...shared,
    id: 'heroku-api-key',
    aliases: ['heroku-api-key-v2', 'Heroku'],
    title: 'Heroku API key',
    pattern: `(?<secret>HRKU-(?:AA[0-9A-Za-z_-]{58}|${UUID}))`,
    keywords: ['hrku-'],
    edges: { after: 'A-Za-z0-9_-' },
    confidence: 'high',
    evidence: 'prefix',
    examples: (sample) => ['HRKU-AA' + sample.base64url(58), 'HRKU-' + sample.uuid()],
    counterExamples: (sample) => ['HRKU-AA' + sample.base64url(57), 'HRKU-AA' + sample.base64url(59)],
  },
  {
    ...shared,
    id: 'heroku-api-key-old',
    aliases: ['heroku-api-key', 'np.heroku.1', 'kingfisher.heroku.1'],
    title: 'Heroku API key (a bare UUID)',
    pattern: assigned(credentialOf('heroku'), UUID),
    ignoreCase: true,
    keywords: ['heroku'],
    edges: { before: '', after: 'A-Za-z0-9_-' },
    entropy: 2.8,
    confidence: 'medium',
    evidence: 'context',
    examples: (sample) => [`HEROKU_API_KEY="${sample.uuid()}"`],
    counterExamples: (sample) => [`HEROKU_APP_ID="${sample.uuid()}"`],
  },
];
