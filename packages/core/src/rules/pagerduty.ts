import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

export const pagerduty: readonly Rule[] = [
  {
    ...inContext,
    id: 'pagerduty-api-key',
    title: 'PagerDuty API key',
    pattern: assigned(
      [String.raw`pager[_-]?duty[\w.\-]{0,24}(?:key|token)`, 'pd[_-]?api[_-]?(?:key|token)'],
      String.raw`(?:u\+|y_|[A-Za-z0-9])[A-Za-z0-9_+-]{18,19}`,
    ),
    keywords: ['pagerduty', 'pager_duty', 'pager-duty', 'pd_api', 'pd-api', 'pdapi'],
    entropy: 3.5,
    reference: 'https://support.pagerduty.com/main/docs/api-access-keys',
    revoke: 'https://support.pagerduty.com/main/docs/api-access-keys#delete-an-api-key',
    severity: 'high',
    examples: (sample) => [
      `PAGERDUTY_API_KEY=u+${sample.base64url(18)}`,
      `PD_API_TOKEN="${sample.alnum(20)}"`,
    ],
    counterExamples: (sample) => [
      `PAGERDUTY_API_KEY=${sample.alnum(22)}`,
      `pagerduty_service=${sample.alnum(20)}`,
    ],
  },
];
