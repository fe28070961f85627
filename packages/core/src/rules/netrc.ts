import type { Rule } from './kit/rule.ts';

export const netrc: readonly Rule[] = [
  {
    id: 'netrc-password',
    title: 'Password in a .netrc file',
    pattern: String.raw`machine\s{1,8}[^\s'"]{3,200}\s{1,16}login\s{1,8}[^\s'"]{1,128}\s{1,16}password\s{1,8}(?<secret>[^\s'"<>{}$][^\s'"<>{}]{7,255})`,
    keywords: ['machine'],
    edges: { before: 'A-Za-z0-9_', after: '' },
    entropy: 2.8,
    evidence: 'structure',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html',
    revoke: 'Change the password of the user that the line names.',
    examples: (sample) => [
      `machine api.host.io login me password ${sample.alnum(20)}`,
      `machine git.host.io\n  login me\n  password ${sample.alnum(14)}\n`,
    ],
    counterExamples: () => [
      'machine api.host.io login me password ${TOKEN}',
      'machine api.host.io login me password <secret>',
      'The machine asks for login and password before it starts.',
    ],
  },
];
