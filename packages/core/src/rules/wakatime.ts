import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

export const wakatime: readonly Rule[] = [
  {
    id: 'wakatime-api-key',
    title: 'WakaTime API key or OAuth token',
    pattern: `(?<secret>waka_(?:${UUID}|[0-9a-f]{32,36}|(?:tok|ref|sec)_[A-Za-z0-9]{40,100}))`,
    keywords: ['waka_'],
    evidence: 'prefix',
    severity: 'medium',
    confidence: 'high',
    reference: 'https://wakatime.com/developers#authentication',
    revoke: 'https://wakatime.com/settings/api-key',
    examples: (sample) => [`waka_${sample.uuid()}`, `waka_tok_${sample.alnum(80)}`],
    counterExamples: (sample) => [`waka_${sample.hex(31)}`],
  },
];
