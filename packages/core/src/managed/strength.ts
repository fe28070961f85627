/** How hard a value is to guess, by how such values are made; and what follows from that for how it is looked for. */
import { textBits } from '../filter/kit/letters.ts';
import { isCommon } from './common.ts';

/**
 * - strong: nobody can guess it; found anywhere, by a window of it.
 * - medium: found wherever it stands as a word of its own.
 * - weak: people think of such values; found beside its name, and as the password of a URL.
 * - ignored: it stands everywhere; looking for it would find nothing but noise.
 */
export type ManagedPolicy = 'strong' | 'medium' | 'weak' | 'ignored';

export interface Strength {
  readonly policy: ManagedPolicy;
  /** Estimated entropy in bits. */
  readonly bits: number;
  /** Words why; nothing of the value is in them. */
  readonly reason: string;
}

/** What is left for a thief who holds the index and its key: 64 bits beside the at most 32 that the table tells. */
const STRONG = 64 + 31;
/** Nine random letters and digits have 53. */
const MEDIUM = 45;
const SHORTEST = 6;

const HEX = /^[0-9a-f]+$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE =
  /^\d{4}[-/.]?\d{2}[-/.]?\d{2}(?:[T ][\d:.]+Z?)?$|^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$|^\d{1,2}:\d{2}(?::\d{2})?$/;
const ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?(?:\/\d+)?$|^v?\d+(?:\.\d+){1,3}$/;
const REGION = /^[a-z]{2,5}(?:-[a-z]{3,10}){1,2}-?\d{0,2}[a-z]?$/;

/** `value` as Latin-1 text, one character a byte, without white space at its ends. */
export function strengthOf(value: string): Strength {
  const bits = guessingBits(value);
  const ignored = whyIgnored(value);
  if (ignored) return { policy: 'ignored', bits, reason: ignored };
  const about = `about ${Math.floor(bits)} bits`;
  if (bits >= STRONG) return { policy: 'strong', bits, reason: `${about}: found anywhere, in any encoding` };
  if (bits >= MEDIUM && value.length <= 63) {
    return { policy: 'medium', bits, reason: `${about}: found wherever it stands as a word of its own` };
  }
  return {
    policy: 'weak',
    bits,
    reason: `${about}, which can be guessed: found beside its name and as the password in a URL`,
  };
}

function whyIgnored(value: string): string | undefined {
  if (value.length < SHORTEST) return `it has fewer than ${SHORTEST} characters, which stand everywhere`;
  if (/^\d{1,11}$/.test(value)) return 'it is a number';
  if (DATE.test(value)) return 'it is a date or a time';
  if (ADDRESS.test(value)) return 'it is an address or a version';
  const plain = value.toLowerCase();
  if (isCommon(plain)) return 'it is a common word';
  if (REGION.test(value) && /-\d+[a-z]?$/.test(value)) return 'it is the name of a region';
  if (new Set(value).size <= 2) return 'it is one or two characters again and again';
  // one word of a language, in small letters
  if (/^[a-z]{6,12}$/.test(value) && isWord(value)) return 'it is a common word';
  return undefined;
}

/** Bits of a word that people use: there are some 10,000 of them. */
const WORD = 13;
/** Letters of one word; longer runs are several. */
const WORD_LETTERS = 8;
/** Bits of a symbol that a person adds. */
const SYMBOL = 4;

/** Whether text explains the letters better than chance does. */
function isWord(letters: string): boolean {
  return textBits(letters) < 5.2 * letters.length;
}

function guessingBits(value: string): number {
  const plain = value.replace(/[-:]/g, '');
  if (UUID.test(value)) return 122;
  if (plain.length >= 16 && HEX.test(plain) && !/^\d+$/.test(plain))
    return Math.min(4 * plain.length, distinct(plain));
  if (/^\d+$/.test(value)) return Math.min(3.32 * value.length, distinct(value));
  // not text: as many bits as it has bytes
  if (/[\x00-\x08\x0e-\x1f]/.test(value)) return Math.min(7 * value.length, distinct(value));
  return Math.min(chance(value), byWords(value), byWords(withoutLeet(value)), distinct(value));
}

/** As if it was drawn from all characters of the kinds that it has. */
function chance(value: string): number {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];
  const sizes = [26, 26, 10, 20];
  const size = kinds.reduce((sum, kind, i) => sum + (kind.test(value) ? sizes[i]! : 0), 0);
  return value.length * Math.log2(Math.max(2, size));
}

/** What a person would think of costs little, however long it is: words with something between or behind them. */
function byWords(value: string): number {
  // people put words together that no model knows; machines that draw small letters alone draw many of them
  const isSimple = /^[A-Z]?[a-z]{5,11}[^A-Za-z]{0,4}$/.test(value);
  let bits = 0;
  let inWords = 0;
  // camel case is several words
  for (const [part] of value.matchAll(/[A-Z]?[a-z]+|[A-Z]+|\d+|[^A-Za-z0-9]/g)) {
    if (/^\d/.test(part)) bits += /^(?:19|20)\d\d$/.test(part) ? 7 : 3.32 * part.length;
    else if (!/^[A-Za-z]/.test(part)) bits += SYMBOL;
    else if (part.length >= 4 && (isSimple || isWord(part.toLowerCase()))) {
      inWords += part.length;
      bits += 1 + WORD * Math.ceil(part.length / WORD_LETTERS);
    } else bits += 5 * part.length;
  }
  return 2 * inWords >= value.replace(/[^A-Za-z0-9]/g, '').length ? bits : Infinity;
}

const LEET: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/** `p@ssw0rd` is `password`. */
function withoutLeet(value: string): string {
  return value.replace(/(?<=[A-Za-z])[@431!0$57](?=[A-Za-z@431!0$57])/g, (sign) => LEET[sign]!);
}

/** What repeats tells nothing new: characters that are the same, the next one, or the one some places before. */
function distinct(value: string): number {
  let fresh = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    const step = at > 0 ? code - value.charCodeAt(at - 1) : 99;
    const isSequence =
      at > 1 && Math.abs(step) <= 1 && step === value.charCodeAt(at - 1) - value.charCodeAt(at - 2);
    let isPeriodic = false;
    for (let period = 1; period <= 8 && !isPeriodic; period++) {
      isPeriodic =
        at >= 2 * period &&
        value.slice(at - period + 1, at + 1) === value.slice(at - 2 * period + 1, at - period + 1);
    }
    if (!isSequence && !isPeriodic) fresh++;
  }
  return 8 * fresh;
}
