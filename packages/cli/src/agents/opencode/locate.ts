/** Where OpenCode leaves text: the data, state, configuration and cache directories of XDG, and `.opencode` in projects. */
import path from 'node:path';
import type { Agent, Store, Surroundings } from '../agent.ts';
import { isOwn, kindAt, namesIn, pathsIn } from '../directory.ts';
import { NO_LAWS } from '../json-laws.ts';
import { Stores } from '../stores.ts';
import { projectsIn } from './projects.ts';
import { database, jsonLabels, jsonLaws } from './tables.ts';

export const opencode: Agent = {
  name: 'opencode',
  title: 'OpenCode',
  projectsIn,
  *locate(where) {
    const stores = new Stores('opencode');
    for (const data of dataDirectories(where)) yield* inData(stores, data, where);
    yield* inState(stores, directory(where, 'XDG_STATE_HOME', '.local/state'));
    const config = directory(where, 'XDG_CONFIG_HOME', '.config');
    for (const own of [config, where.variables.OPENCODE_CONFIG_DIR, path.join(where.home, '.opencode')]) {
      if (own) yield* inConfiguration(stores, path.resolve(own));
    }
    const { OPENCODE_CONFIG } = where.variables;
    if (OPENCODE_CONFIG)
      yield* stores.file('config', path.resolve(OPENCODE_CONFIG), 'json', 'belongs', { why: CONFIG });
    const cache = directory(where, 'XDG_CACHE_HOME', '.cache');
    yield* stores.directory('cache', cache, 'files', 'report', {
      leftOut: 'downloaded programs and packages',
    });
    // where it tells the model to write what nobody needs later
    const scratch = where.temporary === undefined ? undefined : path.join(where.temporary, 'opencode');
    if (scratch !== undefined && isOwn(scratch))
      yield* stores.directory('temporary', scratch, 'files', 'redact');
    for (const project of where.projects) yield* inProject(stores, project);
  },
};

const CONFIG = 'the configuration of OpenCode';
const FORMER = 'of an older version';

/** As xdg-basedir reads it: an empty variable is none. */
function directory({ home, variables }: Surroundings, variable: string, usual: string): string {
  return path.resolve(variables[variable] || path.join(home, usual), 'opencode');
}

function dataDirectories(where: Surroundings): string[] {
  return [directory(where, 'XDG_DATA_HOME', '.local/share')];
}

function* inData(stores: Stores, data: string, { variables }: Surroundings): Iterable<Store> {
  const at = (name: string): string => path.join(data, name);
  for (const name of ['auth.json', 'mcp-auth.json']) {
    yield* stores.file(name, at(name), 'json', 'belongs', {
      why: 'the credentials of OpenCode',
      isPrivate: true,
    });
  }
  const chosen = variables.OPENCODE_DB;
  // channels have names of their own, and OPENCODE_DB may have named others than it names today
  const databases = new Set(pathsIn(data, /\.(?:db|sqlite3?)(?:-wal|-shm|-journal)?$/).map(withoutSuffix));
  if (chosen && chosen !== ':memory:') databases.add(path.resolve(data, chosen));
  for (const file of databases) yield* stores.sqlite('database', file, 'redact', { database });
  yield* stores.directory('tool-output', at('tool-output'), 'text', 'redact');
  for (const snapshot of snapshotsIn(at('snapshot'))) {
    const why = 'git objects cannot be edited; OpenCode makes the snapshot anew';
    yield* stores.directory('snapshot', snapshot, 'snapshot', 'delete', { why });
  }
  for (const heap of pathsIn(at('log'), /\.heapsnapshot$/))
    yield* stores.file('heap snapshot', heap, 'text', 'delete', { why: 'the memory of a process' });
  yield* stores.directory('log', at('log'), 'files', 'redact');
  yield* stores.directory('plans', at('plans'), 'text', 'redact');
  const legacy = { json: jsonLaws, labels: jsonLabels, why: FORMER };
  yield* stores.directory('storage', at('storage'), 'json', 'redact', legacy);
  yield* stores.directory('project', at('project'), 'files', 'redact', legacy);
  const why = 'work trees of your own repositories';
  for (const name of ['worktree', 'repos'])
    yield* stores.directory(name, at(name), 'files', 'report', { why });
  yield* stores.directory('bin', at('bin'), 'files', 'report', { leftOut: 'downloaded programs' });
  yield* stores.rest('other data', data);
}

const withoutSuffix = (file: string): string => file.replace(/-(?:wal|shm|journal)$/, '');

/** `snapshot/<project>/<hash of the work tree>`; older versions made `snapshot/<project>` alone. */
function* snapshotsIn(directory: string): Iterable<string> {
  for (const project of namesIn(directory)) {
    const own = path.join(directory, project);
    if (kindAt(path.join(own, 'objects'))) yield own;
    else for (const tree of namesIn(own)) yield path.join(own, tree);
  }
}

function* inState(stores: Stores, state: string): Iterable<Store> {
  const at = (name: string): string => path.join(state, name);
  for (const name of ['password', 'service.json']) {
    const format = name.endsWith('.json') ? 'json' : 'text';
    yield* stores.file(name, at(name), format, 'belongs', {
      why: 'the credentials of the service of OpenCode',
      isPrivate: true,
    });
  }
  const labels = { session: ['sessionID'], title: [], time: ['timestamp'] };
  for (const name of ['prompt-history.jsonl', 'prompt-stash.jsonl', 'frecency.jsonl'])
    yield* stores.file(name, at(name), 'jsonl', 'redact', { labels });
  for (const name of ['kv.json', 'model.json', 'session.json', 'plugin-meta.json'])
    yield* stores.file(name, at(name), 'json', 'redact');
  const json = { ...NO_LAWS, opaque: ['token'] };
  yield* stores.directory('locks', at('locks'), 'files', 'report', { json, why: 'locks of processes' });
  yield* stores.rest('other state', state);
}

/** What the user wrote; `node_modules` beside it is what a package manager installed. */
const CONFIGURATION = /^(?:config\.json|opencode\.jsonc?|tui\.jsonc?|AGENTS\.md)$/;
const CONFIGURATION_DIRECTORY = /^(?:agents?|commands?|modes?|plugins?|tools?|skills?|themes?)$/;

function* inConfiguration(stores: Stores, directory: string): Iterable<Store> {
  for (const file of pathsIn(directory, CONFIGURATION))
    yield* stores.file('config', file, /\.jsonc?$/.test(file) ? 'json' : 'text', 'belongs', { why: CONFIG });
  for (const own of pathsIn(directory, CONFIGURATION_DIRECTORY))
    yield* stores.directory('config', own, 'files', 'belongs', { why: CONFIG });
}

function* inProject(stores: Stores, project: string): Iterable<Store> {
  const own = path.join(project, '.opencode');
  yield* stores.directory('project plans', path.join(own, 'plans'), 'text', 'redact');
  const why = "the project's own files";
  for (const directory of [project, own]) {
    for (const file of pathsIn(directory, /^opencode\.jsonc?$/))
      yield* stores.file('project config', file, 'json', 'belongs', { why });
  }
  for (const directory of pathsIn(own, CONFIGURATION_DIRECTORY))
    yield* stores.directory('project config', directory, 'files', 'belongs', { why });
  yield* stores.file('project id', path.join(project, '.git', 'opencode'), 'text', 'report', { why });
}
