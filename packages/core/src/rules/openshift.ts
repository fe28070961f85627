import type { Rule } from './kit/rule.ts';

export const openshift: readonly Rule[] = [
  {
    id: 'openshift-user-token',
    title: 'OpenShift user token',
    pattern: '(?<secret>sha256~[A-Za-z0-9_-]{43})',
    keywords: ['sha256~'],
    edges: { after: 'A-Za-z0-9_-' },
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference:
      'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/authentication_and_authorization/understanding-authentication',
    revoke: 'Run oc logout with the token, or delete its oauthaccesstoken.',
    examples: (sample) => [`oc login --token=sha256~${sample.base64url(43)}`],
    counterExamples: (sample) => [`sha256~${sample.base64url(42)}`, `sha256~${sample.hex(64)}`],
  },
];
