/** Where Codex leaves text: `~/.codex`, and `.codex` in projects. */
import path from 'node:path';
import type { Agent, Store, Surroundings } from '../agent.ts';
import { pathsIn } from '../directory.ts';
import { readQuietly } from '../quiet-file.ts';
import { Stores } from '../stores.ts';
import { database, jsonLabels, jsonLaws } from './tables.ts';

export const codex: Agent = {
  name: 'codex',
  title: 'Codex',
  *locate(where) {
    const stores = new Stores('codex');
    yield* inHome(stores, path.resolve(where.variables.CODEX_HOME || path.join(where.home, '.codex')), where);
    for (const project of where.projects) {
      const why = "the project's own files";
      yield* stores.file('project config', path.join(project, '.codex', 'config.toml'), 'text', 'belongs', {
        why,
      });
    }
  },
};

const YOURS = 'your own configuration';

/** `sqlite_home` and `log_dir` of its configuration: absolute paths, or relative to its home. */
function directoryIn(own: string, key: string): string[] {
  let text: string;
  try {
    text = readQuietly(path.join(own, 'config.toml')).toString();
  } catch {
    // the scan says what is wrong with it
    return [];
  }
  // keys of the whole file stand before its first table
  const [top = ''] = text.split(/^\s*\[/m);
  const value = new RegExp(`^\\s*${key}\\s*=\\s*(?:"([^"\\\\]+)"|'([^']+)')`, 'm').exec(top);
  const named = value?.[1] ?? value?.[2];
  return named === undefined ? [] : [path.resolve(own, named)];
}

/** In its home all databases are its own, elsewhere those that have its names: `state_5.sqlite`. */
const DATABASE = /\.(?:sqlite|db)(?:-wal|-shm|-journal)?$/;
const NAMED =
  /^(?:state|logs|memories|queue|goals|thread_history|codex)[a-z_]*_\d+\.sqlite(?:-wal|-shm|-journal)?$/;
const LOG = /^(?:codex.*\.log|session-.*\.jsonl)$/;

function* inHome(stores: Stores, own: string, { home, isGiven, variables }: Surroundings): Iterable<Store> {
  const inside = (directory: string): boolean => !isGiven || directory.startsWith(home + path.sep);
  const at = (name: string): string => path.join(own, name);
  for (const name of ['auth.json', '.credentials.json'])
    yield* stores.file('credentials', at(name), 'json', 'belongs', {
      why: 'the credentials of Codex',
      isPrivate: true,
    });
  for (const file of pathsIn(own, /\.toml$/))
    yield* stores.file('config', file, 'text', 'belongs', { why: YOURS });
  const lines = { json: jsonLaws, labels: jsonLabels };
  for (const name of ['sessions', 'archived_sessions'])
    yield* stores.directory(name, at(name), 'files', 'redact', lines);
  for (const name of ['history.jsonl', 'session_index.jsonl'])
    yield* stores.file(name, at(name), 'jsonl', 'redact', lines);
  const moved = variables.CODEX_SQLITE_HOME ? [path.resolve(variables.CODEX_SQLITE_HOME)] : [];
  const elsewhere = [...moved, ...directoryIn(own, 'sqlite_home').filter(inside)];
  const databases = [
    ...pathsIn(own, DATABASE),
    ...elsewhere.flatMap((directory) => pathsIn(directory, NAMED)),
  ].map((file) => file.replace(/-(?:wal|shm|journal)$/, ''));
  for (const file of new Set(databases)) {
    const isProjection = path.basename(file).startsWith('thread_history');
    const why = 'it keeps positions in the session files; Codex makes it anew';
    if (isProjection) yield* stores.sqlite('database', file, 'delete', { database, why });
    else yield* stores.sqlite('database', file, 'redact', { database });
  }
  for (const name of ['shell_snapshots', 'memories', 'memories_extensions', 'attachments'])
    yield* stores.directory(name, at(name), 'text', 'redact');
  yield* stores.directory('log', at('log'), 'files', 'redact', lines);
  for (const directory of directoryIn(own, 'log_dir').filter(inside))
    for (const file of pathsIn(directory, LOG))
      yield* stores.file('log', file, file.endsWith('.jsonl') ? 'jsonl' : 'text', 'redact', lines);
  const { CODEX_TUI_SESSION_LOG_PATH, CODEX_ROLLOUT_TRACE_ROOT } = variables;
  if (CODEX_TUI_SESSION_LOG_PATH)
    yield* stores.file('log', path.resolve(CODEX_TUI_SESSION_LOG_PATH), 'jsonl', 'redact', lines);
  if (CODEX_ROLLOUT_TRACE_ROOT)
    yield* stores.directory('log', path.resolve(CODEX_ROLLOUT_TRACE_ROOT), 'files', 'redact', lines);
  yield* stores.directory('worktrees', at('worktrees'), 'files', 'report', {
    why: 'work trees of your own repositories',
  });
  for (const name of ['rules', 'prompts', 'agents'])
    yield* stores.directory('config', at(name), 'files', 'belongs', { why: YOURS });
  yield* stores.file('config', at('AGENTS.md'), 'text', 'report', { why: YOURS });
  for (const name of ['skills', 'plugins', 'packages', 'vendor_imports'])
    yield* stores.directory(name, at(name), 'files', 'report', { leftOut: 'downloaded programs' });
  for (const directory of pathsIn(at('tmp'), /^arg0/))
    yield* stores.directory('tmp', directory, 'files', 'report', { leftOut: 'links to the program itself' });
  yield* stores.rest('other data', own);
}
