import { toJson } from './escape.ts';
import { findingRecord, notScannedRecord, statsRecord, suppressedRecord } from './record.ts';
import type { Reporter } from './report.ts';

/** One object a line, each with its type first. */
export const jsonl: Reporter = ({ findings, suppressed, notScanned, stats }) => {
  const line = (type: string, record: object): string => `${toJson({ type, ...record })}\n`;
  return [
    ...findings.map((finding) => line('finding', findingRecord(finding))),
    ...suppressed.map((finding) => line('suppressed', suppressedRecord(finding))),
    ...notScanned.map((entry) => line('notScanned', notScannedRecord(entry))),
    line('stats', statsRecord(stats)),
  ].join('');
};
