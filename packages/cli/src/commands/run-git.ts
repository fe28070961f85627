/** `staunch git`: a report of what the gate looks at. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import {
  KnownValues,
  ruleInfo,
  UserError,
  type Confidence,
  type Finding,
  type ScanResult,
} from '@staunch/core';
import type { PolicyData } from '@staunch/core/config';
import type { Format } from '@staunch/core/report';
import { readManaged } from '@staunch/core/vault';
import { gate, obstacleWords, searchHistory, type HistoryPart, type HistoryResult } from '@staunch/hooks';
import type { Flags, Input } from '../arguments.ts';
import { masked } from '../masking.ts';
import { writeError } from '../output.ts';
import { foreignOptions, isForeignPart } from '../foreign-options.ts';
import { loadProject, type ProjectOptions } from '../project.ts';
import { deliver, exitCode, render, userRuleInfo, writeNotes } from '../reporting.ts';
import { version } from '../version.ts';
import { newScanner } from '../workers/job.ts';

/** Formats that name the author and the message of a finding's commit. */
const TELL_OF_COMMITS: ReadonlySet<string> = new Set(['gitleaks', 'csv']);

const PARTS = ['all', 'range', 'staged', 'stdin-refs', 'log-opts'];

export async function runGit({ operands: [repository = '.'], flags }: Input): Promise<number> {
  const started = performance.now();
  if (PARTS.filter((name) => flags.has(name)).length > 1)
    throw new UserError(
      `one of ${PARTS.slice(0, -1)
        .map((name) => `--${name}`)
        .join(', ')} is enough`,
    );
  const directory = directoryAt(repository);
  const managed = flags.has('no-managed') ? undefined : readManaged();
  const found = flags.has('staged')
    ? await lookAtStaged(directory, flags)
    : await lookAtHistory(directory, flags, managed);
  const result: ScanResult = {
    ...found,
    stats: {
      files: found.looked,
      bytes: found.bytes,
      ms: Math.round(performance.now() - started),
      belowConfidence: found.belowConfidence,
    },
  };
  const output = flags.text('output');
  const text = render((flags.text('format') ?? 'text') as Format, result, {
    color: !flags.has('no-color') && !process.env.NO_COLOR && !output && process.stdout.isTTY === true,
    version: version(),
    width: (process.stdout.isTTY && process.stdout.columns) || 120,
    rule: (id) => found.policies.map((policy) => userRuleInfo(policy, id)).find(Boolean) ?? ruleInfo(id),
    ...(flags.has('reveal') ? { revealed: (finding: Finding) => found.values.get(finding) } : {}),
    commits: found.described,
    remote: found.remote,
    hasProjectKey: found.policies.every(({ fingerprintKey }) => fingerprintKey !== undefined),
    quiet: flags.has('quiet'),
    verbose: flags.has('verbose'),
  });
  const strict = flags.has('strict') || found.policies.some((policy) => policy.strict);
  const code = exitCode(result, flags.number('exit-code', 0, 255) ?? 1, strict);
  if (found.keyProblem) writeError(`staunch: ${found.keyProblem}; fingerprints are good for this run only\n`);
  if (found.looked === 0 && !flags.has('quiet'))
    writeError('staunch: there is nothing new to look at: no commit, no file\n');
  const effort = { threads: 1, lost: 0, hasKernel: found.hasKernel, files: [] };
  writeNotes(result, flags, managed !== undefined, effort);
  deliver(text, output, result.findings.length > 0 ? code : undefined);
  return code;
}

interface Looked extends Pick<
  HistoryResult,
  | 'findings'
  | 'suppressed'
  | 'notScanned'
  | 'bytes'
  | 'belowConfidence'
  | 'policies'
  | 'keyProblem'
  | 'values'
  | 'described'
  | 'remote'
> {
  /** Files, commits and tags. */
  readonly looked: number;
  readonly hasKernel: boolean;
}

async function lookAtHistory(
  repository: string,
  flags: Flags,
  managed: ReturnType<typeof readManaged>,
): Promise<Looked> {
  const minConfidence = flags.text('min-confidence') as Confidence | undefined;
  const switches = ['no-managed', 'no-patterns', 'no-decode', 'ignore-gitleaks-allow'];
  let hasKernel = true;
  // no mark is made of it: any key will do
  const known = TELL_OF_COMMITS.has(flags.text('format') ?? '')
    ? new KnownValues(managed?.indexKey ?? randomBytes(32), { common: true })
    : undefined;
  const result = await searchHistory({
    repository,
    known,
    part: partOf(flags),
    managed,
    policy: givenPolicy(repository, flags),
    remembers: !switches.some((name) => flags.has(name)),
    scannerFor: (policy: PolicyData) => {
      if ((minConfidence ?? policy.minConfidence) === 'low') known?.learnAll();
      const part = {
        policy,
        minConfidence,
        reveal: flags.has('reveal'),
        managed: managed && { file: managed.file, indexKey: managed.indexKey },
        patterns: !flags.has('no-patterns'),
        decode: !flags.has('no-decode'),
        inline: !flags.has('ignore-gitleaks-allow'),
      };
      const scanner = newScanner(part, known);
      hasKernel &&= scanner.hasKernel;
      return scanner;
    },
  }).catch((error: unknown) => {
    // git's own words may hold what was scanned
    throw error instanceof UserError ? maskedError(error) : error;
  });
  return { ...result, looked: result.blobs + result.commits + result.tags + result.remembered, hasKernel };
}

function maskedError({ message, hint, exitCode: code }: UserError): UserError {
  return new UserError(masked(message), { ...(hint === undefined ? {} : { hint }), exitCode: code });
}

/** In place of what the tips say; undefined when nothing was given. */
function givenPolicy(repository: string, flags: Flags): PolicyData | undefined {
  const given: ProjectOptions = {
    configFile: flags.text('config'),
    baselineFile: flags.text('baseline'),
    ...foreignOptions(flags),
  };
  const isGiven = (given.configFile ?? given.baselineFile) !== undefined || isForeignPart(given);
  return isGiven ? loadProject(repository, given).policy : undefined;
}

function partOf(flags: Flags): HistoryPart {
  const range = flags.text('range');
  if (range !== undefined) return { kind: 'range', range };
  const words = flags.text('log-opts');
  if (words !== undefined) return { kind: 'log', words: words.split(/\s+/).filter((word) => word !== '') };
  if (flags.has('stdin-refs')) return { kind: 'refs', lines: fs.readFileSync(0) };
  return { kind: 'all' };
}

/** As the gate judges it: what HEAD held already is no finding. */
async function lookAtStaged(repository: string, flags: Flags): Promise<Looked> {
  const refused = [
    'min-confidence',
    'no-managed',
    'no-patterns',
    'no-decode',
    'ignore-gitleaks-allow',
    'reveal',
  ];
  const given = refused.find((name) => flags.has(name));
  if (given !== undefined)
    throw new UserError(`--staged is what the gate would say: --${given} does not go with it`);
  const policy = givenPolicy(repository, flags);
  const verdict = await gate({ repository, ...(policy ? { policy } : {}) });
  if (
    verdict.decision === 'block' &&
    verdict.reason === 'could-not-scan' &&
    verdict.obstacle.kind !== 'unreadable'
  ) {
    const { why, mend } = obstacleWords(verdict.obstacle, 'staged');
    throw new UserError(masked(why), mend === '' ? {} : { hint: mend.trim() });
  }
  return {
    findings: 'findings' in verdict ? [...verdict.findings] : [],
    suppressed: [...verdict.suppressed],
    notScanned: [...verdict.notScanned],
    bytes: verdict.bytes,
    belowConfidence: 0,
    looked: verdict.blobs + verdict.submodules,
    policies: policy ? [policy] : [],
    keyProblem: undefined,
    values: new Map(),
    // of no account where the gate itself says what it looked at
    hasKernel: true,
    described: new Map(),
    remote: undefined,
  };
}

function directoryAt(repository: string): string {
  const stats = fs.statSync(repository, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) throw new UserError('REPO is not a directory');
  return repository;
}
