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

/** Names in MySQL stand in backticks, and are joined by dots. */
const SQL_NAME = /`\.`|\b(?:index|key|table|column)\s+`[\w]+`\s?\(/i;

/** An argument, the end of the call, and what it gives. */
const RESULT = /^["'`]\s?\)\s{0,3}(?:=>|->|==)/;

/** A literal that goes on with a variable is no whole secret. */
const JOINED = /^["'`]\s?(?:[.+&]|\.\.)\s?[\w$(]/;
/** A quoted name, a comma, a quoted value. */
const LISTED = /^["'`]\s{0,3},\s{0,40}["'`]$/;

/** Whether more of a list stands before the name: a call has the name first. */
function isListed(before: string, text: string): boolean {
  const head = before.slice(0, Math.max(0, before.length - text.length));
  return /["'`]\s{0,3},\s{0,3}["'`][\w-]*$|\[\s{0,3}["'`][\w-]*$/.test(head) || text.includes('\n');
}

/** Two plus signs in a row are an operator, and nothing special in base64. */
function isBase64(value: string): boolean {
  return value.length >= 32 && /^[A-Za-z0-9+/]+={0,2}$/.test(value) && randomness(value) >= 60;
}

/** Expressions where a value could be. */
export function code(match: Match): Objection | undefined {
  const { rule, value, after } = match;
  if (rule.evidence !== 'assignment') return undefined;
  const { name, quoted, operator } = assignmentOf(match);
  if (/(?:^|[^=-])>[ \t]*$/.test(operator) && !after.startsWith('<')) return DROP;
  if (LOOKUP.test(operator)) return { weight: 'drop', reason: 'the value is looked up or derived' };
  if (operator.endsWith('`') && SQL_NAME.test(match.before))
    return { weight: 'drop', reason: 'the value is a name in SQL' };
  if (RESULT.test(operator)) return { weight: 'drop', reason: 'the value is what a call gives' };
  if (NAMELESS.test(operator) && !/^[A-Z0-9_]+$/.test(name)) return DROP;
  if (OPERATORS.test(value) && !isBase64(value)) return DROP;
  if (quoted && JOINED.test(after) && randomness(value) < 20)
    return { weight: 'drop', reason: 'something else is joined to the value' };
  if (LISTED.test(operator) && randomness(value) < 20 && isListed(match.before, match.text))
    return { weight: 'drop', reason: 'name and value are two of a list' };
  if (!quoted && /^[a-z]+$/i.test(value) && /^[^.]*pass\.\w+\.\w/i.test(name))
    return { weight: 'drop', reason: 'the name is a path to a property' };
  if (PATH.test(value) && randomness(value) < (quoted ? 15 : 25)) return DROP;
  return !quoted && CALL.test(after) && randomness(value) < 20 ? DROP : undefined;
}
