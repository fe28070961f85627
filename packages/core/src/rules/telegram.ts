import type { Rule } from './kit/rule.ts';

export const telegram: readonly Rule[] = [
  {
    id: 'telegram-bot-token',
    aliases: ['telegram-bot-api-token'],
    title: 'Telegram bot token',
    pattern: '(?<secret>[0-9]{8,10}:AA[A-Za-z0-9_-]{33})',
    keywords: [':aa'],
    edges: { before: '0-9', after: 'A-Za-z0-9_-' },
    entropy: 3.5,
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://core.telegram.org/bots/api#authorizing-your-bot',
    revoke: 'Send /revoke to https://t.me/BotFather.',
    examples: (sample) => [
      `${sample.digits(10)}:AA${sample.base64url(33)}`,
      `https://api.telegram.org/bot${sample.digits(9)}:AA${sample.base64url(33)}/getMe`,
    ],
    counterExamples: (sample) => [
      `${sample.digits(10)}:AA${sample.base64url(32)}`,
      `${sample.digits(7)}:AA${sample.base64url(33)}`,
      `${sample.digits(11)}:AA${sample.base64url(33)}`,
    ],
  },
];
