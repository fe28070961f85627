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
import type { Format } from '@staunch/core/report';
import { readManaged } from '@staunch/core/vault';
import type { Flags, Input } from '../arguments.ts';
import { SLOWEST_SHOWN, type Effort, type TimedFile } from '../effort.ts';
import { masked } from '../masking.ts';
import { writeError } from '../output.ts';
import { Progress } from '../progress.ts';
import { foreignOptions, ignoreFiles } from '../foreign-options.ts';
import {
  configRoot,
  loadProject,
  projectPathOf,
  targetConfig,
  type Project,
  type ProjectOptions,
} from '../project.ts';
import { listFiles, type Listing } from '../sources/directory.ts';
import { pathAt, shownPath } from '../sources/paths.ts';
import { select } from '../sources/select.ts';
import { isInShard, parseShard, type Shard } from '../sources/shard.ts';
import { openStdin } from '../sources/stdin.ts';
import { deliver, exitCode, render, userRuleInfo, writeNotes } from '../reporting.ts';
import { version } from '../version.ts';
import {
  FILES,
  KIBIBYTES,
  MAIN,
  newScanner,
  sharedState,
  type Job,
  type JobResult,
  type ScannerPart,
} from '../workers/job.ts';
import { FILES_THAT_PAY, Pool } from '../workers/pool.ts';
import { Slowest } from '../workers/slowest.ts';

/** What the scan of all sources gave, before it is a report. */
interface Outcome extends Omit<JobResult, 'slowest'> {
  readonly notListed: readonly NotScanned[];
  readonly effort: Effort;
}

export async function runScan({ operands, flags }: Input): Promise<number> {
  const started = performance.now();
  const options = readOptions(flags);
  const { outcomes, projects } = await scanRoots(operands, options, {
    configFile: flags.text('config'),
    baselineFile: flags.text('baseline'),
    ...foreignOptions(flags),
    goOn: true,
  });

  const revealed = new Map<Finding, string>();
  const result = merge(outcomes, started, revealed);
  const color =
    !flags.has('no-color') && !process.env.NO_COLOR && !options.output && process.stdout.isTTY === true;
  const text = render(options.format, result, {
    color,
    version: version(),
    width: (process.stdout.isTTY && process.stdout.columns) || 120,
    rule: (id) => projects.map((project) => userRuleInfo(project.policy, id)).find(Boolean) ?? ruleInfo(id),
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
  const effort = together(
    outcomes.map((outcome) => outcome.effort),
    options.slowest,
  );
  writeNotes(result, flags, options.managed !== undefined, effort);
  deliver(text, options.output, result.findings.length > 0 ? code : undefined);
  return code;
}

interface RootOptions extends ProjectOptions {
  /** Of several roots, one that cannot be looked at is named with the rest that was left out, and the others are scanned. */
  readonly goOn?: boolean;
}

interface Scanned {
  readonly outcomes: readonly Outcome[];
  readonly projects: readonly Project[];
}

async function scanRoots(
  operands: readonly string[],
  options: Options,
  { goOn, ...projectOptions }: RootOptions,
): Promise<Scanned> {
  const fromStdin = operands.includes('-');
  if (fromStdin && operands.length > 1)
    throw new UserError('- stands alone: standard input is the only thing scanned');
  const roots = operands.length === 0 ? ['.'] : operands;
  const { published } = options;
  if (published && (fromStdin || roots.length > 1))
    throw new UserError('--published looks at one directory: what it would ship');
  const several = goOn === true && roots.length > 1;
  const groups = groupByProject(fromStdin ? ['.'] : roots, projectOptions);
  const { problem } = groups.find((group) => group.problem && !(several && groups.some(isUsable))) ?? {};
  if (problem) throw problem;
  const outcomes: Outcome[] = [];
  for (const { project, problem: reason, roots: own } of groups) {
    if (!project) outcomes.push(notLooked(own, reason));
    else if (fromStdin) outcomes.push(scanStdin(project, options));
    else if (published === 'git') outcomes.push(scanArchive(own[0]!, project, options, await gitSource()));
    else outcomes.push(await scanFiles(own, project, options, several));
  }
  return { outcomes, projects: groups.flatMap(({ project }) => project ?? []) };
}

function isUsable({ project }: Group): boolean {
  return project !== undefined;
}

/** Roots of a project whose configuration is broken: half a policy would let pass what the project forbids. */
function notLooked(roots: readonly string[], problem: UserError | undefined): Outcome {
  const reason = masked(problem?.message ?? '');
  return {
    results: [],
    files: 0,
    bytes: 0,
    keyProblem: undefined,
    notListed: roots.map((root) => ({ path: masked(shownPath(root)), reason, error: true })),
    effort: { threads: 1, lost: 0, hasKernel: true, files: [] },
  };
}

/** For other commands: everything below the paths, as `staunch scan` would find it. */
export async function scanResult(
  operands: readonly string[],
  flags: Flags,
  projectOptions: ProjectOptions,
): Promise<ScanResult> {
  const started = performance.now();
  const { outcomes } = await scanRoots(operands, readOptions(flags), projectOptions);
  return merge(outcomes, started, new Map());
}

interface Group {
  readonly roots: readonly string[];
  readonly project?: Project;
  readonly problem?: UserError;
}

/** Every root is judged by the configuration of its own project. */
function groupByProject(roots: readonly string[], options: ProjectOptions): readonly Group[] {
  const byRoot = new Map<string, string[]>();
  for (const root of roots) {
    // one with a .gitleaks.toml or .gitleaksignore of its own stands alone
    const key = [
      configRoot(root),
      targetConfig(root, options) ?? '',
      ...ignoreFiles(configRoot(root), root, options.ignorePath),
    ].join('\0');
    byRoot.set(key, [...(byRoot.get(key) ?? []), root]);
  }
  return [...byRoot.values()].map((own) => {
    try {
      return { roots: own, project: loadProject(own[0]!, options) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { roots: own, problem: error };
    }
  });
}

type Published = 'npm' | 'git' | 'docker';

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
  /** How many files are told of that took longest. */
  readonly slowest: number;
  readonly published: Published | undefined;
  readonly shard: Shard | undefined;
  readonly managed: ManagedSource | undefined;
  readonly patterns: boolean;
  readonly decode: boolean;
  readonly inline: boolean;
}

function readOptions(flags: Flags): Options {
  const format = (flags.text('format') ?? 'text') as Format;
  if (flags.has('reveal') && format !== 'text' && format !== 'gitleaks') {
    throw new UserError(`--reveal has no place in the ${format} format`, {
      hint: 'raw values are shown in --format text and --format gitleaks only',
    });
  }
  return {
    format,
    output: flags.text('output'),
    reveal: flags.has('reveal'),
    minConfidence: flags.text('min-confidence') as Confidence | undefined,
    maxSize: flags.number('max-size', 0, Number.MAX_SAFE_INTEGER),
    threads: flags.number('threads', 1, 256) ?? os.availableParallelism(),
    foundCode: flags.number('exit-code', 0, 255) ?? 1,
    strict: flags.has('strict'),
    published: flags.text('published') as Published | undefined,
    shard: parseShard(flags.text('shard')),
    managed: flags.has('no-managed') ? undefined : managedSource(),
    patterns: !flags.has('no-patterns'),
    decode: !flags.has('no-decode'),
    inline: !flags.has('ignore-gitleaks-allow'),
    slowest: !flags.has('stats') ? 0 : flags.has('verbose') ? Infinity : SLOWEST_SHOWN,
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
  { minConfidence, reveal, managed, patterns, decode, inline }: Options,
): ScannerPart {
  return { policy, minConfidence, reveal, managed, patterns, decode, inline };
}

async function scanFiles(
  roots: readonly string[],
  project: Project,
  options: Options,
  goOn: boolean,
): Promise<Outcome> {
  const { maxSize, threads, slowest } = options;
  const part = scannerPart(project, options);
  const scanner = newScanner(part);
  const pool = new Pool(threads);
  const shownRoot = (root: string): string => scanner.maskText(root);
  const listed = await listAll(
    roots,
    options,
    shownRoot,
    (count) => count === FILES_THAT_PAY && pool.start(),
    goOn,
  );
  const { notScanned } = listed;
  const { shard } = options;
  const files = shard
    ? select(listed.files, (path) => isInShard(shard, projectPathOf(project.root, path)))
    : listed.files;
  const shared = sharedState(files.ends.length);
  const { counters } = shared;
  const job: Job = { files, ...shared, thread: MAIN, slowest, projectRoot: project.root, maxSize, ...part };
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
    const { slowest: timed, threads: used, lost, ...done } = await pool.run(job, scanner, tick);
    const named = timed.map(({ index, bytes, ms }): TimedFile => ({
      path: scanner.maskText(shownPath(pathAt(files, index))),
      bytes,
      ms,
    }));
    const effort: Effort = { threads: used, lost, hasKernel: scanner.hasKernel, files: named };
    return { ...done, notListed, effort };
  } finally {
    progress.clear();
  }
}

/** What is to be looked at below the roots: everything, or what would be published. */
async function listAll(
  roots: readonly string[],
  { published }: Options,
  shownRoot: (root: string) => string,
  onFile: (count: number) => void,
  goOn: boolean,
): Promise<Listing> {
  if (published !== 'npm' && published !== 'docker') return listFiles(roots, shownRoot, onFile, goOn);
  const { listPublished } = await import('../sources/published/list.ts');
  return listPublished(published, roots[0]!, shownRoot, onFile);
}

const gitSource = () => import('../sources/published/git.ts');

/** What `git archive HEAD` ships. */
function scanArchive(
  root: string,
  project: Project,
  options: Options,
  { archived }: Awaited<ReturnType<typeof gitSource>>,
): Outcome {
  const scanner = newScanner(scannerPart(project, options));
  const { shard } = options;
  const results: JobResult['results'][number][] = [];
  let bytes = 0;
  let index = 0;
  const timed = new Slowest(options.slowest);
  const names: string[] = [];
  for (const fragment of archived(root, project.root)) {
    const { descriptor } = fragment;
    if (shard && !isInShard(shard, descriptor.projectPath ?? descriptor.path)) continue;
    const begun = performance.now();
    const result = scanner.scan(fragment);
    timed.add({ index, bytes: result.bytes, ms: performance.now() - begun });
    names.push(descriptor.path);
    results.push({ index: index++, result });
    bytes += result.bytes;
  }
  const files = timed.files.map(({ index: at, ...time }) => ({
    path: scanner.maskText(names[at]!),
    ...time,
  }));
  return {
    results,
    files: results.length,
    bytes,
    keyProblem: scanner.keyProblem,
    notListed: [],
    effort: { threads: 1, lost: 0, hasKernel: scanner.hasKernel, files },
  };
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
    effort: { threads: 1, lost: 0, hasKernel: scanner.hasKernel, files: [] },
  };
}

/** Of several roots one after the other. */
function together(efforts: readonly Effort[], shown: number): Effort {
  const files = efforts.flatMap((effort) => effort.files).sort((a, b) => b.ms - a.ms);
  return {
    threads: Math.max(1, ...efforts.map(({ threads }) => threads)),
    lost: efforts.reduce((sum, { lost }) => sum + lost, 0),
    hasKernel: efforts.every(({ hasKernel }) => hasKernel),
    files: files.slice(0, shown),
  };
}

/** All results in the order of the list. The raw values, if they were asked for, go into a table of their own. */
function merge(outcomes: readonly Outcome[], started: number, revealed: Map<Finding, string>): ScanResult {
  const parts: FragmentResult[] = outcomes.flatMap(({ results }) => results.map(({ result }) => result));
  for (const { findings, values = [] } of parts) {
    const told = findings.flatMap((finding) => [finding, ...(finding.parts ?? [])]);
    values.forEach((value, i) => revealed.set(told[i]!, value));
  }
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
