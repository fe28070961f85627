/** What the rules of values that only an `assigned` name gives away have in common. */
export const inContext = {
  ignoreCase: true,
  edges: { before: '', after: 'A-Za-z0-9_+/=-' },
  evidence: 'context',
  confidence: 'medium',
} as const;

/** Entropy of values that are random: words and counters have less. */
export const HEX_ENTROPY = 3;
export const ALNUM_ENTROPY = 3.3;
