import { csv } from './csv.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { gitleaks } from './gitleaks.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import type { Reporter } from './report.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

export type { Commit, ReportContext, Reporter, RuleInfo } from './report.ts';
export { printable } from './escape.ts';

/** The formats of `--format`, one line each. */
export const reporters = {
  text,
  json,
  jsonl,
  gitleaks,
  sarif,
  junit,
  csv,
  github,
  gitlab,
  html,
} as const satisfies Readonly<Record<string, Reporter>>;

export type Format = keyof typeof reporters;
export { readReport } from './read.ts';
