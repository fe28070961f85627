import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  evidence: 'marker',
  severity: 'high',
  confidence: 'high',
  reference: 'https://developer.webex.com/docs/bots',
  revoke: 'https://developer.webex.com/my-apps',
} as const;

export const webex: readonly Rule[] = [
  {
    ...shared,
    id: 'webex-bot-token',
    title: 'Webex bot or integration token',
    pattern: `(?<secret>[A-Za-z0-9_-]{60,70}_PF84_${UUID})`,
    keywords: ['_pf84_'],
    examples: (sample) => [`${sample.base64url(64)}_PF84_${sample.uuid()}`],
    counterExamples: (sample) => [`${sample.alnum(64)}_PF84_${sample.hex(32)}`],
  },
  {
    ...shared,
    id: 'webex-bot-token-europe',
    title: 'Webex bot or integration token of the European region',
    pattern: `(?<secret>[A-Za-z0-9_-]{60,70}_PE93_${UUID})`,
    keywords: ['_pe93_'],
    examples: (sample) => [`${sample.alnum(64)}_PE93_${sample.uuid()}`],
  },
  {
    ...shared,
    id: 'webex-guest-token',
    title: 'Webex guest or service token',
    pattern: `(?<secret>[A-Za-z0-9_-]{60,70}_P0A1_${UUID})`,
    keywords: ['_p0a1_'],
    examples: (sample) => [`${sample.alnum(64)}_P0A1_${sample.uuid()}`],
  },
];
