import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';
import { assignmentOf } from './kit/assignment.ts';
import { randomness } from './kit/letters.ts';

const DROP: Objection = { weight: 'drop', reason: 'the value is code' };

const OPERATORS = /\(\)|=>|->|::|&&|\|\||(?:[=!+]=|\+\+)[^=]|\);|\[\d|\];|\.{3}|<\/|\/>|\b(?:new|function|return|typeof|await)\b/;
/** Identifiers that are parted by dots: properties, modules, packages, hosts. */
const PATH = /^!?[A-Za-z_$][\w$]*(?:(?:\?\.|\.|::|->|\[)[\w$"'\]]+)+[!?]?$/;
/** A call goes on behind the value. */
const CALL = /^\s?[([]|^\s?(?:\?|\|\||&&|\+|===?|!==?)\s/;

/** A list of arguments of which the name is one: what follows it is another. */
const NAMELESS = /^[ \t)]*,/;

/** Expressions where a value could be. */
export function code(match: Match): Objection | undefined {
  const { rule, value, after } = match;
  if (rule.evidence !== 'assignment') return undefined;
  const { quoted, operator } = assignmentOf(match);
  if (operator.endsWith('>') && !/[=-]>$/.test(operator) && !after.startsWith('<')) return DROP;
  if (NAMELESS.test(operator)) return DROP;
  if (OPERATORS.test(value)) return DROP;
  if (PATH.test(value) && randomness(value) < (quoted ? 15 : 25)) return DROP;
  return !quoted && CALL.test(after) && randomness(value) < 20 ? DROP : undefined;
}
