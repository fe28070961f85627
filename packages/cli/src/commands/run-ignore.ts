/** `staunch ignore`: scans again, so that what is written names a finding that is really there. */
import fs from 'node:fs';
import path from 'node:path';
import { createScanner, nameOf, UserError, type Finding, type PolicyData, type Scanner } from '@staunch/core';
import type { Input } from '../arguments.ts';
import { writeFile, writeOut } from '../output.ts';
import { makeProjectKey } from '../project-key.ts';
import { configRoot, loadProject, projectPathOf } from '../project.ts';
import { listFiles } from '../sources/directory.ts';
import { openFile } from '../sources/file.ts';
import { pathAt, shownPath } from '../sources/paths.ts';

export async function runIgnore({ operands, flags }: Input): Promise<number> {
  const [what = ''] = operands;
  const reason = flags.text('reason');
  if (!reason?.trim()) throw new UserError('an ignore needs a reason: --reason TEXT');
  const place = /^(.+?):(\d{1,9})(?::\d{1,9})?$/s.exec(what);
  const byPrint = /^sf1:[0-9a-f]{24}$/.test(what);
  if (!place && !byPrint) throw new UserError('name a finding by FILE:LINE or by its fingerprint');
  const start = byPrint ? '.' : place![1]!;
  const root = configRoot(start);
  const before = loadProject(start).policy;

  const found = byPrint ? withPrint(what, before, root) : onLine(start, Number(place![2]), before, root);
  if (found.length === 0) {
    throw new UserError(
      byPrint ? 'nothing below here has this fingerprint' : 'there is no finding on this line',
      {
        hint: 'staunch scan shows what there is; staunch ignore takes PATH:LINE as it is shown there',
      },
    );
  }
  // under the project's key, so that it means the same to everybody who works on it
  const policy = { ...before, fingerprintKey: before.fingerprintKey ?? makeProjectKey(root) };
  const scanner = createScanner({ policy, minConfidence: 'low' });
  const lines = found.flatMap(({ file, finding }) => {
    const now = scanPath(scanner, file, root).find(
      (other) => nameOf(other) === nameOf(finding) && other.location.start === finding.location.start,
    );
    const note = scanner.maskText(`${nameOf(finding)} in ${projectPathOf(root, file)}: ${reason}`);
    return now ? [`${now.fingerprint}  # ${note.replace(/\s+/g, ' ').trim()}`] : [];
  });
  appendLines(path.join(root, '.staunchignore'), [...new Set(lines)]);
  const list = found.map(
    ({ finding }) => `  ${nameOf(finding)} at ${finding.location.path}:${finding.location.line}\n`,
  );
  writeOut(`Silenced in .staunchignore:\n${[...new Set(list)].join('')}`);
  return 0;
}

interface Found {
  readonly file: string | Buffer;
  readonly finding: Finding;
}

function scanPath(scanner: Scanner, file: string | Buffer, root: string): readonly Finding[] {
  const fragment = openFile({ path: shownPath(file), projectPath: projectPathOf(root, file) }, file);
  try {
    const { findings, suppressed } = scanner.scan(fragment);
    return [...findings, ...suppressed];
  } finally {
    fragment.close();
  }
}

function onLine(file: string, line: number, policy: PolicyData, root: string): Found[] {
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new UserError(`${createScanner({ policy }).maskText(file)}: no such file`);
  }
  const scanner = createScanner({ policy, minConfidence: 'low' });
  return scanPath(scanner, file, root)
    .filter(({ location }) => location.line <= line && line <= location.endLine)
    .map((finding) => ({ file, finding }));
}

/** The first place of the value that has the fingerprint: one is enough to name it. */
function withPrint(print: string, policy: PolicyData, root: string): Found[] {
  const scanner = createScanner({ policy, minConfidence: 'low' });
  const { files } = listFiles(['.'], (name) => name);
  for (let index = 0; index < files.ends.length; index++) {
    const file = pathAt(files, index);
    const finding = scanPath(scanner, file, root).find(({ fingerprint }) => fingerprint === print);
    if (finding) return [{ file, finding }];
  }
  return [];
}

function appendLines(file: string, lines: readonly string[]): void {
  const there = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const known = new Set(there.split(/\r?\n/).map((line) => line.split(/\s/, 1)[0]));
  const fresh = lines.filter((line) => !known.has(line.split(/\s/, 1)[0]));
  const gap = there === '' || there.endsWith('\n') ? '' : '\n';
  if (fresh.length > 0) writeFile(file, '.staunchignore', `${there}${gap}${fresh.join('\n')}\n`);
}
