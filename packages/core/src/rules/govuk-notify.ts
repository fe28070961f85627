import { namedBy } from './kit/namedby.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

export const govuknotify: readonly Rule[] = [
  {
    id: 'govuk-notify-api-key',
    title: 'GOV.UK Notify API key',
    pattern: namedBy(['notify', 'govuk', 'gov_uk'], `[A-Za-z0-9_-]{2,60}-${UUID}-${UUID}`),
    keywords: ['notify', 'govuk', 'gov_uk'],
    edges: { before: '' },
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.notifications.service.gov.uk/rest-api.html#api-keys',
    revoke: 'Revoke the key in GOV.UK Notify, under API integration, API keys.',
    examples: (sample) => [
      `NOTIFY_API_KEY=production-${sample.uuid()}-${sample.uuid()}`,
      `govuk_notify_api_key: "my_test_key-${sample.uuid()}-${sample.uuid()}"`,
    ],
    counterExamples: (sample) => [`NOTIFY_SERVICE=${sample.uuid()}`],
  },
];
