/** `staunch scan`, told from start to end. */
import os from 'node:os';
import {
  ruleInfo,
  type Confidence,
  type Finding,
  type FragmentResult,
  type ManagedSource,
} from '@staunch/core';
import { UserError, type NotScanned, type ScanResult, type Suppressed } from '@staunch/core';
import { printable, reporters, type Format, type ReportContext, type RuleInfo } from '@staunch/core/report';
import { readManaged } from '@staunch/core/vault';
import type { Flags, Input } from '../arguments.ts';
import { writeError, writeFile, writeOut } from '../output.ts';
import { Progress } from '../progress.ts';
import { configRoot, loadProject, type Project, type ProjectOptions } from '../project.ts';
import { listFiles } from '../sources/directory.ts';
import { openStdin } from '../sources/stdin.ts';
import { version } from '../version.ts';
import { FILES, KIBIBYTES, newScanner, type Job, type JobResult, type ScannerPart } from '../workers/job.ts';
import { FILES_THAT_PAY, Pool } from '../workers/pool.ts';

/** What the scan of all sources gave, before it is a report. */
interface Outcome extends JobResult {
  readonly notListed: readonly NotScanned[];
}

export async function runScan({ operands, flags }: Input): Promise<number> {
  const started = performance.now();
  const options = readOptions(flags);
  const fromStdin = operands.includes('-');
  if (fromStdin && operands.length > 1)
    throw new UserError('- stands alone: standard input is the only thing scanned');
  const roots = operands.length === 0 ? ['.'] : operands;
  const groups = groupByProject(fromStdin ? ['.'] : roots, {
    configFile: flags.text('config'),
    baselineFile: flags.text('baseline'),
  });
  const outcomes: Outcome[] = [];
  for (const { project, roots: own } of groups) {
    outcomes.push(fromStdin ? scanStdin(project, options) : await scanFiles(own, project, options));
  }
  const projects = groups.map(({ project }) => project);

  const revealed = new Map<Finding, string>();
  const result = merge(outcomes, started, revealed);
  const color =
    !flags.has('no-color') && !process.env.NO_COLOR && !options.output && process.stdout.isTTY === true;
  const text = render(options.format, result, {
    color,
    version: version(),
    width: (process.stdout.isTTY && process.stdout.columns) || 120,
    rule: (id) => projects.map((project) => userRuleInfo(project, id)).find(Boolean) ?? ruleInfo(id),
    ...(options.reveal ? { revealed: (finding: Finding) => revealed.get(finding) } : {}),
    hasProjectKey: projects.every(({ policy }) => policy.fingerprintKey !== undefined),
    quiet: flags.has('quiet'),
    verbose: flags.has('verbose'),
  });
  const strict = options.strict || projects.some(({ policy }) => policy.strict);
  const code = exitCode(result, options.foundCode, strict);
  const problem = outcomes.find(({ keyProblem }) => keyProblem)?.keyProblem;
  if (problem) writeError(`staunch: ${problem}; fingerprints are good for this run only\n`);
  if (!flags.has('quiet')) {
    for (const note of new Set(projects.flatMap(({ policy }) => policy.foreign.notes)))
      writeError(`staunch: of gitleaks' configuration: ${note}\n`);
  }
  writeNotes(result, flags, options.managed !== undefined);
  deliver(text, options.output, result.findings.length > 0 ? code : undefined);
  return code;
}

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

/** Every root is judged by the configuration of its own project. */
function groupByProject(
  roots: readonly string[],
  options: ProjectOptions,
): readonly { readonly project: Project; readonly roots: readonly string[] }[] {
  const byRoot = new Map<string, string[]>();
  for (const root of roots) byRoot.set(configRoot(root), [...(byRoot.get(configRoot(root)) ?? []), root]);
  return [...byRoot.values()].map((own) => ({ project: loadProject(own[0]!, options), roots: own }));
}

interface Options {
  readonly format: Format;
  readonly output: string | undefined;
  readonly reveal: boolean;
  readonly minConfidence: Confidence | undefined;
  readonly maxSize: number | undefined;
  readonly threads: number;
  readonly foundCode: number;
  readonly strict: boolean;
  readonly progress: boolean;
  readonly managed: ManagedSource | undefined;
  readonly patterns: boolean;
  readonly decode: boolean;
}

function readOptions(flags: Flags): Options {
  return {
    format: (flags.text('format') ?? 'text') as Format,
    output: flags.text('output'),
    reveal: flags.has('reveal'),
    minConfidence: flags.text('min-confidence') as Confidence | undefined,
    maxSize: flags.number('max-size', 0, Number.MAX_SAFE_INTEGER),
    threads: flags.number('threads', 1, 256) ?? os.availableParallelism(),
    foundCode: flags.number('exit-code', 0, 255) ?? 1,
    strict: flags.has('strict'),
    managed: flags.has('no-managed') ? undefined : managedSource(),
    patterns: !flags.has('no-patterns'),
    decode: !flags.has('no-decode'),
    progress: process.stderr.isTTY === true && !flags.has('quiet') && !process.env.CI,
  };
}

/** Throws UserError when there is a vault whose index cannot be used: nothing is scanned as if there were none. */
export function managedSource(): ManagedSource | undefined {
  const managed = readManaged();
  return managed && { file: managed.file, indexKey: managed.indexKey };
}

function scannerPart(
  { policy }: Project,
  { minConfidence, reveal, managed, patterns, decode }: Options,
): ScannerPart {
  return { policy, minConfidence, reveal, managed, patterns, decode };
}

async function scanFiles(roots: readonly string[], project: Project, options: Options): Promise<Outcome> {
  const { maxSize, threads } = options;
  const part = scannerPart(project, options);
  const scanner = newScanner(part);
  const pool = new Pool(threads);
  const { files, notScanned } = listFiles(
    roots,
    (root) => scanner.maskText(root),
    (count) => count === FILES_THAT_PAY && pool.start(),
  );
  const counters = new Int32Array(new SharedArrayBuffer(16));
  const job: Job = { files, counters, projectRoot: project.root, maxSize, ...part };
  const progress = new Progress(options.progress);
  const tick = (): void =>
    progress.draw(
      Atomics.load(counters, FILES),
      files.ends.length,
      Atomics.load(counters, KIBIBYTES) * 1024,
      notScanned.length,
    );
  try {
    const notListed = notScanned.map((item) => ({ ...item, path: scanner.maskText(item.path) }));
    return { ...(await pool.run(job, scanner, tick)), notListed };
  } finally {
    progress.clear();
  }
}

function scanStdin(project: Project, options: Options): Outcome {
  const scanner = newScanner(scannerPart(project, options));
  const result = scanner.scan(openStdin());
  return {
    results: [{ index: 0, result }],
    files: 1,
    bytes: result.bytes,
    keyProblem: scanner.keyProblem,
    notListed: [],
  };
}

/** All results in the order of the list. The raw values, if they were asked for, go into a table of their own. */
function merge(outcomes: readonly Outcome[], started: number, revealed: Map<Finding, string>): ScanResult {
  const parts: FragmentResult[] = outcomes.flatMap(({ results }) => results.map(({ result }) => result));
  for (const { findings, values } of parts) values?.forEach((value, i) => revealed.set(findings[i]!, value));
  const findings: Finding[] = parts.flatMap((part) => part.findings);
  const suppressed: Suppressed[] = parts.flatMap((part) => part.suppressed);
  return {
    findings,
    suppressed,
    notScanned: [
      ...outcomes.flatMap(({ notListed }) => notListed),
      ...parts.flatMap((part) => part.notScanned),
    ],
    stats: {
      files: outcomes.reduce((sum, { files }) => sum + files, 0),
      bytes: outcomes.reduce((sum, { bytes }) => sum + bytes, 0),
      ms: Math.round(performance.now() - started),
      belowConfidence: parts.reduce((sum, part) => sum + part.belowConfidence, 0),
    },
  };
}

export function userRuleInfo({ policy }: Project, id: string): RuleInfo | undefined {
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

export function writeNotes(result: ScanResult, flags: Flags, hasManaged: boolean): void {
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
