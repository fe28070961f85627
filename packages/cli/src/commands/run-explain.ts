/** `staunch explain`: scans the file again with a trace, and says what became of everything that was matched there. */
import fs from 'node:fs';
import {
  createScanner,
  printable,
  ruleInfo,
  UserError,
  type Decision,
  type Outcome,
  type Scanner,
} from '@staunch/core';
import { readManaged } from '@staunch/core/vault';
import type { Input } from '../arguments.ts';
import { writeOut } from '../output.ts';
import { configRoot, loadProject, projectPathOf } from '../project.ts';
import { listFiles } from '../sources/directory.ts';
import { openFile } from '../sources/file.ts';
import { pathAt, shownPath } from '../sources/paths.ts';

/** More of one kind are counted and not shown: a trace of everything helps nobody. */
const MOST = 50;

export async function runExplain({ operands, flags }: Input): Promise<number> {
  const [what = ''] = operands;
  const place = /^(.+?):(\d{1,9})(?::\d{1,9})?$/s.exec(what);
  const byPrint = /^sf1:[0-9a-f]{24}$/.test(what);
  if (!place && !byPrint) throw new UserError('name a finding by FILE:LINE or by its fingerprint');
  const start = byPrint ? '.' : (outermost(place![1]!)?.file ?? place![1]!);
  const { policy } = loadProject(start);
  const managed = flags.has('no-managed') ? undefined : readManaged();
  const scanner = createScanner({
    policy,
    trace: true,
    ...(managed ? { managed: { file: managed.file, indexKey: managed.indexKey } } : {}),
  });
  const root = configRoot(start);
  const found = byPrint
    ? withPrint(what, scanner, root)
    : onLine(place![1]!, Number(place![2]), scanner, root);
  if (found.length === 0) {
    if (byPrint) throw new UserError('nothing below here has this fingerprint');
    requireLine(place![1]!, Number(place![2]), scanner);
    writeOut('No rule matches anything on this line, and no value of the vault stands there.\n');
    return 0;
  }
  writeOut(found.slice(0, MOST).map(inWords).join('\n'));
  if (found.length > MOST) writeOut(`\n… and ${found.length - MOST} more matches there\n`);
  return 0;
}

function decisionsIn(scanner: Scanner, file: string | Buffer, root: string): readonly Decision[] {
  const fragment = openFile({ path: shownPath(file), projectPath: projectPathOf(root, file) }, file);
  try {
    return scanner.scan(fragment).decisions ?? [];
  } finally {
    fragment.close();
  }
}

/** The file that a reported path starts with, and what of it lies inside of it: `a.zip` and `!b.txt`. */
function outermost(named: string): { readonly file: string; readonly inside: string } | undefined {
  const isFile = (path: string): boolean => fs.statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile(named)) return { file: named, inside: '' };
  for (let at = 1; at < named.length; at++) {
    if ((named[at] === '!' || named[at] === '#') && isFile(named.slice(0, at)))
      return { file: named.slice(0, at), inside: named.slice(at) };
  }
  return undefined;
}

function onLine(named: string, line: number, scanner: Scanner, root: string): readonly Decision[] {
  const place = outermost(named);
  if (!place) throw new UserError(`${scanner.maskText(named)}: no such file`);
  const { file, inside } = place;
  const path = shownPath(file) + inside;
  return decisionsIn(scanner, file, root).filter(
    ({ location }) =>
      location.line <= line && line <= location.endLine && (inside === '' || location.path === path),
  );
}

/** A line that a plain file does not have is a typing error, and must not look like «nothing is there». */
function requireLine(named: string, line: number, scanner: Scanner): void {
  const place = outermost(named);
  if (line === 0) throw new UserError('lines are counted from 1');
  if (!place || place.inside !== '') return;
  const lines = countLines(place.file);
  if (line > lines)
    throw new UserError(
      `${scanner.maskText(named)} has ${lines === 1 ? '1 line' : `${lines} lines`}: there is no line ${line}`,
    );
}

/** How many lines a file has; a line feed at its very end ends the last line and starts none. */
function countLines(file: string): number {
  const piece = Buffer.alloc(1 << 20);
  const handle = fs.openSync(file, 'r');
  try {
    let feeds = 0;
    let last = 10;
    for (let size; (size = fs.readSync(handle, piece)) > 0; last = piece[size - 1]!) {
      for (let at = piece.indexOf(10); at >= 0 && at < size; at = piece.indexOf(10, at + 1)) feeds++;
    }
    return last === 10 ? feeds : feeds + 1;
  } finally {
    fs.closeSync(handle);
  }
}

/** Everything at the first place of the value that has the fingerprint. */
function withPrint(print: string, scanner: Scanner, root: string): readonly Decision[] {
  const { files } = listFiles(['.'], (name) => name);
  for (let index = 0; index < files.ends.length; index++) {
    const decisions = decisionsIn(scanner, pathAt(files, index), root);
    const named = decisions.find(({ fingerprints }) => fingerprints.includes(print));
    if (named) {
      const { path, start, end } = named.location;
      return decisions.filter(
        ({ location }) => location.path === path && location.start < end && start < location.end,
      );
    }
  }
  return [];
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  reported: 'It is reported',
  below: 'It is not shown: it is believed less than what is shown',
  filtered: 'It is no finding: a filter dropped it',
  overlapped: 'It is not shown by itself: something else says more of the same stretch',
  inline: 'It is silenced by a comment',
  ignore: 'It is ignored',
  baseline: 'It is in the baseline',
  belongs: 'It is a credential in its own place',
  signature: 'It is part of a signature',
};

function inWords(decision: Decision): string {
  const { location, rule, item, base, confidence, validity, objections, least, by, encoding } = decision;
  const id = rule ?? item ?? '';
  const title = rule === undefined ? undefined : ruleInfo(rule)?.title;
  const lines = [
    `${printable(location.path)}:${location.line}:${location.column}  ${decision.mask}`,
    item === undefined
      ? `  rule        ${id}${title ? `: ${title}` : ''}`
      : `  vault item  ${printable(item)}`,
  ];
  if (encoding.length > 0) lines.push(`  found in    ${encoding.join(' > ')}`);
  lines.push(
    `  believed    ${confidence === base || decision.outcome === 'filtered' ? base : `${base} by its rule, ${confidence} as it stands here`}`,
  );
  if (validity) lines.push(`  checked     offline: ${validity}`);
  for (const { filter, weight, reason } of objections)
    lines.push(`  ${weight === 'drop' ? 'dropped by  ' : 'doubted by  '}${filter}: ${reason}`);
  const shown = decision.outcome === 'below' ? ` (from ${least} on)` : '';
  lines.push(`  ${OUTCOMES[decision.outcome]}${shown}${by ? `: ${printable(by)}` : ''}.`);
  return `${lines.join('\n')}\n`;
}
