import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';
import { wordsOf } from './kit/assignment.ts';
import { randomness } from './kit/letters.ts';

const DROP: Objection = { weight: 'drop', reason: 'the value is a placeholder' };
const MASHED: Objection = { weight: 'doubt', reason: 'the value looks like keys hit at random' };
const PERHAPS: Objection = { weight: 'doubt', reason: 'the value is made of rows that count' };

const CUT_KEY: Objection = { weight: 'drop', reason: 'the key is cut short, as examples are' };
const CUT = /[A-Za-z0-9+/\s](?:\.{3}|…|\xe2\x80\xa6)/;

/** A closed block of one line whose first bytes tell of far more than there is. */
function isStub(block: string): boolean {
  const body = /^-----BEGIN [A-Z ]+-----([\s\S]*?)-----END/.exec(block)?.[1]?.replace(/[^A-Za-z0-9+/=]/g, '');
  const told = /^MII([A-Za-z0-9+/]{5})/.exec(body ?? '');
  if (!body || !told) return false;
  const head = Buffer.from(body.slice(0, 8), 'base64');
  return body.length <= 72 && head[1] === 0x82 && head.readUInt16BE(2) > body.length * 3;
}

/** Longer values are no placeholders, and keys in base64 hold long runs. */
const LONGEST = 200;
/** How the documentation of vendors marks its examples. */
const MARKED =
  /EXAMPLE|^&lt;|^(?:my|your|the)[_-]?(?:password|passwd|secret|token)$|^(?:.{0,12}[_-])?(?:x{4,}|X{4,}|\*{3,}|\.{3,}|<[^>]*>)$/;
/** Words of which one makes a value a placeholder. */
const WORDS = new Set(
  'example examples placeholder redacted changeme changeit change dummy fake sample your yours my mysecret insert replace todo fixme here enter foobar foo bar baz lorem ipsum none null undefined nil true false xxx xxxx test testing tests demo default invalid mock stub hidden masked removed secret password passwd token secrets passphrase pass pwd'.split(
    ' ',
  ),
);
/** Strings that stand inside of placeholders whatever is around them. */
const INSIDE =
  /example|placeholder|redacted|your[_-]?(?:own|api|app|token|key|secret|pass|user|client|account|project)|change[_-]?(?:me|it|this)|dummy|replace[_-]?(?:me|with|this)|insert[_-]?(?:your|here|key|token)|<[a-z_ -]+>|x{6}|\*{4}|\.{4}|#{4}|%{4}|lorem|sekret|s3cr3t|s3cret/i;

/**
 * The share of characters that only go on from the one before: the same one, or its neighbour in the alphabet or
 * the digits.
 */
function monotony(text: string): number {
  let steps = 0;
  let run = 0;
  for (let i = 1; i <= text.length; i++) {
    const step = text.charCodeAt(i) - text.charCodeAt(i - 1);
    if (step === 0 || step === 1 || step === -1 || (step === -9 && text[i] === '0')) run++;
    else {
      if (run >= 3) steps += run + 1;
      run = 0;
    }
  }
  return text.length === 0 ? 0 : steps / text.length;
}

/** More neighbours in a row than chance makes in all the tokens of the world. */
const LONGEST_RUN = 10;

/** Whether a stretch only counts up, in the digits or in the alphabet. */
function countsUp(text: string): boolean {
  for (let i = 1, run = 1; i < text.length; i++) {
    const step = text.charCodeAt(i) - text.charCodeAt(i - 1);
    run = step === 1 || (step === -9 && text[i] === '0') ? run + 1 : 1;
    if (run >= LONGEST_RUN) return true;
  }
  return false;
}

/** One character many times over, which chance does not do either. Zeros stand for numbers in keys, A for them in base64. */
const REPEATED = /([^0A=])\1{9}/;

/** Small letters and digits of which none comes twice, where chance would have repeated some: an alphabet, in whatever order. */
function isAlphabet(value: string): boolean {
  const last = value.slice(-28);
  return last.length === 28 && /^[a-z0-9]+$/.test(last) && new Set(last).size === 28;
}

/** Hex digits of bytes that count. */
function counts(text: string): boolean {
  if (text.length < 16 || !/^(?:[0-9a-f]{2})+$/i.test(text)) return false;
  const bytes = Buffer.from(text, 'hex');
  const step = bytes[1]! - bytes[0]!;
  return bytes.every((byte, i) => i === 0 || ((byte - bytes[i - 1]! - step) & 255) === 0);
}

/** The shortest group that, repeated, makes the whole text, is this long; 0 for none of up to half the length. */
function period(text: string): number {
  for (let length = 1; length <= Math.min(16, text.length / 2); length++) {
    let same = length;
    while (same < text.length && text[same] === text[same - length]) same++;
    if (same === text.length) return length;
  }
  return 0;
}

const GUESSED: ReadonlySet<string> = new Set(['assignment', 'context', 'vendor', 'form']);

/** Keys of a keyboard's middle row, neighbours among them. */
const MIDDLE = /^(?=.*(?:asd|sdf|dfg|fgh|ghj|hjk|jkl))[asdfghjkl]{8,}\d{0,3}$/i;

/** Whether a hand ran over the keys: most letters are of its middle row. */
function isMashed(value: string): boolean {
  if (MIDDLE.test(value)) return true;
  if (!/^(?=.*[g-z])[a-z\d]{8,40}$/.test(value)) return false;
  const letters = value.replace(/\d/g, '');
  const middle = letters.replace(/[^asdfghjkl]/g, '').length;
  return letters.length >= 10 && middle >= letters.length * 0.75;
}

/** Values that a person wrote to stand for a real one. */
export function placeholder(match: Match): Objection | undefined {
  const { value, rule } = match;
  if (value.startsWith('-----BEGIN') && (CUT.test(value) || isStub(value))) return CUT_KEY;
  if (value.length > LONGEST) return value.slice(0, LONGEST).includes('EXAMPLE') ? DROP : undefined;
  if (MARKED.test(value) || isAlphabet(value)) return DROP;
  const body =
    value.slice(Math.max(value.slice(0, 16).lastIndexOf('_'), value.slice(0, 16).lastIndexOf('-')) + 1) ||
    value;
  if (
    period(body) > 0 &&
    (body.length >= 8 || period(body) === 1 || /^\d+$/.test(body)) &&
    value.length - body.length < body.length
  )
    return DROP;
  if (new Set(body).size <= 3 && body.length >= 12) return DROP;
  if (REPEATED.test(value)) return DROP;
  if (counts(body) || countsUp(value.toLowerCase())) return match.validity === 'valid' ? undefined : DROP;
  if (monotony(value.toLowerCase()) >= 0.6) return GUESSED.has(rule.evidence) ? DROP : PERHAPS;
  if (!GUESSED.has(rule.evidence)) return undefined;
  if (INSIDE.test(value)) return DROP;
  if (isMashed(value)) return MASHED;
  if (rule.evidence === 'context') return undefined;
  const words = wordsOf(value);
  return value.length < 64 && words.some((word) => WORDS.has(word)) && randomness(value) < 15
    ? DROP
    : undefined;
}
