/** `staunch baseline`: a file of known findings, sorted, one a line, so that git merges it. */
import fs from 'node:fs';
import path from 'node:path';
import { count, nameOf, UserError, type Finding } from '@staunch/core';
import {
  formatBaseline,
  MAX_BASELINE_BYTES,
  parseOwnBaseline,
  type BaselineEntry,
} from '@staunch/core/config';
import type { Input } from '../arguments.ts';
import { writeError, writeFile, writeOut } from '../output.ts';
import { configRoot, loadProject, projectPathOf, readNamed } from '../project.ts';
import { makeProjectKey } from '../project-key.ts';
import { scanResult } from './run-scan.ts';

const NAME = '.staunchbaseline';

export async function runBaseline({ action, operands, flags }: Input): Promise<number> {
  const roots = operands.length === 0 ? ['.'] : operands;
  const tops = new Set(roots.map(configRoot));
  if (tops.size > 1)
    throw new UserError('these paths belong to several projects', { hint: 'one baseline each' });
  const [root = '.'] = tops;
  const configFile = flags.text('config');
  const file = flags.text('output') ?? path.join(root, NAME);
  const shown = flags.text('output') ?? NAME;
  const before = fs.existsSync(file) ? known(file, shown) : undefined;
  if (action === 'create' && before)
    throw new UserError(`${shown} is there already`, { hint: 'staunch baseline update adds to it' });
  if (action === 'prune' && !before)
    throw new UserError(`there is no ${shown} to prune`, { hint: 'staunch baseline create makes one' });
  // fingerprints under a machine's key would mean nothing to anybody else
  if (!loadProject(root, { configFile, withoutBaseline: true }).policy.fingerprintKey) {
    if (action === 'prune')
      throw new UserError(`there is no fingerprint_key in .staunch.toml, under which ${shown} was made`);
    makeProjectKey(root);
  }
  const { findings, notScanned } = await scanResult(roots, flags, { configFile, withoutBaseline: true });
  const unread = notScanned.filter(({ error }) => error).length;
  if (action === 'prune' && unread > 0)
    throw new UserError(`${count(unread, 'path')} could not be read, so nothing is taken out`);
  const now = findings.map((finding) => entryOf(finding, root));
  const entries = action === 'prune' ? pruned(before!, now) : [...now, ...(before ?? [])];
  const text = formatBaseline(withoutDoubles(entries));
  writeFile(file, shown, text);
  const [old, fresh] = [prints(before ?? []), prints(entries)];
  const added = [...fresh].filter((print) => !old.has(print)).length;
  const gone = [...old].filter((print) => !fresh.has(print)).length;
  writeOut(`${shown}: ${count(fresh.size, 'secret')} known (${added} new, ${gone} gone)\n`);
  if (unread > 0) writeError(`staunch: ${count(unread, 'path')} could not be read, and may hold more\n`);
  return unread > 0 ? 2 : 0;
}

function known(file: string, shown: string): BaselineEntry[] {
  return parseOwnBaseline(Buffer.from(readNamed(file, MAX_BASELINE_BYTES).bytes).toString('utf8'), shown);
}

function entryOf(finding: Finding, root: string): BaselineEntry {
  const { fingerprint, location } = finding;
  return { fingerprint, name: nameOf(finding), path: projectPathOf(root, location.path) };
}

function prints(entries: readonly BaselineEntry[]): Set<string> {
  return new Set(entries.map(({ fingerprint }) => fingerprint));
}

/** What was known and is still there, where it stands now. */
function pruned(before: readonly BaselineEntry[], now: readonly BaselineEntry[]): BaselineEntry[] {
  const old = prints(before);
  return now.filter(({ fingerprint }) => old.has(fingerprint));
}

/** A secret and its place once, whatever the rule was called before: the first one stays. */
function withoutDoubles(entries: readonly BaselineEntry[]): BaselineEntry[] {
  const places = new Map<string, BaselineEntry>();
  for (const entry of entries) {
    const key = `${entry.fingerprint}\t${entry.path}`;
    if (!places.has(key)) places.set(key, entry);
  }
  return [...places.values()];
}
