import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';
import { wordsOf } from './kit/assignment.ts';
import { randomness } from './kit/letters.ts';
import { speaksOfOther } from './kit/names.ts';
import { isBroken, isUneven } from './kit/shape.ts';

const drop = (reason: string): Objection => ({ weight: 'drop', reason });

/** Bits by which chance must explain the random part better than text. */
const ENOUGH = 45;
/** Made by tools: names of classes and files that hold a hash. */
const MADE = /^(?:sha\d*|md5|chunk|page|css|style|webpack|vite|module)/i;
/** An address or a name goes on before the value, or a file's ending behind it. */
const PART = /[\w.~%@-]*[/\\][\w.~%@/\\-]*$/;

/** Values that only their own form gives away: the rest behind the prefix must be drawn. */
export function form(match: Match): Objection | undefined {
  const { rule, value, before, after } = match;
  if (rule.evidence !== 'form') return undefined;
  const pieces = value.split(/[_.-]/);
  const longest = pieces.reduce((a, b) => (b.length > a.length ? b : a), '');
  if (!/\d/.test(longest) || !/[a-z]/i.test(longest))
    return drop('the random part has no digits, or no letters');
  if (value.startsWith('sk-') && longest.length < 32) return drop('the part behind the prefix is too short');
  if (isBroken(longest) || isUneven(longest)) return drop('the random part was cut or changed');
  if (randomness(longest) < ENOUGH) return drop('the part behind the prefix is not random enough');
  if (MADE.test(value) || PART.test(before.slice(-80)))
    return drop('it is a part of a path or of a name that a tool made');
  if (/^\.[a-z]{1,5}\b/.test(after)) return drop('it is the name of a file');
  const name = /([\w.-]+)["'`\])}]{0,3}\s{0,3}[:=]+\s{0,3}["'`]?$/.exec(before)?.[1];
  if (name && speaksOfOther(wordsOf(name))) return drop('the name is of something that is no secret');
  return undefined;
}
