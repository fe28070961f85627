import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';
import { wordsOf } from './kit/assignment.ts';
import { randomness } from './kit/letters.ts';
import { speaksOfOther } from './kit/names.ts';
import { hasLikelyLength, isBroken, isUneven } from './kit/shape.ts';

const drop = (reason: string): Objection => ({ weight: 'drop', reason });

/** Words that make the value behind them a credential, and not an ID or a hash. */
const TELLING = /key|token|secret|access|private|passw|credential|auth|bearer/i;
/** Of keys in hex; colours in a row have others. */
const LENGTHS = new Set([16, 24, 32, 40, 48, 56, 64, 80, 96, 128]);
const HASH_LENGTHS = new Set([32, 40, 64, 96, 128]);
const HEX = /^[0-9a-f]+$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What stands on lines that tell of versions, not of credentials. */
const VERSIONS =
  /(?<![a-z])(?:commit|sha-?\d*|digest|checksum|integrity|revision|blob|tree|hash|etag|build|version|ref)(?![a-z])/i;

/** What names of builds and of files are made of. */
const BUILD = /(?:^|[-_.])(?:sha-?\d*|commit|digest|build|tag|bid|version)(?:[-_.]|$)/i;

/** Bits by which chance must explain the value better than text: beside a word for a credential, and without one. */
const ENOUGH = { telling: 24, bare: 40 } as const;

/**
 * Values that stand beside the name of a service and nothing else: they must be random, and must not be what services
 * name things by, which is random too.
 */
export function vendor(match: Match): Objection | undefined {
  const { rule, value, text, before } = match;
  if (rule.evidence !== 'vendor') return undefined;
  if (VERSIONS.test(before.slice(-120)) || VERSIONS.test(text.slice(0, text.length - value.length)))
    return drop('the line speaks of a version or a hash');
  if (BUILD.test(value)) return drop('the value is the name of a build');
  const head = text.slice(0, text.lastIndexOf(value));
  const started = /[\w.-]*$/.exec(before.slice(0, Math.max(0, before.length - head.length)))![0];
  const words = wordsOf(started + head);
  if (speaksOfOther(words)) return drop('the name is of something that is no secret');
  const isTelling = TELLING.test(head);
  const isAssigned = /[:=]/.test(head) || /["'`]$/.test(head);
  if (value.startsWith('eyJ'))
    return drop('the value looks like a JSON Web Token, for which there is a rule');
  if (UUID.test(value)) {
    if (isTelling) return undefined;
    return isAssigned && words.length <= 2 ? undefined : drop('the value is a UUID and may be an ID');
  }
  if (isBroken(value) || !hasLikelyLength(value)) return drop('the value has a length that no token has');
  // without a word for a credential, an odd length is one too few or too many
  if (!isTelling && value.length % 2 === 1 && value.length < 86 && !/[-_.=/+]/.test(value))
    return drop('the value has a length that no token has');
  if (isUneven(value)) return drop('the value has letters of both cases, and too few of one');
  if (!isTelling && /=./.test(value.replace(/={1,2}$/, ''))) return drop('the value is no base64');
  if (!/\d/.test(value) || !/[a-z]/i.test(value)) return drop('the value has no digits, or no letters');
  if (HEX.test(value) && !LENGTHS.has(value.length) && !isTelling)
    return drop('hex digits of a length that no key has');
  if (HEX.test(value) && HASH_LENGTHS.has(value.length) && !isTelling && !isAssigned)
    return drop('the value may be a hash');
  const bits = randomness(value);
  if (bits >= (isTelling ? ENOUGH.telling : ENOUGH.bare)) return undefined;
  return drop('the value is not random enough beside the name of a service');
}
