/** Secrets in elements of XML and in manifests, where a name stands around the value or lines above it. */
import { PLACED } from './kit/placed.ts';
import type { Rule } from './kit/rule.ts';

const NAMES = ['secret', 'token', 'key', 'password', 'passwd', 'pwd', 'passphrase', 'auth', 'credential'];

export const markup: readonly Rule[] = [
  {
    ...PLACED,
    id: 'element-secret',
    title: 'Secret behind other words in an element of XML',
    pattern: String.raw`(?:${NAMES.join('|')})[\w.\-]{0,24}(?:[ \t][^<>\r\n]{0,120})?>\s{0,40}(?:<!\[cdata\[)?[{\[("']{0,2}(?:[\w.\-]{1,40}[ \t:,]{1,3}){0,3}(?<secret>[\w+/~!#%^*.@-][\w+/=.~:!@#%^*$&-]{7,299})[}\])"']{0,2}>?\s{0,40}</`,
    ignoreCase: true,
    keywords: NAMES,
    edges: { before: '', after: '' },
    evidence: 'assignment',
    examples: (sample) => [
      `<secret>{acme ${sample.base64(4)} ${sample.alnum(32)}}</secret>`,
      `<apiKey type="x">\n  Bearer ${sample.alnum(40)}\n</apiKey>`,
    ],
    counterExamples: () => ['<secret>none</secret>', '<key>a b c</key>'],
  },
  {
    ...PLACED,
    id: 'kubernetes-secret-data',
    aliases: ['kubernetes-secret-yaml'],
    title: 'Value in a manifest of a Kubernetes Secret',
    pattern: String.raw`kind:[ \t]{0,4}["']?secret["']?[ \t]{0,4}\r?\n(?:[^\r\n]{0,200}\r?\n){0,16}?\s{0,8}data:[ \t]{0,4}\r?\n(?:[ \t]{0,12}#[^\r\n]{0,200}\r?\n){0,4}[ \t]{0,12}["']?[\w.\-]{1,128}["']?:[ \t]{0,4}(?:[|>]-?[ \t]{0,4}\r?\n[ \t]{0,16})?["']?(?<secret>[A-Za-z0-9+/]{10,}={0,2})`,
    ignoreCase: true,
    keywords: ['kind:'],
    maxLength: 24_576,
    edges: { before: 'A-Za-z0-9', after: String.raw`A-Za-z0-9+/=_\-` },
    evidence: 'structure',
    reference: 'https://kubernetes.io/docs/concepts/configuration/secret/',
    revoke:
      'Change what the Secret holds, and keep manifests with values out of the repository (sealed secrets, a vault).',
    examples: (sample) => [
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  password: ${Buffer.from(sample.alnum(18)).toString('base64')}\n`,
    ],
    counterExamples: () => [
      'kind: Secret\nmetadata:\n  name: db\n',
      'kind: ConfigMap\ndata:\n  a: none\n',
      'kind: Secret\ndata:\n  password: {{ .Values.password | b64enc }}\n',
    ],
  },
  {
    ...PLACED,
    id: 'kubernetes-secret-data-first',
    aliases: ['kubernetes-secret-yaml'],
    title: 'Value in a manifest of a Kubernetes Secret that names its kind below',
    pattern: String.raw`data:[ \t]{0,4}\r?\n[ \t]{1,12}["']?[\w.\-]{1,128}["']?:[ \t]{0,4}(?:[|>]-?[ \t]{0,4}\r?\n[ \t]{0,16})?["']?(?<secret>[A-Za-z0-9+/]{10,}={0,2})["']?[ \t]{0,4}\r?\n(?:[^\r\n]{0,1000}\r?\n){0,16}?[ \t]{0,4}kind:[ \t]{0,4}["']?secret\b`,
    ignoreCase: true,
    keywords: ['data:'],
    maxLength: 24_576,
    edges: { before: 'A-Za-z0-9_-', after: '' },
    evidence: 'structure',
    reference: 'https://kubernetes.io/docs/concepts/configuration/secret/',
    revoke:
      'Change what the Secret holds, and keep manifests with values out of the repository (sealed secrets, a vault).',
    examples: (sample) => [
      `apiVersion: v1\ndata:\n  password: ${Buffer.from(sample.alnum(18)).toString('base64')}\nkind: Secret\n`,
    ],
    counterExamples: () => ['data:\n  a: none\nkind: ConfigMap\n'],
  },
];
