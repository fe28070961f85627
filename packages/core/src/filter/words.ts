import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';
import { assignmentOf } from './kit/assignment.ts';
import { randomness } from './kit/letters.ts';
import { hasLikelyLength, isBroken, isUneven } from './kit/shape.ts';

const WORDS: Objection = { weight: 'drop', reason: 'the value reads like words' };
const PERHAPS: Objection = {
  weight: 'doubt',
  reason: 'the value is not random enough for a machine-made secret',
};

/** What vendors put before a token: `sk_`, `access-sandbox-`. */
const PREFIX = /^(?:[a-z]{2,10}[_-]){1,2}(?=[^-_]{6})/;
/** Capitals that a vendor puts before hex: with them, hex would be judged as if it could have all letters. */
const BEFORE_HEX = /^[A-Z]{1,4}(?=[0-9a-f]{24,}$)/;
/** OpenAI's keys and those of everybody who followed have 32 characters behind `sk-` or more. */
const SHORT_SK = /^sk-(?:[a-z0-9]{2,8}-)?[A-Za-z0-9]{8,31}$/;

const BROKEN: Objection = { weight: 'doubt', reason: 'the value has a length that no token has' };

/** Bits by which chance must explain a value better than text does. */
const ENOUGH = { secret: 12, token: 14, key: 16, credential: 14, auth: 16 } as const;

/** What machines write tokens with: base64, base64url, hex, and what joins their parts. */
const ALPHABET = /^[\w+/.~-]+={0,2}$/;

/** An ID and a secret in one, as `id:secret` and `id|secret`. */
const PARTED = /^(?!\d+:A)[\w+/.~-]+[:|][\w+/.~-]+={0,2}$/;

/** Frameworks draw their keys from all of ASCII; then they are long (Django's have 50), and many characters are symbols. */
function isSymbolic(value: string): boolean {
  return value.length >= 32 && value.length <= 128 && value.replace(/[\w+/.~=-]/g, '').length >= 3;
}

/** A scheme of HTTP authentication directly before the value. */
const SCHEME = /\b(?:basic|bearer|token|apikey)[ +]+$/i;
const SECRET_KEY = /^(?:api|secret|access|private|auth)$/i;
/** Words that make a key a secret one; the first few do so even in a sentence. */
const QUALIFIED =
  /^(?:api|secret|access|private|auth|authentication|encryption|master|signing|client|service|app|application|account|admin|subscription|consumer|session)$/i;
const LETTERS = /^[A-Za-z]+$/;
/** A password that speaks of being one. */
const SPEAKS = /pass|pwd|pswd|secret|token/i;

/** Small and capital letters, digits and a symbol: what rules for passwords ask for, and words do not have. */
function isMixed(value: string): boolean {
  return value.length >= 8 && [/[a-z]/, /[A-Z]/, /\d/, /[!@#$%^&*?+=~]/].every((kind) => kind.test(value));
}

/** The same without a symbol, and long: names with a number have fewer humps. */
function isThreefold(value: string): boolean {
  return (
    value.length >= 10 &&
    /^(?=.*[a-z])(?=.*\d)[A-Za-z\d]+$/.test(value) &&
    (value.match(/[A-Z]/g) ?? []).length >= 3
  );
}

/** How random a password must be: letters alone are soon a name, and a short one still sooner. */
function enoughForPassword(value: string, operator: string, name: string): number {
  // nothing but spaces before it: most of what follows a word in a sentence is the next one
  if (/^[ \t]+$/.test(operator) && !name.startsWith('-')) return value.length < 8 ? Infinity : 12;
  if (!LETTERS.test(value))
    return SPEAKS.test(value) ? 2 : isMixed(value) ? -Infinity : isThreefold(value) ? -8 : 2;
  if (SPEAKS.test(value)) return 16;
  return /[,(]/.test(operator) ? 12 : Math.max(3, 10 - value.length);
}

/** A key beyond doubt, where no more than the word `key` stands before it: long, drawn, and of no hash's length. */
function isDrawn(value: string, bits: number): boolean {
  const isHash = /^[0-9a-f]+$/i.test(value) && [32, 40, 64].includes(value.length);
  return /^(?=.*\d)[A-Za-z\d]{24,}$/.test(value) && bits >= 40 && !isHash && hasLikelyLength(value);
}

/** Matches of the rules for passwords, which may be words a little. */
const PASSWORD =
  /^(?:p|kenn|senha|contra|:|-|ident|insert|[\x80-\xff]|basic|set|http|net|user|auth|mysql|get|enable|crypto|neighb|radius|tacacs|wpa|wacht|hes|sal|adg|loz|has|l\xc3|jel)/i;

/** Values that are words, identifiers or sentences. */
export function words(match: Match): Objection | undefined {
  const { rule, value } = match;
  if (rule.evidence === 'context') {
    const drawn = value.replace(BEFORE_HEX, '');
    if (randomness(drawn) < -drawn.length / 2) return WORDS;
    return /^[A-Za-z\d]{24,}$/.test(drawn) && isUneven(drawn) ? BROKEN : undefined;
  }
  if (rule.evidence === 'prefix' && value.length < 100) {
    if (!/\d/.test(value)) return randomness(value) < -10 ? WORDS : undefined;
    // names in code start with `test_` too, and hold a number now and then
    if (rule.confidence === 'medium' && randomness(value.replace(BEFORE_HEX, '')) < -30) return WORDS;
  }
  if (rule.evidence !== 'assignment') return undefined;
  const bits = randomness(value);
  // most of what is assigned is words: they go before anything is read around them
  if (bits < 0 && !PASSWORD.test(match.text)) return WORDS;
  const { name, kind = 'key', words: names, operator, quoted, beforeName } = assignmentOf(match);
  if (kind === 'password') {
    if (value.replace(/[\x80-\xff]/g, '').length < value.length / 2) return PERHAPS;
    // a row of symbols is a mask, a pattern or a sample of what may stand there
    if (!/[A-Za-z\d]/.test(value)) return PERHAPS;
    return bits >= enoughForPassword(value, operator, name) ? undefined : PERHAPS;
  }
  if (!ALPHABET.test(value) && !isSymbolic(value) && !(PARTED.test(value) && bits >= 60)) return PERHAPS;
  if (kind === 'key' && names.join('') === 'key') {
    const assigned = /[=:,(]|>\s*\n/.test(operator);
    const isSure =
      ((quoted || operator.includes('\n')) && assigned) ||
      (assigned ? QUALIFIED : SECRET_KEY).test(beforeName);
    if (!isSure && !(assigned && isDrawn(value, bits))) return PERHAPS;
  }
  const body = value.replace(PREFIX, '');
  if (kind !== 'auth' && (isBroken(body) || isUneven(body))) return BROKEN;
  if (SHORT_SK.test(value)) return BROKEN;
  if (/^\d{24,}$/.test(value)) return undefined;
  if (bits >= (SCHEME.test(operator) ? 8 : ENOUGH[kind])) return undefined;
  return bits < 0 ? WORDS : PERHAPS;
}
