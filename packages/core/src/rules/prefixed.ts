/**
 * Tokens that say themselves what they are, in the way that vendors have made them since GitHub's post of 2021: the
 * vendor's letters, the kind, and a random rest. For vendors that have no rule of their own.
 */
import type { Rule } from './kit/rule.ts';

const shared = {
  edges: { before: String.raw`A-Za-z0-9_.$/-`, after: String.raw`A-Za-z0-9_(\[.=-` },
  evidence: 'form',
  severity: 'high',
  confidence: 'medium',
  reference:
    'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
  revoke: 'Revoke it at the service whose letters it starts with.',
} as const;

/** At least 20 characters in one piece, and perhaps more pieces. */
const REST = '(?:[A-Za-z0-9]{1,12}[_-])?[A-Za-z0-9]{20,120}(?:[_.-][A-Za-z0-9]{4,120}){0,2}';
/** Words for what a token is. */
const KINDS = [
  'sk',
  'pat',
  'api',
  'apikey',
  'key',
  'token',
  'tok',
  'secret',
  'live',
  'test',
  'sandbox',
  'prod',
  'access',
  'oauth',
  'auth',
];

function kindRule(kind: string, dash: '_' | '-'): Rule {
  const literal = dash + kind + dash;
  return {
    ...shared,
    id: `prefixed-token-${kind}${dash === '-' ? '-dashed' : ''}`,
    title: `Token with a prefix that says «${kind}»`,
    pattern: `(?<secret>[A-Za-z][A-Za-z0-9]{1,15}${literal}${REST})`,
    keywords: [literal],
    examples: (sample) => [`qzv${literal}${sample.alnum(32)}`],
    counterExamples: (sample) => [`qzv${literal}${sample.alnum(12)}`],
  };
}

export const prefixed: readonly Rule[] = [
  ...KINDS.map((kind) => kindRule(kind, '_')),
  ...['sk', 'pat', 'api', 'key', 'token', 'secret', 'live', 'test'].map((kind) => kindRule(kind, '-')),
  {
    ...shared,
    id: 'prefixed-token-first',
    title: 'Token that starts with what it is',
    pattern: `(?<secret>(?:sk|rk|pat|api|apikey|key|tok|token|secret|live|sandbox)[_-](?:[a-z0-9]{2,12}[_-]){0,2}${REST})`,
    keywords: [
      'sk',
      'rk',
      'pat',
      'api',
      'apikey',
      'key',
      'tok',
      'token',
      'secret',
      'live',
      'sandbox',
    ].flatMap((kind) => [`${kind}_`, `${kind}-`]),
    examples: (sample) => [`pat_qzv_${sample.alnum(40)}`, `sk-qzv-${sample.alnum(32)}`],
    counterExamples: (sample) => [`pat_qzv_${sample.alnum(14)}`],
  },
];
