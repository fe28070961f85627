/** `staunch explain`: scans the file again with a trace, and says what became of everything that was matched there. */
import fs from 'node:fs';
import {
  createScanner,
  printable,
  ruleInfo,
  UserError,
  type Decision,
  type Finding,
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
  const tracer: Tracer = {
    scanner,
    disabled: new Set(policy.disabledRules),
    everything:
      policy.disabledRules.length === 0
        ? undefined
        : createScanner({ policy: { ...policy, disabledRules: [] }, trace: true }),
  };
  const root = configRoot(start);
  const found = byPrint ? withPrint(what, tracer, root) : onLine(place![1]!, Number(place![2]), tracer, root);
  const { decisions, left } = found;
  if (decisions.length === 0) {
    if (byPrint) throw new UserError('nothing below here has this fingerprint');
    requireLine(place![1]!, Number(place![2]), scanner);
    writeOut('No rule matches anything on this line, and no value of the vault stands there.\n');
  } else {
    writeOut(decisions.slice(0, MOST).map(inWords).join('\n'));
    if (decisions.length > MOST) writeOut(`\n… and ${decisions.length - MOST} more matches there\n`);
  }
  for (const { path, reason } of left)
    writeOut(`${printable(path)} was not looked into, or not as a whole: ${reason}\n`);
  return 0;
}

/** What scans with a trace; where rules are switched off, a second time with them. */
interface Tracer {
  readonly scanner: Scanner;
  readonly disabled: ReadonlySet<string>;
  readonly everything: Scanner | undefined;
}

/** A decision, and what only the whole result tells: a rule that is switched off, or the finding that it is a part of. */
interface Told extends Decision {
  readonly instead?: string;
}

interface Traced {
  readonly decisions: readonly Told[];
  readonly left: readonly { readonly path: string; readonly reason: string }[];
}

function traceOf({ scanner, disabled, everything }: Tracer, file: string | Buffer, root: string): Traced {
  const fragment = openFile({ path: shownPath(file), projectPath: projectPathOf(root, file) }, file);
  try {
    const { decisions = [], findings, notScanned } = scanner.scan(fragment);
    const owners = findings.flatMap((finding) => (finding.parts ?? []).map((part) => ({ part, finding })));
    const told = decisions.map((decision): Told => {
      const owner = owners.find(({ part }) => isPlaceOf(part, decision));
      if (!owner || (decision.outcome !== 'reported' && decision.outcome !== 'below')) return decision;
      const { rule = '', location } = owner.finding;
      return { ...decision, instead: `It is told as a part of ${rule} in line ${location.line}` };
    });
    const off = (everything?.scan(fragment).decisions ?? [])
      .filter(({ rule, outcome }) => rule !== undefined && disabled.has(rule) && outcome !== 'filtered')
      .map((decision): Told => ({ ...decision, instead: 'It is not looked for: the rule is disabled' }));
    return { decisions: [...told, ...off], left: notScanned };
  } finally {
    fragment.close();
  }
}

function isPlaceOf(part: Finding, { rule, location }: Decision): boolean {
  const at = part.location;
  return (
    part.rule === rule &&
    at.path === location.path &&
    at.start === location.start &&
    at.end === location.end &&
    at.line === location.line
  );
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

function onLine(named: string, line: number, tracer: Tracer, root: string): Traced {
  const place = outermost(named);
  if (!place) {
    const isDirectory = fs.statSync(named, { throwIfNoEntry: false })?.isDirectory() === true;
    const what = isDirectory ? 'a directory: name a file of it' : 'no such file';
    throw new UserError(`${tracer.scanner.maskText(named)}: ${what}`);
  }
  const { file, inside } = place;
  const path = shownPath(file) + inside;
  const { decisions, left } = traceOf(tracer, file, root);
  return {
    decisions: decisions.filter(
      ({ location }) =>
        location.line <= line && line <= location.endLine && (inside === '' || location.path === path),
    ),
    left: left.filter((each) => inside === '' || path.startsWith(each.path)),
  };
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
function withPrint(print: string, tracer: Tracer, root: string): Traced {
  const { files } = listFiles(['.'], (name) => name);
  for (let index = 0; index < files.ends.length; index++) {
    const { decisions } = traceOf(tracer, pathAt(files, index), root);
    const named = decisions.find(({ fingerprints }) => fingerprints.includes(print));
    if (named) {
      const { path, start, end } = named.location;
      return {
        decisions: decisions.filter(
          ({ location }) => location.path === path && location.start < end && start < location.end,
        ),
        left: [],
      };
    }
  }
  return { decisions: [], left: [] };
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

function inWords(decision: Told): string {
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
  lines.push(
    decision.instead === undefined
      ? `  ${OUTCOMES[decision.outcome]}${shown}${by ? `: ${printable(by)}` : ''}.`
      : `  ${decision.instead}.`,
  );
  return `${lines.join('\n')}\n`;
}
