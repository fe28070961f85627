import type { Rule } from './kit/rule.ts';

export const nvidia: readonly Rule[] = [
  {
    id: 'nvidia-api-key',
    title: 'NVIDIA NGC or NIM API key',
    pattern: '(?<secret>nvapi-[A-Za-z0-9_-]{64})',
    keywords: ['nvapi-'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://docs.nvidia.com/ngc/gpu-cloud/ngc-user-guide/index.html',
    revoke: 'https://org.ngc.nvidia.com/setup/api-keys',
    examples: (sample) => ['nvapi-' + sample.base64url(64)],
    counterExamples: (sample) => ['nvapi-' + sample.base64url(63), 'nvapi-' + sample.base64url(65)],
  },
];
