/** `staunch state list`: every store that is there, and what stands against leaving it as it is. */
import fs from 'node:fs';
import path from 'node:path';
import { count, printable, size, styleFor, UserError, type Style } from '@staunch/core';
import type { Agent, Store } from '../agents/agent.ts';
import { filesOf } from '../agents/files.ts';
import { Holders, type Holder } from '../agents/holders.ts';
import { companions } from '../agents/stores.ts';
import { agentsOf, storesOfAgent, surroundingsOf } from '../agents/surroundings.ts';
import type { Flags, Input } from '../arguments.ts';
import { masked } from '../masking.ts';
import { writeError, writeFile, writeOut } from '../output.ts';
import { shownPath } from '../sources/paths.ts';
import { holdersOf } from './held.ts';
import { surroundingOf, type Surrounding } from './place.ts';

/** A store as it is on the disk now. */
interface Listed {
  readonly store: Store;
  readonly files: number;
  /** In bytes, all files together. */
  readonly size: number;
  /** When a file in it was last written; milliseconds. */
  readonly modified: number;
  /** Permission bits of the file or directory itself. */
  readonly mode: number;
  readonly held: readonly Holder[] | undefined;
  readonly around: Surrounding;
  readonly problems: readonly { readonly path: string; readonly reason: string }[];
}

export function runList({ flags }: Input): number {
  const format = flags.text('format') ?? 'text';
  if (format !== 'text' && format !== 'json')
    throw new UserError('staunch state list knows the formats text and json');
  const surroundings = surroundingsOf(flags);
  const agents = agentsOf(flags);
  const holders = new Holders();
  const listed = agents.flatMap((agent) =>
    storesOfAgent(agent, surroundings).map((store) => look(store, holders)),
  );
  // nothing else lies beside what is known
  const stores = listed.filter(
    ({ files, store, problems }) => files > 0 || problems.length > 0 || !store.except,
  );
  const text = format === 'json' ? asJson(stores) : asText(stores, agents, flags, holders);
  const output = flags.text('output');
  if (output === undefined || output === '-') writeOut(text);
  else writeFile(output, output, text);
  const problems = stores.flatMap((each) => each.problems);
  for (const { path: name, reason } of problems)
    writeError(`staunch: ${printable(masked(name))}: ${reason}\n`);
  return problems.length > 0 ? 2 : 0;
}

function look(store: Store, holders: Holders): Listed {
  let files = 0;
  let bytes = 0;
  let modified = 0;
  const problems: { path: string; reason: string }[] = [];
  const names: string[] = [];
  const add = (file: string, stats: fs.Stats): void => {
    files++;
    bytes += stats.size;
    modified = Math.max(modified, stats.mtimeMs);
    names.push(file);
  };
  for (const file of filesOf(store)) {
    if (file.kind === 'unlisted') {
      // what is left out by decision need not be readable
      if (file.error && store.leftOut === undefined)
        problems.push({ path: shownPath(file.path), reason: file.reason });
      continue;
    }
    add(String(file.path), file.stats);
    if (file.format !== 'sqlite') continue;
    for (const beside of companions(String(file.path))) {
      const stats = fs.lstatSync(beside, { throwIfNoEntry: false });
      if (stats?.isFile()) add(beside, stats);
    }
  }
  if (store.kind === 'sqlite' && files === 0) {
    for (const beside of companions(store.path)) {
      const stats = fs.lstatSync(beside, { throwIfNoEntry: false });
      if (stats?.isFile()) add(beside, stats);
    }
  }
  const own =
    fs.lstatSync(store.path, { throwIfNoEntry: false }) ??
    fs.lstatSync(names[0] ?? store.path, { throwIfNoEntry: false });
  return {
    store,
    files,
    size: bytes,
    modified,
    mode: (own?.mode ?? 0) & 0o7777,
    held: holdersOf(store, names, holders),
    around: surroundingOf(store.path),
    problems,
  };
}

function asJson(stores: readonly Listed[]): string {
  const records = stores.map(({ store, files, size: bytes, modified, mode, held, around, problems }) => ({
    agent: store.agent,
    name: store.name,
    path: masked(shownPath(store.path)),
    kind: store.kind,
    role: store.role,
    ...(store.why === undefined ? {} : { why: store.why }),
    files,
    size: bytes,
    mode: mode.toString(8).padStart(4, '0'),
    modified: modified === 0 ? null : new Date(modified).toISOString(),
    held: held ?? null,
    gitWorkTree: around.workTree === undefined ? null : masked(shownPath(around.workTree)),
    package: around.package === undefined ? null : masked(shownPath(around.package)),
    ...(store.leftOut === undefined ? {} : { leftOut: store.leftOut }),
    ...(problems.length === 0
      ? {}
      : { problems: problems.map(({ path: name, reason }) => ({ path: masked(name), reason })) }),
  }));
  return `${JSON.stringify({ version: 1, stores: records }, null, 2)}\n`;
}

function asText(stores: readonly Listed[], agents: readonly Agent[], flags: Flags, holders: Holders): string {
  const color =
    !flags.has('no-color') && !process.env.NO_COLOR && !flags.has('output') && process.stdout.isTTY === true;
  const style = styleFor(color);
  const blocks: string[] = [];
  for (const { name, title } of agents) {
    const own = stores.filter(({ store }) => store.agent === name);
    if (own.length === 0) continue;
    const total = own.reduce((sum, each) => sum + each.size, 0);
    const width = Math.max(...own.map(({ store }) => store.name.length));
    blocks.push(
      [`${style.bold(title)}  ${size(total)}`, ...own.flatMap((each) => lines(each, width, style))].join(
        '\n',
      ),
    );
  }
  if (blocks.length === 0) return 'No state of any agent was found.\n';
  if (!holders.isKnown) blocks.push('Which processes have it open is not known on this system.');
  else if (holders.hidden > 0)
    blocks.push(`What ${holders.hidden} processes of other users have open cannot be seen.`);
  return `${blocks.join('\n\n')}\n`;
}

function lines(
  { store, files, size: bytes, modified, mode, held, around, problems }: Listed,
  width: number,
  style: Style,
): string[] {
  const what = [
    size(bytes),
    ...(files > 1 ? [count(files, 'file')] : []),
    permissions(mode),
    ...(modified > 0 ? [`written ${age(Date.now() - modified)} ago`] : []),
  ].join(', ');
  const found = [
    `  ${store.name.padEnd(width)}  ${printable(masked(shownPath(store.path)))}`,
    `  ${' '.repeat(width)}  ${style.dim(what)}`,
  ];
  const say = (text: string): void => void found.push(`  ${' '.repeat(width)}  ${text}`);
  const role = {
    redact: '',
    delete: 'deleted whole, never edited',
    belongs: 'belongs there, never touched',
    report: 'reported, never touched',
  }[store.role];
  if (store.leftOut !== undefined) say(style.dim(`not looked at: ${store.leftOut}`));
  else if (role !== '') say(style.dim(store.why === undefined ? role : `${role}: ${store.why}`));
  for (const { pid, name } of held ?? [])
    say(style.caution(`process ${pid}${name === '' ? '' : ` (${printable(name)})`} has it open`));
  if (store.isPrivate && (mode & 0o077) !== 0)
    say(style.danger('others than its owner can read it: chmod 600'));
  if (around.workTree !== undefined && store.role !== 'belongs')
    say(style.caution(`inside the git work tree ${printable(masked(shownPath(around.workTree)))}`));
  if (around.package !== undefined && store.role !== 'belongs')
    say(
      style.caution(
        `inside a package that would be published: ${printable(masked(shownPath(around.package)))}`,
      ),
    );
  for (const { path: name, reason } of problems)
    say(
      style.danger(
        name === store.path ? reason : `${printable(masked(path.relative(store.path, name)))}: ${reason}`,
      ),
    );
  return found;
}

function permissions(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

/** «3 hours»: the largest unit that is at least one. */
function age(ms: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ];
  for (const [name, length] of units) if (ms >= length) return count(Math.floor(ms / length), name);
  return 'less than a minute';
}
