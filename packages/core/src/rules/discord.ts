import { assigned } from './kit/assigned.ts';
import { ALNUM_ENTROPY, inContext } from './kit/incontext.ts';
import { namedBy } from './kit/namedby.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

/** Base64 of 17 to 20 digits. */
const SNOWFLAKE = '(?:[MNO][DTjz][AEIMQUYcgk][wxyz0-5]){5,6}(?:[MNO](?:[AQgw]|[DTjz][AEIMQUYcgk]))?';
const NAMES = ['token', 'discord', 'bot', 'client.run', 'client.login'];
/** 2015, when Discord began to count milliseconds. */
const EPOCH = 1_420_070_400_000;

/** The first part is the ID of the bot's user, and with it the time at which it was made. */
function judge(token: string): 'valid' | 'invalid' {
  const id = Buffer.from(token.split('.')[0]!, 'base64').toString('latin1');
  if (!/^[0-9]{17,20}$/.test(id)) return 'invalid';
  return Number(BigInt(id) >> 22n) + EPOCH < Date.now() ? 'valid' : 'invalid';
}

function token(sample: Sample, digits: number): string {
  const id = Buffer.from('10' + sample.digits(digits - 2)).toString('base64url');
  return `${id}.${sample.base64url(6)}.${sample.base64url(digits > 18 ? 38 : 27)}`;
}

export const discord: readonly Rule[] = [
  {
    id: 'discord-bot-token',
    aliases: ['discord-api-token'],
    title: 'Discord bot token',
    pattern: namedBy(NAMES, String.raw`${SNOWFLAKE}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}`),
    keywords: NAMES,
    edges: { before: '', after: 'A-Za-z0-9_-' },
    validate: judge,
    evidence: 'structure',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://discord.com/developers/docs/reference#authentication',
    revoke: 'https://discord.com/developers/applications',
    examples: (sample) => [
      `DISCORD_TOKEN=${token(sample, 18)}`,
      `client.login('${token(sample, 19)}');`,
      `Authorization: Bot ${token(sample, 17)}`,
      `"token": "${token(sample, 18)}"`,
    ],
    counterExamples: (sample) => [
      `token: ${sample.alnum(24)}.${sample.alnum(6)}.${sample.alnum(27)}`,
      `DISCORD_TOKEN=${token(sample, 18).slice(0, -14)}`,
    ],
  },
  {
    id: 'discord-webhook-url',
    title: 'Discord webhook',
    pattern: String.raw`(?<secret>(?:discord|discordapp)\.com/api/(?:v[0-9]{1,2}/)?webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,68})`,
    keywords: ['discord.com/api/', 'discordapp.com/api/'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://discord.com/developers/docs/resources/webhook',
    revoke: 'Delete the webhook in the settings of the channel; a DELETE request to its URL does it too.',
    examples: (sample) => [
      `https://discord.com/api/webhooks/${sample.digits(18)}/${sample.base64url(68)}`,
      `https://discordapp.com/api/v10/webhooks/${sample.digits(19)}/${sample.base64url(68)}`,
    ],
    counterExamples: (sample) => [`https://discord.com/api/webhooks/${sample.digits(18)}`],
  },
  {
    ...inContext,
    id: 'discord-client-secret',
    title: 'Discord client secret',
    pattern: assigned([String.raw`discord[\w.\-]{0,24}secret`], '[A-Za-z0-9_-]{32}'),
    keywords: ['discord'],
    entropy: ALNUM_ENTROPY,
    severity: 'high',
    reference: 'https://discord.com/developers/docs/topics/oauth2',
    revoke: 'https://discord.com/developers/applications',
    examples: (sample) => [`DISCORD_CLIENT_SECRET=${sample.base64url(32)}`],
    counterExamples: (sample) => [`DISCORD_CLIENT_ID=${sample.digits(18)}`],
  },
];
