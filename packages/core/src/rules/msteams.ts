import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

export const msteams: readonly Rule[] = [
  {
    id: 'msteams-webhook-url',
    aliases: ['microsoft-teams-webhook'],
    title: 'Microsoft Teams incoming webhook',
    pattern: String.raw`(?<secret>(?:webhook\.office\.com/webhookb2|outlook\.office\.com/webhook)/${UUID}@${UUID}/IncomingWebhook/[0-9a-f]{32}/${UUID}(?:/[A-Za-z0-9_-]{20,80})?)`,
    keywords: ['webhook.office.com/', 'outlook.office.com/'],
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference:
      'https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
    revoke: 'Remove the connector from the channel in Teams.',
    examples: (sample) => [
      `https://acme.webhook.office.com/webhookb2/${sample.uuid()}@${sample.uuid()}/IncomingWebhook/${sample.hex(32)}/${sample.uuid()}`,
    ],
    counterExamples: (sample) => [`https://acme.webhook.office.com/webhookb2/${sample.uuid()}`],
  },
];
