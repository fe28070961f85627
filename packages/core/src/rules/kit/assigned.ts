/**
 * The source of a pattern for values that only their context gives away: one of `names` somewhere in the name that is
 * assigned to (`DATADOG_API_KEY=…`, `"datadog.apiKey": "…"`, `datadogKey := '…'`, `--datadog-key …`), then an
 * operator, an opening quote, and the value.
 *
 * `names` are regular expressions of literals (`datadog`, `dd[_-]?api`); give the literals that start them as the
 * rule's keywords, and set `ignoreCase` and `edges: { before: '' }`, since names are written in every case and with
 * anything before them.
 */
export function assigned(names: readonly string[], secret: string): string {
  const tail = String.raw`[\w.\-]{0,40}`;
  const closing = String.raw`(?:["'\x60\]) ]|\\["']|&quot;){0,4}`;
  const operator = String.raw`(?:[=:]{1,3}>?|=>|->|,|>|\|\|=|\?=)`;
  const opening = String.raw`(?:\s|["'\x60(\[]|\\["']|&quot;|b["']|Bearer ){0,6}`;
  return `(?:${names.join('|')})${tail}${closing}${operator}${opening}(?<secret>${secret})`;
}
