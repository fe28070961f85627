import type { Rule } from './kit/rule.ts';

const shared = {
  confidence: 'high',
  reference: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_tokens_scopes.htm',
  revoke: 'Revoke the token in Salesforce setup, under Connected Apps OAuth Usage.',
} as const;

export const salesforce: readonly Rule[] = [
  {
    ...shared,
    id: 'salesforce-access-token',
    title: 'Salesforce access token or session ID',
    pattern: '(?<secret>00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?![A-Za-z0-9._]{80,150})',
    keywords: ['00d'],
    edges: { after: 'A-Za-z0-9_' },
    evidence: 'structure',
    severity: 'high',
    examples: (sample) => [
      `00D${sample.alnum(12)}!${sample.alnum(96)}`,
      `00D${sample.alnum(15)}!AQ${sample.alnum(60)}.${sample.alnum(33)}`,
    ],
    counterExamples: (sample) => [`00D${sample.alnum(12)}`, `00D${sample.alnum(11)}!${sample.alnum(96)}`],
  },
  {
    ...shared,
    id: 'salesforce-refresh-token',
    title: 'Salesforce refresh token',
    pattern: '(?<secret>5Aep861[A-Za-z0-9._]{60,120})',
    keywords: ['5aep861'],
    evidence: 'prefix',
    severity: 'high',
    examples: (sample) => [`5Aep861${sample.alnum(40)}.${sample.alnum(37)}`],
    counterExamples: (sample) => [`5Aep861${sample.alnum(30)}`],
  },
  {
    ...shared,
    id: 'salesforce-consumer-key',
    title: 'Salesforce consumer key of a connected app',
    pattern: '(?<secret>3MVG9[A-Za-z0-9._]{75,120})',
    keywords: ['3mvg9'],
    evidence: 'prefix',
    severity: 'low',
    examples: (sample) => [`3MVG9${sample.alnum(40)}_${sample.alnum(39)}`],
    counterExamples: (sample) => [`3MVG9${sample.alnum(30)}`],
  },
];
