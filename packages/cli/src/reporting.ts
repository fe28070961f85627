/** How a scan ends, whatever was scanned: its report, its notes, its exit code. */
import { UserError, type PolicyData, type ScanResult } from '@staunch/core';
import { printable, reporters, type Format, type ReportContext, type RuleInfo } from '@staunch/core/report';
import type { Flags } from './arguments.ts';
import { effortLines, type Effort } from './effort.ts';
import { writeError, writeFile, writeOut } from './output.ts';

/** A report that is longer than a string can be is an error of its own, and what was found still counts. */
export function render(format: Format, result: ScanResult, context: ReportContext): string {
  try {
    return reporters[format](result, context);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(`${result.findings.length} findings are too many for one report`, {
      hint: 'scan fewer files at once',
      exitCode: result.findings.length > 0 ? 1 : 2,
    });
  }
}

/** What a report says of a project's own rule; undefined where the id is no such rule's. */
export function userRuleInfo(policy: PolicyData, id: string): RuleInfo | undefined {
  const rule = policy.userRules.find((each) => each.id === id);
  if (rule) return { ...rule, reference: '', revoke: '', tags: rule.foreign?.tags };
  const byPath = policy.foreign.pathRules.find((each) => each.id === id);
  return byPath && { ...byPath, severity: 'high', confidence: 'high', reference: '', revoke: '' };
}

/** 1 wins over 2: what was found is the more urgent. */
export function exitCode(result: ScanResult, foundCode: number, strict: boolean): number {
  if (result.findings.length > 0) return foundCode;
  const { notScanned } = result;
  return notScanned.some(({ error }) => error) || (strict && notScanned.length > 0) ? 2 : 0;
}

export function writeNotes(result: ScanResult, flags: Flags, hasManaged: boolean, effort: Effort): void {
  const errors = result.notScanned.filter(({ error }) => error);
  for (const { path: name, reason } of errors.slice(0, 20))
    writeError(`staunch: ${printable(name)}: ${reason}\n`);
  if (errors.length > 20) writeError(`staunch: and ${errors.length - 20} more that could not be read\n`);
  const left = result.notScanned.filter(({ cause }) => cause !== undefined).length;
  if (left > 0 && !flags.has('quiet')) {
    writeError(`staunch: ${left} not looked into, or not as a whole; the report names them\n`);
  }
  if (!hasManaged && !flags.has('no-managed') && !flags.has('quiet')) {
    writeError(
      'staunch: there is no vault here, so managed values were not looked for (--no-managed says so)\n',
    );
  }
  if (flags.has('stats')) {
    const { files, bytes, ms } = result.stats;
    const speed = (bytes / 1e3 / Math.max(ms, 1)).toFixed(0);
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    writeError(`staunch: ${files} files, ${bytes} bytes, ${ms} ms, ${speed} MB/s, peak memory ${peak} MB\n`);
    for (const line of effortLines(effort)) writeError(`staunch: ${line}\n`);
  }
}

/** When the report cannot be delivered, a finding still decides the exit code. */
export function deliver(text: string, output: string | undefined, foundCode: number | undefined): void {
  try {
    if (output === undefined || output === '-') writeOut(text);
    else writeFile(output, output, text);
  } catch (error) {
    if (!(error instanceof UserError) || foundCode === undefined || foundCode === 0) throw error;
    throw new UserError(`${error.message}; secrets were found`, { exitCode: 1 });
  }
}
