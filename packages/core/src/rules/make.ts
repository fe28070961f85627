import { assigned } from './kit/assigned.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

export const make: readonly Rule[] = [
  {
    id: 'make-webhook-url',
    title: 'Make webhook',
    pattern: String.raw`(?<secret>hook\.(?:eu|us)[0-9]\.make\.(?:com|celonis\.com)/[0-9a-z]{32})`,
    keywords: ['hook.eu', 'hook.us'],
    evidence: 'structure',
    severity: 'medium',
    confidence: 'high',
    reference: 'https://help.make.com/webhooks',
    revoke: 'Delete the webhook in Make and make a new one.',
    examples: (sample) => [
      `https://hook.eu1.make.com/${sample.lower(32)}`,
      `https://hook.us2.make.com/${sample.lower(32)}`,
    ],
    counterExamples: (sample) => [`https://hook.eu1.make.com/${sample.lower(31)}`],
  },
  {
    ...inContext,
    id: 'make-api-token',
    title: 'Make API token',
    pattern: assigned([String.raw`(?:make|integromat)[_.\-]?(?:com[_.\-]?)?api[_.\-]?(?:key|token)`], UUID),
    keywords: ['make', 'integromat'],
    entropy: HEX_ENTROPY,
    severity: 'high',
    reference: 'https://developers.make.com/api-documentation/authentication/authentication-token',
    revoke: 'https://www.make.com/en/login, under Profile, API',
    examples: (sample) => [`MAKE_API_TOKEN=${sample.uuid()}`],
    counterExamples: (sample) => [`MAKE_TARGET_ID=${sample.uuid()}`],
  },
];
