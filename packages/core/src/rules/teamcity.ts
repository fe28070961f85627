import type { Rule } from './kit/rule.ts';

export const teamcity: readonly Rule[] = [
  {
    id: 'teamcity-access-token',
    title: 'TeamCity access token',
    pattern: String.raw`(?<secret>eyJ0eXAiOiAiVENWMiJ9\.[A-Za-z0-9_-]{20,60}\.[A-Za-z0-9_-]{36,80})`,
    keywords: ['eyj0exaioiaivenwmij9.'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html',
    revoke: 'In the profile of its owner, «Access Tokens».',
    examples: (sample) => [`eyJ0eXAiOiAiVENWMiJ9.${sample.base64url(32)}.${sample.base64url(48)}`],
    counterExamples: (sample) => [`eyJ0eXAiOiAiVENWMiJ9.${sample.base64url(10)}`],
  },
];
