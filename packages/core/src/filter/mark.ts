import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';

const DROP: Objection = { weight: 'drop', reason: 'a redaction put it there' };

/** A mark, or a piece of one that starts before the value. */
const WHOLE = /^(?:\[?REDACTED:[\w.-]{1,64}:[0-9a-f]{6}\]?|REDACTED-[\w.-]{1,64}-[0-9a-f]{6})$/;
const DIGITS = /^[0-9a-f]{6}$/;
const BEFORE_DIGITS = /REDACTED[:-][\w.-]{1,64}[:-]$/;

/** What `staunch redact` leaves in place of a value: beside a name such as `password` it looks like one. */
export function mark({ value, before }: Match): Objection | undefined {
  if (value.length > 90) return undefined;
  return WHOLE.test(value) || (DIGITS.test(value) && BEFORE_DIGITS.test(before)) ? DROP : undefined;
}
