import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
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
  {
    ...inContext,
    id: 'telegram-bot-token-by-name',
    aliases: ['telegram-bot-api-token'],
    title: 'Telegram bot token of another form, by its name',
    pattern: assigned(['telegram', 'tg_bot', 'tgbot'], '[0-9]{5,16}:A[A-Za-z0-9_-]{34}'),
    keywords: ['telegram', 'tg_bot', 'tgbot'],
    edges: { before: '', after: 'A-Za-z0-9_-' },
    entropy: ALNUM_ENTROPY,
    severity: 'high',
    reference: 'https://core.telegram.org/bots/api#authorizing-your-bot',
    revoke: 'Send /revoke to https://t.me/BotFather.',
    examples: (sample) => [`TELEGRAM_API_TOKEN = ${sample.digits(8)}:Ab${sample.base64url(33)}`],
    counterExamples: (sample) => [`TELEGRAM_CHAT = ${sample.digits(8)}:Ab${sample.base64url(32)}`],
  },
];
