import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';
import { assignmentOf } from './kit/assignment.ts';
import { randomness } from './kit/letters.ts';

const DROP: Objection = { weight: 'drop', reason: 'the value is code' };

const OPERATORS =
  /\(\)|=>|->|::|&&|\|\||(?:[=!+]=|\+\+)[^=]|\);|\[\d|\];|\.{3}|\[\^?[a-zA-Z0]-[a-zA-Z9]|<\/|\/>|\b(?:new|function|return|typeof|await)\b/;
/** Identifiers that are parted by dots: properties, modules, packages, hosts. */
const PATH = /^!?[A-Za-z_$][\w$]*(?:(?:\?\.|\.|::|->|\[)[\w$"'\]]+)+[!?]?$/;
/** A call goes on behind the value. */
const CALL = /^\s?[([]|^\s?(?:\?|\|\||&&|\+|===?|!==?)\s/;

/** A list of arguments of which the name is one: what follows it is another. */
const NAMELESS = /^[ \t)]*,/;

/** A function that takes something else than the secret. */
const LOOKUP =
  /(?:get|env|prop(?:erty)?|config|fetch|load|read|find|lookup|resolve|query|param|input|prompt|ask|hash|md\d|sha\d*|digest|hmac|encrypt|match|test|search|parse|split|replace|format|log|print\w*|error|require|import|select|translate|t|i18n|__?)\(/i;

/** Expressions where a value could be. */
export function code(match: Match): Objection | undefined {
  const { rule, value, after } = match;
  if (rule.evidence !== 'assignment') return undefined;
  const { name, quoted, operator } = assignmentOf(match);
  if (/(?:^|[^=-])>[ \t]*$/.test(operator) && !after.startsWith('<')) return DROP;
  if (LOOKUP.test(operator)) return { weight: 'drop', reason: 'the value is looked up or derived' };
  if (NAMELESS.test(operator) && !/^[A-Z0-9_]+$/.test(name)) return DROP;
  if (OPERATORS.test(value)) return DROP;
  if (PATH.test(value) && randomness(value) < (quoted ? 15 : 25)) return DROP;
  return !quoted && CALL.test(after) && randomness(value) < 20 ? DROP : undefined;
}
