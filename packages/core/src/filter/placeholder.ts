import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';

const DROP: Objection = { weight: 'drop', reason: 'the value is a placeholder' };

/** Words that authors of documentation put into tokens that are none. */
const WORDS = /example|placeholder|redacted|your[_-]?(?:api|token|key|secret|password)|changeme|dummy/i;
/** The same character, or the same short group, nearly all the way. */
const REPEATED = /(.)\1{7}|^(?:[^xX*.]{0,12})[xX*.]{6,}$|(.{2,4})\2{4}/;
const SEQUENCES = ['0123456789', 'abcdefghijkl', '1234567890', '123456781234'];

/** Values that a person wrote to stand for a real one. */
export function placeholder(match: Match): Objection | undefined {
  const value = match.value;
  if (value.length > 200) return undefined;
  if (WORDS.test(value) || REPEATED.test(value)) return DROP;
  const lower = value.toLowerCase();
  return SEQUENCES.some((sequence) => lower.includes(sequence)) ? DROP : undefined;
}
