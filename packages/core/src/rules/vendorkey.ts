/** Random values beside the name of a service, with no word that says what they are: `pandadoc 8f…`, `"shodan": "…"`. */
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';
import { VENDORS } from './kit/vendors.ts';

/** The rest of the name, and words between it and the value: `_api_key`, ` private access key`, ` token -`. */
const TAIL = String.raw`[\w.\-]{0,24}(?: (?:api|private|access|secret|key|token|auth|id|credentials?)){0,4}(?: is)?`;
const CLOSE = String.raw`(?:["'\x60\])]|\\["']){0,3}`;
const OPERATOR = String.raw`(?:[ \t]{0,4}(?::=|=>|->|[:=,-])[ \t]{0,4}|[ \t]{1,2}|\r?\n[ \t]{0,8})`;
const OPEN = String.raw`(?:["'\x60({\[]|\\["']){0,2}`;
const VALUE = String.raw`${UUID}|[A-Za-z0-9][A-Za-z0-9_+/=.~-]{15,120}`;

/** The compiler proves a pattern's keywords for so many names at once. */
const NAMES_A_RULE = 100;

function ruleOf(names: readonly string[], number: number): Rule {
  return {
    id: `vendor-key-${number}`,
    aliases: ['vendor-key'],
    title: `Random value beside the name of a service (${names[0]} to ${names.at(-1)})`,
    pattern: `(?:${names.join('|')})${TAIL}${CLOSE}${OPERATOR}${OPEN}(?<secret>${VALUE})`,
    ignoreCase: true,
    keywords: names,
    edges: { before: '', after: String.raw`A-Za-z0-9_+/=@(\[<$\\%?#&!^*~|:-` },
    evidence: 'vendor',
    severity: 'medium',
    confidence: 'medium',
    reference: 'https://cwe.mitre.org/data/definitions/798.html',
    revoke: 'Revoke it at the service that stands beside it.',
    examples: (sample) => [
      `${names[0]} ${sample.lower(32)}`,
      `${names[1]} PRIVATE ${sample.alnum(40)}`,
      `{ "${names[2]}": "${sample.lower(80)}" }`,
    ],
    counterExamples: () => [`${names[0]} was here`, `${names[1]}: { enabled: true }`],
  };
}

/** All names, in as many rules as it takes. */
export const vendorkey: readonly Rule[] = Array.from(
  { length: Math.ceil(VENDORS.length / NAMES_A_RULE) },
  (_, at) => ruleOf(VENDORS.slice(at * NAMES_A_RULE, (at + 1) * NAMES_A_RULE), at + 1),
);
