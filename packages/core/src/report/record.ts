import { ruleOf, type Finding, type NotScanned, type ScanStats, type Suppressed } from '../finding.ts';

/** A finding as json and jsonl give it: a contract, also in the order of its fields. What is absent is left out. */
export function findingRecord(finding: Finding): object {
  const { detector, rule, item, location, mask, encoding, confidence, validity, fingerprint, parts } =
    finding;
  const { agent, session, time, jsonPath } = finding;
  const { path, line, column, endLine, endColumn, start, end, commit } = location;
  return {
    detector,
    ...(rule === undefined ? {} : { rule }),
    ...(item === undefined ? {} : { item }),
    path,
    line,
    column,
    endLine,
    endColumn,
    start,
    end,
    mask,
    encoding,
    confidence,
    ...(validity === undefined ? {} : { validity }),
    fingerprint,
    ...(commit === undefined ? {} : { commit }),
    ...(parts === undefined ? {} : { parts: parts.map(partRecord) }),
    ...(agent === undefined ? {} : { agent }),
    ...(session === undefined ? {} : { session }),
    ...(time === undefined ? {} : { time }),
    ...(jsonPath === undefined ? {} : { jsonPath }),
  };
}

/** Where the other half of a credential stands, in the same file. */
function partRecord(part: Finding): object {
  const { line, column, start, end } = part.location;
  return { rule: ruleOf(part), line, column, start, end, mask: part.mask, fingerprint: part.fingerprint };
}

export function suppressedRecord(suppressed: Suppressed): object {
  return { ...findingRecord(suppressed), reason: suppressed.reason };
}

export function notScannedRecord({ path, reason }: NotScanned): object {
  return { path, reason };
}

export function statsRecord({ files, bytes, ms }: ScanStats): object {
  return { files, bytes, ms };
}
