/** `staunch state scan`: every store of every agent through the same pipeline as files; nothing is written, no time changes. */
import path from 'node:path';
import {
  createScanner,
  ruleInfo,
  type Confidence,
  type FragmentResult,
  type NotScanned,
  type ScanResult,
} from '@staunch/core';
import type { Format } from '@staunch/core/report';
import type { Store } from '../agents/agent.ts';
import { filesOf, type StoreFile } from '../agents/files.ts';
import { touched } from '../agents/quiet-file.ts';
import { storesOf } from '../agents/surroundings.ts';
import type { Flags, Input } from '../arguments.ts';
import { deliver, exitCode, managedSource, render, userRuleInfo, writeNotes } from '../commands/run-scan.ts';
import { writeError } from '../output.ts';
import { loadProject } from '../project.ts';
import { shownPath } from '../sources/paths.ts';
import { version } from '../version.ts';
import { scanDatabase } from './scan-database.ts';
import { scanFile } from './scan-file.ts';
import { scanSnapshot } from './scan-snapshot.ts';
import { Titles } from './titles.ts';

export function runScan({ flags }: Input): number {
  const started = performance.now();
  const stores = storesOf(flags);
  const project = loadProject('.', flags.text('config'));
  const managed = flags.has('no-managed') ? undefined : managedSource();
  const scanner = createScanner({
    policy: project.policy,
    managed,
    patterns: !flags.has('no-patterns'),
    // a transcript holds such comments by the thousand, and a line of it is a whole document
    inline: false,
    ...minConfidence(flags),
  });
  const titles = new Titles();
  const parts = stores.flatMap((store) => [...scanStore(scanner, store, titles)]);
  const result = resultOf(parts, titles, (text) => scanner.maskText(text), started);
  const format = (flags.text('format') ?? 'text') as Format;
  const output = flags.text('output');
  const color = !flags.has('no-color') && !process.env.NO_COLOR && !output && process.stdout.isTTY === true;
  const text = render(format, result, {
    color,
    version: version(),
    width: (process.stdout.isTTY && process.stdout.columns) || 120,
    rule: (id) => ruleInfo(id) ?? userRuleInfo(project, id),
    hasProjectKey: project.policy.fingerprintKey !== undefined,
    quiet: flags.has('quiet'),
    verbose: flags.has('verbose'),
  });
  const strict = flags.has('strict') || project.policy.strict;
  const code = exitCode(result, flags.number('exit-code', 0, 255) ?? 1, strict);
  if (scanner.keyProblem)
    writeError(`staunch: ${scanner.keyProblem}; fingerprints are good for this run only\n`);
  if (touched.size > 0 && !flags.has('quiet'))
    writeError(
      `staunch: the access times of ${touched.size} files changed: only their owner can read without that\n`,
    );
  writeNotes(result, flags, managed !== undefined);
  deliver(text, output, result.findings.length > 0 ? code : undefined);
  return code;
}

function minConfidence(flags: Flags): { readonly minConfidence?: Confidence } {
  const least = flags.text('min-confidence') as Confidence | undefined;
  return least === undefined ? {} : { minConfidence: least };
}

type Scanner = ReturnType<typeof createScanner>;

/** As findings name it: relative to where the command was started. */
const named = (file: string | Buffer): string =>
  typeof file === 'string' ? shownPath(path.relative(process.cwd(), file) || '.') : shownPath(file);

function* scanStore(scanner: Scanner, store: Store, titles: Titles): Iterable<FragmentResult> {
  const left = (file: string | Buffer, reason: string, error: boolean): FragmentResult => ({
    ...NOTHING,
    notScanned: [{ path: scanner.maskText(named(file)), reason, error }],
  });
  if (store.leftOut !== undefined) return yield left(store.path, store.leftOut, false);
  if (store.kind === 'sqlite' && store.problem === undefined)
    return yield scanDatabase(scanner, store, store.path, named(store.path), titles);
  const objects: StoreFile[] = [];
  for (const file of filesOf(store)) {
    if (file.kind === 'unlisted') yield left(file.path, file.reason, file.error);
    else if (file.format === 'object' || file.format === 'pack') objects.push(file);
    else if (file.format === 'sqlite')
      yield scanDatabase(scanner, store, String(file.path), named(file.path), titles);
    else yield scanFile(scanner, store, file, named(file.path), titles);
  }
  if (objects.length > 0)
    yield scanSnapshot(scanner, store, objects, named(store.path), (file) => named(file.path));
}

const NOTHING: FragmentResult = {
  findings: [],
  suppressed: [],
  notScanned: [],
  bytes: 0,
  belowConfidence: 0,
};

function resultOf(
  parts: readonly FragmentResult[],
  titles: Titles,
  mask: (text: string) => string,
  started: number,
): ScanResult {
  const masks = new Map<string, string>();
  const masked = (text: string): string => {
    const known = masks.get(text) ?? mask(text);
    masks.set(text, known);
    return known;
  };
  return {
    findings: parts.flatMap(({ findings }) => findings.map((finding) => titles.name(finding, masked))),
    suppressed: parts.flatMap(({ suppressed }) => suppressed.map((finding) => titles.name(finding, masked))),
    notScanned: parts.flatMap((part): readonly NotScanned[] => part.notScanned),
    stats: {
      files: parts.length,
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
      ms: Math.round(performance.now() - started),
      belowConfidence: parts.reduce((sum, { belowConfidence }) => sum + belowConfidence, 0),
    },
  };
}
