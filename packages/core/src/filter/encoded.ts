import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';
import { randomness } from './kit/letters.ts';

const BASE64 = /^[A-Za-z0-9+/_-]{8,}={0,2}$/;
const PRINTABLE = /^[\t\n\r -~]{6,}$/;
const WORDS: Objection = { weight: 'drop', reason: 'the value is text in base64' };
/** Passwords that only stand for one. */
const NONE = /^(?:pass|password|passwd|pwd|secret|token|test|user|admin|root|guest|foo|bar|baz|x+|\*+|)$/i;

/** The word `basic` alone is in many sentences; what it announces is base64 of `user:password`. */
const BASIC = /^basic\b/i;

const NO_TOKEN: Objection = { weight: 'doubt', reason: 'the value starts like a JSON Web Token and is none' };

function isJson(base64: string): boolean {
  try {
    JSON.parse(Buffer.from(base64, 'base64').toString());
    return /^[\w+/-]+={0,2}$/.test(base64);
  } catch {
    return false;
  }
}

/** Text in base64: the header of a token, a sentence, `user:password`. It is judged by what it says. */
export function encoded({ rule, value, text: whole }: Match): Objection | undefined {
  if (rule.evidence !== 'assignment') return undefined;
  if (/^eyJ[^.]{8,}\./.test(value) && !isJson(value.slice(0, value.indexOf('.')))) return NO_TOKEN;
  const isBasic = BASIC.test(whole);
  if (!isBasic && (value.length > 1024 || !BASE64.test(value))) return undefined;
  const text = Buffer.from(value, 'base64').toString('latin1');
  const colon = text.indexOf(':');
  if (isBasic && colon < 0) return { weight: 'drop', reason: 'the value is no user and password in base64' };
  if (!PRINTABLE.test(text)) return undefined;
  if (colon > 0 && !text.includes(' ') && !text.startsWith('{')) {
    const password = text.slice(colon + 1);
    return NONE.test(password) || randomness(password) < 2 ? WORDS : undefined;
  }
  return randomness(text) < text.length / 2 ? WORDS : undefined;
}
