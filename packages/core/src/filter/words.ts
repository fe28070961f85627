import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';
import { assignmentOf } from './kit/assignment.ts';
import { randomness } from './kit/letters.ts';

const WORDS: Objection = { weight: 'drop', reason: 'the value reads like words' };
const PERHAPS: Objection = { weight: 'doubt', reason: 'the value is not random enough for a machine-made secret' };

/** Bits by which chance must explain a value better than text does. */
const ENOUGH = { password: 2, secret: 12, token: 14, key: 16, credential: 14, auth: 16 } as const;

/** What machines write tokens with: base64, base64url, hex, and what joins their parts. */
const ALPHABET = /^[\w+/.~-]+={0,2}$/;

/** Values that are words, identifiers or sentences. */
export function words(match: Match): Objection | undefined {
  const { rule, value } = match;
  if (rule.evidence === 'context') return randomness(value) < -value.length / 2 ? PERHAPS : undefined;
  if (rule.evidence !== 'assignment') return undefined;
  const { kind = 'key', words: names } = assignmentOf(match);
  const bits = randomness(value);
  if (kind !== 'password' && kind !== 'secret' && !names.includes('secret') && !ALPHABET.test(value)) return PERHAPS;
  if (bits >= ENOUGH[kind]) return undefined;
  return bits < 0 && kind !== 'password' ? WORDS : PERHAPS;
}
