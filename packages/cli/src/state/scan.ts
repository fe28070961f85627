/** `staunch state scan`: every store of every agent through the same pipeline as files; nothing is written, no time changes. */
import {
  createScanner,
  ruleInfo,
  type Confidence,
  type FragmentResult,
  type NotScanned,
  type ScanResult,
} from '@staunch/core';
import type { Format } from '@staunch/core/report';
import { touched } from '../agents/quiet-file.ts';
import { storesOf } from '../agents/surroundings.ts';
import type { Flags, Input } from '../arguments.ts';
import { managedSource } from '../commands/run-scan.ts';
import { deliver, exitCode, render, userRuleInfo, writeNotes } from '../reporting.ts';
import { writeError } from '../output.ts';
import { loadProject } from '../project.ts';
import { version } from '../version.ts';
import { scanStore } from './scan-store.ts';
import { Titles } from './titles.ts';

export function runScan({ flags }: Input): number {
  const started = performance.now();
  const stores = storesOf(flags);
  const project = loadProject('.', { configFile: flags.text('config') });
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
  const parts = stores.flatMap((store) => [...scanStore(scanner, store, titles)].map(({ result }) => result));
  const result = resultOf(parts, titles, (text) => scanner.maskText(text), started);
  const format = (flags.text('format') ?? 'text') as Format;
  const output = flags.text('output');
  const color = !flags.has('no-color') && !process.env.NO_COLOR && !output && process.stdout.isTTY === true;
  const text = render(format, result, {
    color,
    version: version(),
    width: (process.stdout.isTTY && process.stdout.columns) || 120,
    rule: (id) => ruleInfo(id) ?? userRuleInfo(project.policy, id),
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
  const effort = { threads: 1, lost: 0, hasKernel: scanner.hasKernel, files: [] };
  writeNotes(result, flags, managed !== undefined, effort);
  deliver(text, output, result.findings.length > 0 ? code : undefined);
  return code;
}

function minConfidence(flags: Flags): { readonly minConfidence?: Confidence } {
  const least = flags.text('min-confidence') as Confidence | undefined;
  return least === undefined ? {} : { minConfidence: least };
}

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
      files: parts.filter(({ bytes }) => bytes > 0).length,
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
      ms: Math.round(performance.now() - started),
      belowConfidence: parts.reduce((sum, { belowConfidence }) => sum + belowConfidence, 0),
    },
  };
}
