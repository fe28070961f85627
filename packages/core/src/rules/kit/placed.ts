/** What rules say alike of a secret that only the place where it stands gives away, whoever issued it. */
export const PLACED = {
  severity: 'high',
  confidence: 'medium',
  reference: 'https://cwe.mitre.org/data/definitions/798.html',
  revoke: 'Change it where it is used, and take it from the environment or a vault.',
} as const;
