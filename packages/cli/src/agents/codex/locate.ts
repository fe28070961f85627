/** Where Codex leaves text: `~/.codex`, and `.codex` in projects. */
import path from 'node:path';
import type { Agent, Store } from '../agent.ts';
import { pathsIn } from '../directory.ts';
import { Stores } from '../stores.ts';
import { database, jsonLabels, jsonLaws } from './tables.ts';

export const codex: Agent = {
  name: 'codex',
  title: 'Codex',
  *locate(where) {
    const stores = new Stores('codex');
    yield* inHome(stores, path.resolve(where.variables.CODEX_HOME || path.join(where.home, '.codex')));
    for (const project of where.projects) {
      const why = "the project's own files";
      yield* stores.file('project config', path.join(project, '.codex', 'config.toml'), 'text', 'belongs', {
        why,
      });
    }
  },
};

const YOURS = 'your own configuration';

function* inHome(stores: Stores, own: string): Iterable<Store> {
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
  const databases = pathsIn(own, /\.(?:sqlite|db)(?:-wal|-shm|-journal)?$/).map((file) =>
    file.replace(/-(?:wal|shm|journal)$/, ''),
  );
  for (const file of new Set(databases)) {
    const isProjection = path.basename(file).startsWith('thread_history');
    const why = 'it keeps positions in the session files; Codex makes it anew';
    if (isProjection) yield* stores.sqlite('database', file, 'delete', { database, why });
    else yield* stores.sqlite('database', file, 'redact', { database });
  }
  for (const name of ['shell_snapshots', 'log', 'memories', 'attachments'])
    yield* stores.directory(name, at(name), 'text', 'redact');
  for (const name of ['rules', 'prompts', 'agents'])
    yield* stores.directory('config', at(name), 'files', 'belongs', { why: YOURS });
  yield* stores.file('config', at('AGENTS.md'), 'text', 'report', { why: YOURS });
  for (const name of ['skills', 'plugins', 'packages', 'vendor_imports'])
    yield* stores.directory(name, at(name), 'files', 'report', { leftOut: 'downloaded programs' });
  yield* stores.rest('other data', own);
}
