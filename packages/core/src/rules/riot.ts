import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

export const riot: readonly Rule[] = [
  {
    id: 'riot-api-key',
    title: 'Riot Games API key',
    pattern: `(?<secret>RGAPI-${UUID})`,
    keywords: ['rgapi-'],
    evidence: 'prefix',
    severity: 'medium',
    confidence: 'high',
    reference: 'https://developer.riotgames.com/docs/portal',
    revoke: 'https://developer.riotgames.com/',
    examples: (sample) => [`RGAPI-${sample.uuid()}`],
    counterExamples: (sample) => [`RGAPI-${sample.hex(32)}`],
  },
];
