import type { Finding, NotScanned, ScanStats, Suppressed } from '../finding.ts';

/** A finding as json and jsonl give it: a contract, also in the order of its fields. What is absent is left out. */
export function findingRecord(finding: Finding): object {
  const { detector, rule, item, location, mask, encoding, confidence, validity, fingerprint } = finding;
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
    ...(agent === undefined ? {} : { agent }),
    ...(session === undefined ? {} : { session }),
    ...(time === undefined ? {} : { time }),
    ...(jsonPath === undefined ? {} : { jsonPath }),
  };
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
