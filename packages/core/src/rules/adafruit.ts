import type { Rule } from './kit/rule.ts';

export const adafruit: readonly Rule[] = [
  {
    id: 'adafruit-api-key',
    title: 'Adafruit IO key',
    pattern: '(?<secret>aio_[A-Za-z0-9]{28})',
    keywords: ['aio_'],
    edges: { after: 'A-Za-z0-9_' },
    entropy: 3.5,
    evidence: 'prefix',
    severity: 'medium',
    confidence: 'high',
    reference: 'https://io.adafruit.com/api/docs/#authentication',
    revoke: 'https://io.adafruit.com/, under the key icon',
    examples: (sample) => [`aio_${sample.alnum(28)}`],
    counterExamples: (sample) => [`aio_${sample.alnum(27)}`, `aio_${sample.alnum(29)}`],
  },
];
