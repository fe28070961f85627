import type { Rule } from './kit/rule.ts';

export const deno: readonly Rule[] = [
  {
    id: 'deno-deploy-token',
    aliases: ['deno-account-token', 'DenoDeploy'],
    title: 'Deno Deploy access token',
    pattern: '(?<secret>dd[pwo]_[A-Za-z0-9]{36})',
    keywords: ['ddp_', 'ddw_', 'ddo_'],
    entropy: 3.3,
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.deno.com/deploy/manual/',
    revoke: 'https://dash.deno.com/account#access-tokens',
    examples: (sample) => ['ddp_' + sample.alnum(36), 'ddw_' + sample.alnum(36)],
    counterExamples: (sample) => ['ddp_' + sample.alnum(35)],
  },
];
