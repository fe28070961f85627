import type { Rule } from './kit/rule.ts';

export const devcycle: readonly Rule[] = [
  {
    id: 'devcycle-sdk-key',
    title: 'DevCycle SDK key',
    pattern: '(?<secret>dvc_(?:server|mobile|client)_[A-Za-z0-9_-]{24,60})',
    keywords: ['dvc_server_', 'dvc_mobile_', 'dvc_client_'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.3,
    evidence: 'prefix',
    severity: 'medium',
    confidence: 'high',
    reference: 'https://docs.devcycle.com/platform/account-management/sdk-keys',
    revoke: 'https://app.devcycle.com/',
    examples: (sample) => ['dvc_server_' + sample.hex(36)],
    counterExamples: (sample) => ['dvc_server_' + sample.hex(20)],
  },
];
