/** `staunch merge`: what several machines found, as one report. The same finding in two of them is told once. */
import {
  isReadError,
  ruleInfo,
  type Finding,
  type NotScanned,
  type ScanResult,
  type Suppressed,
} from '@staunch/core';
import { readReport, type Format } from '@staunch/core/report';
import type { Input } from '../arguments.ts';
import { readNamed } from '../project.ts';
import { version } from '../version.ts';
import { deliver, exitCode, render } from '../reporting.ts';

/** A report of a shard that is larger than this is none that a person will read. */
const MAX_BYTES = 256 * 1024 * 1024;

export async function runMerge({ operands, flags }: Input): Promise<number> {
  const results = operands.map((file) => {
    const { bytes } = readNamed(file, MAX_BYTES);
    return readReport(Buffer.from(bytes).toString('utf8'), file, severityOf, isReadError);
  });
  const result: ScanResult = {
    findings: once(
      results.flatMap(({ findings }) => findings),
      placeOf,
    ),
    suppressed: once(
      results.flatMap(({ suppressed }) => suppressed),
      placeOf,
    ),
    notScanned: once(
      results.flatMap(({ notScanned }) => notScanned),
      ({ path, reason }) => `${path}\0${reason}`,
    ),
    stats: {
      files: sum(results.map(({ stats }) => stats.files)),
      bytes: sum(results.map(({ stats }) => stats.bytes)),
      // they ran side by side
      ms: Math.max(0, ...results.map(({ stats }) => stats.ms)),
      belowConfidence: 0,
    },
  };
  const output = flags.text('output');
  const text = render((flags.text('format') ?? 'text') as Format, result, {
    color: !flags.has('no-color') && !process.env.NO_COLOR && !output && process.stdout.isTTY === true,
    version: version(),
    width: (process.stdout.isTTY && process.stdout.columns) || 120,
    rule: ruleInfo,
    hasProjectKey: false,
    quiet: flags.has('quiet'),
    verbose: flags.has('verbose'),
  });
  const code = exitCode(result, flags.number('exit-code', 0, 255) ?? 1, false);
  deliver(text, output, result.findings.length > 0 ? code : undefined);
  return code;
}

function severityOf(rule: string | undefined): Finding['severity'] {
  return rule === undefined ? 'critical' : (ruleInfo(rule)?.severity ?? 'high');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function placeOf({ location, rule = '', item = '', fingerprint }: Finding): string {
  const { path, start, end, commit = '' } = location;
  // by path, then by where it stands there
  return [
    path,
    String(start).padStart(16, '0'),
    String(end).padStart(16, '0'),
    rule,
    item,
    fingerprint,
    commit,
  ].join('\0');
}

/** Each once, sorted: the same report however the shards were given. */
function once<T extends Finding | Suppressed | NotScanned>(
  items: readonly T[],
  keyOf: (item: T) => string,
): T[] {
  const unique = new Map(items.map((item) => [keyOf(item), item]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}
