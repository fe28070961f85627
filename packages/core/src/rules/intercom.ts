import type { Rule } from './kit/rule.ts';
import { base64Text } from './kit/structure.ts';

export const intercom: readonly Rule[] = [
  {
    id: 'intercom-access-token',
    aliases: ['intercom-api-key'],
    title: 'Intercom access token',
    pattern: '(?<secret>dG9rO[A-Za-z0-9+/]{54}=)',
    keywords: ['dg9ro'],
    edges: { before: 'A-Za-z0-9+/', after: 'A-Za-z0-9+/=' },
    validate: (secret) =>
      /^tok:[0-9a-f_]+:[0-9]+:[0-9]+$/.test(base64Text(secret) ?? '') ? 'valid' : undefined,
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://developers.intercom.com/docs/build-an-integration/learn-more/authentication',
    revoke: 'https://app.intercom.com/a/apps/_/developer-hub',
    examples: (sample) => [
      Buffer.from(`tok:${sample.hex(8)}_${sample.hex(4)}_${sample.hex(4)}_${sample.hex(17)}:1:0`).toString(
        'base64',
      ),
    ],
    counterExamples: (sample) => [`dG9rO${sample.base64(53)}=`],
  },
];
