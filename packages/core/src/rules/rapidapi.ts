import type { Rule } from './kit/rule.ts';

export const rapidapi: readonly Rule[] = [
  {
    id: 'rapidapi-key',
    aliases: ['rapidapi-access-token'],
    title: 'RapidAPI key',
    pattern: '(?<secret>[0-9a-f]{10}msh[0-9a-f]{14,16}p1[0-9a-f]{5,6}jsn[0-9a-f]{11,12})',
    keywords: ['msh'],
    evidence: 'marker',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.rapidapi.com/docs/keys-and-key-rotation',
    revoke: 'https://rapidapi.com/developer/apps',
    examples: (sample) => [`${sample.hex(10)}msh${sample.hex(15)}p1${sample.hex(5)}jsn${sample.hex(12)}`],
    counterExamples: (sample) => [
      `${sample.hex(9)}msh${sample.hex(15)}p1${sample.hex(5)}jsn${sample.hex(12)}`,
      `${sample.alnum(50)}`,
    ],
  },
];
