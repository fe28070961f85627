import type { Rule } from './kit/rule.ts';

export const figma: readonly Rule[] = [
  {
    id: 'figma-token',
    title: 'Figma personal access, OAuth or SCIM token',
    pattern: '(?<secret>fig(?:d|o|oh|or|p|uh)_[A-Za-z0-9_-]{38,60}={0,2})',
    keywords: ['figd_', 'figo_', 'figoh_', 'figor_', 'figp_', 'figuh_'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://developers.figma.com/docs/rest-api/authentication/',
    revoke: 'https://www.figma.com/settings',
    examples: (sample) => [
      `figd_${sample.base64url(40)}`,
      `figo_${sample.base64url(40)}`,
      `figor_${sample.base64url(43)}`,
    ],
    counterExamples: (sample) => [`figd_${sample.base64url(30)}`, `figures_${sample.base64url(40)}`],
  },
];
