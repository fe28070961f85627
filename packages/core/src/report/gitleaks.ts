import { ruleOf, type Finding } from '../finding.ts';
import { shannon } from '../filter/entropy.ts';
import { linkTo, NO_COMMIT } from './commit.ts';
import { toJson } from './escape.ts';
import type { ReportContext, Reporter } from './report.ts';
import { titleOf } from './words.ts';

/**
 * gitleaks' JSON report, with the fields and the order of gitleaks 8.30. Columns count from 1 and `EndColumn` is that
 * of the last character. gitleaks itself counts one more on every line but the first, which is a bug that nothing
 * that reads its reports relies on; and it gives the place of the whole match, we that of the secret. `Link` is there for
 * forges that are known, as there.
 */
export const gitleaks: Reporter = ({ findings }, context) =>
  `${toJson(
    // each half of a credential is an entry of its own: who reads these reports looks for `Secret` in the file
    findings.flatMap((finding) => [finding, ...(finding.parts ?? [])].map((each) => toEntry(each, context))),
    1,
  )}\n`;

function toEntry(finding: Finding, { rule, revealed, commits, remote }: ReportContext): object {
  const { location } = finding;
  const value = revealed?.(finding);
  const secret = value || finding.mask;
  const { author, email, date, message } = commits?.get(location.commit ?? '') ?? NO_COMMIT;
  const link = linkTo(remote, location);
  return {
    RuleID: ruleOf(finding),
    Description: titleOf(finding, rule),
    StartLine: location.line,
    EndLine: location.endLine,
    StartColumn: location.column,
    EndColumn: Math.max(location.endColumn - 1, 1),
    Match: secret,
    Secret: secret,
    File: location.path,
    SymlinkFile: '',
    Commit: location.commit ?? '',
    ...(link === undefined ? {} : { Link: link }),
    Entropy: value ? shortest(shannon(value)) : roughly(finding),
    Author: author,
    Email: email,
    Date: date,
    Message: message,
    Tags: [...(rule(ruleOf(finding))?.tags ?? []), ...decodedTags(finding)],
    Fingerprint: finding.fingerprint,
  };
}

/** As exact as it is, it would help to try guesses of a short value: so it is told with the value only. */
function roughly({ evidence }: Finding): number {
  const entropy = evidence.find((each) => each.kind === 'entropy');
  return entropy?.kind === 'entropy' ? entropy.bitsPerChar : 0;
}

/** A 32-bit number, in as few digits as name it. */
function shortest(number: number): number {
  const exact = Math.fround(number);
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(exact.toPrecision(digits));
    if (Math.fround(short) === exact) return short;
  }
  return exact;
}

/** gitleaks' names for what it undoes. */
const DECODED: Readonly<Record<string, string>> = {
  base64: 'base64',
  hex: 'hex',
  percent: 'percent',
  escapes: 'unicode',
};

function decodedTags({ encoding }: Finding): string[] {
  const kinds = new Set(encoding.flatMap((name) => DECODED[name] ?? []));
  return kinds.size === 0
    ? []
    : [...[...kinds].map((kind) => `decoded:${kind}`), `decode-depth:${encoding.length}`];
}
