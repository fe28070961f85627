/** Where Claude Code leaves text: `~/.claude`, `~/.claude.json`, its cache, and `.claude` in projects. */
import path from 'node:path';
import type { Agent, Store, Surroundings } from '../agent.ts';
import { pathsIn } from '../directory.ts';
import { readQuietly } from '../quiet-file.ts';
import { Stores } from '../stores.ts';
import { configurationLaws, sessionLabels, sessionLaws } from './sessions.ts';

export const claudeCode: Agent = {
  name: 'claude-code',
  title: 'Claude Code',
  projectsIn,
  *locate(where) {
    const stores = new Stores('claude-code');
    const moved = where.variables.CLAUDE_CONFIG_DIR;
    const own = path.resolve(moved || path.join(where.home, '.claude'));
    yield* stores.file('config', path.join(moved ? own : where.home, '.claude.json'), 'json', 'report', {
      json: configurationLaws,
      why: YOURS,
      isPrivate: true,
    });
    yield* inConfiguration(stores, own);
    yield* inCaches(stores, where);
    for (const project of where.projects) yield* inProject(stores, project);
  },
};

/** The directories that Claude Code was started in are keys of its configuration. */
function* projectsIn({ name, path: file, problem }: Store): Iterable<string> {
  if (name !== 'config' || path.basename(file) !== '.claude.json' || problem !== undefined) return;
  let projects: unknown;
  try {
    ({ projects } = JSON.parse(readQuietly(file).toString()) as { projects?: unknown });
  } catch {
    // the scan says what is wrong with it
    return;
  }
  if (typeof projects === 'object' && projects !== null) yield* Object.keys(projects);
}

const YOURS = 'your own configuration';

function* inConfiguration(stores: Stores, own: string): Iterable<Store> {
  const at = (name: string): string => path.join(own, name);
  const json = sessionLaws;
  const labels = sessionLabels;
  const credentials = { why: 'the credentials of Claude Code', isPrivate: true } as const;
  yield* stores.file('credentials', at('.credentials.json'), 'json', 'belongs', credentials);
  yield* stores.directory('ide', at('ide'), 'files', 'belongs', {
    why: 'locks of editors, with their tokens',
  });
  yield* stores.directory('projects', at('projects'), 'files', 'redact', { json, labels });
  yield* stores.file('history', at('history.jsonl'), 'jsonl', 'redact', { json, labels });
  for (const name of ['todos', 'tasks', 'sessions'])
    yield* stores.directory(name, at(name), 'files', 'redact', { json, labels });
  for (const name of [
    'file-history',
    'paste-cache',
    'shell-snapshots',
    'session-env',
    'debug',
    'plans',
    'memory',
    'uploads',
  ])
    yield* stores.directory(name, at(name), 'text', 'redact');
  for (const name of ['telemetry', 'statsig', 'usage-data'])
    yield* stores.directory(name, at(name), 'files', 'redact');
  const kept = { json: configurationLaws, why: 'copies of your configuration' };
  yield* stores.directory('backups', at('backups'), 'files', 'redact', kept);
  for (const file of pathsIn(own, /^settings(?:\.local)?\.json$/))
    yield* stores.file('settings', file, 'json', 'report', { json: configurationLaws, why: YOURS });
  for (const name of ['agents', 'commands', 'skills', 'hooks', 'output-styles', 'rules'])
    yield* stores.directory('config', at(name), 'files', 'belongs', { why: YOURS });
  yield* stores.file('config', at('CLAUDE.md'), 'text', 'report', { why: YOURS });
  for (const name of ['plugins', 'local'])
    yield* stores.directory(name, at(name), 'files', 'report', { leftOut: 'downloaded programs' });
  yield* stores.rest('other data', own);
}

/** Logs of MCP servers, where the library `env-paths` puts them. */
function* inCaches(stores: Stores, { home, variables }: Surroundings): Iterable<Store> {
  const caches = [
    path.join(path.resolve(variables.XDG_CACHE_HOME || path.join(home, '.cache')), 'claude-cli-nodejs'),
    path.join(home, 'Library', 'Caches', 'claude-cli-nodejs'),
    path.join(home, 'AppData', 'Local', 'claude-cli-nodejs', 'Cache'),
  ];
  const details = { json: sessionLaws, labels: sessionLabels };
  for (const cache of caches) yield* stores.directory('logs', cache, 'files', 'redact', details);
}

function* inProject(stores: Stores, project: string): Iterable<Store> {
  const details = { json: configurationLaws, why: "the project's own files" };
  yield* stores.file('project config', path.join(project, '.mcp.json'), 'json', 'report', details);
  for (const file of pathsIn(path.join(project, '.claude'), /^settings(?:\.local)?\.json$/))
    yield* stores.file('project config', file, 'json', 'report', details);
}
