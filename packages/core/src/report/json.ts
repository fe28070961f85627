import { toJson } from './escape.ts';
import { findingRecord, notScannedRecord, statsRecord, suppressedRecord } from './record.ts';
import type { Reporter } from './report.ts';

/** One object, one finding a line: a person can read it, grep and diff it. */
export const json: Reporter = ({ findings, suppressed, notScanned, stats }) => {
  const list = (name: string, records: readonly object[]): string =>
    `"${name}":[${records.map((record) => `\n${toJson(record)}`).join(',')}${records.length > 0 ? '\n' : ''}]`;
  const members = [
    '"version":1',
    list('findings', findings.map(findingRecord)),
    list('suppressed', suppressed.map(suppressedRecord)),
    list('notScanned', notScanned.map(notScannedRecord)),
    `"stats":${toJson(statsRecord(stats))}`,
  ];
  return `{${members.join(',\n')}}\n`;
};
