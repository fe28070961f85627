import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

export const langfuse: readonly Rule[] = [
  {
    id: 'langfuse-secret-key',
    title: 'Langfuse secret key',
    pattern: `(?<secret>sk-lf-${UUID})`,
    keywords: ['sk-lf-'],
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference: 'https://langfuse.com/docs/observability/get-started',
    revoke: 'Delete the key in the settings of the Langfuse project and make a new one.',
    examples: (sample) => ['sk-lf-' + sample.uuid()],
    counterExamples: (sample) => ['pk-lf-' + sample.uuid(), 'sk-lf-' + sample.hex(32)],
  },
];
