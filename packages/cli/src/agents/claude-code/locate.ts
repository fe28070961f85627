/** Where Claude Code leaves text: `~/.claude`, `~/.claude.json`, its cache, and `.claude` in projects. */
import path from 'node:path';
import type { Agent, NamedProcess, Store, Surroundings } from '../agent.ts';
import { isOwn, pathsIn } from '../directory.ts';
import { readQuietly } from '../quiet-file.ts';
import { Stores } from '../stores.ts';
import { configurationLaws, sessionLabels, sessionLaws } from './sessions.ts';

export const claudeCode: Agent = {
  name: 'claude-code',
  title: 'Claude Code',
  projectsIn,
  processesIn,
  *locate(where) {
    const stores = new Stores('claude-code');
    const moved = where.variables.CLAUDE_CONFIG_DIR;
    const own = path.resolve(moved || path.join(where.home, '.claude'));
    // older versions keep the history of prompts in it
    const json = configurationLaws;
    for (const name of ['.claude.json', '.claude.json.backup'])
      yield* stores.file('config', path.join(moved ? own : where.home, name), 'json', 'redact', {
        json,
        isPrivate: true,
      });
    yield* inConfiguration(stores, own);
    yield* inCaches(stores, where);
    yield* inTemporary(stores, where);
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

/** Each that lives is named by a file of its own. */
function* processesIn({ name, path: directory, problem }: Store): Iterable<NamedProcess> {
  if (name !== 'sessions' || problem !== undefined) return;
  for (const file of pathsIn(directory, /^\d+\.json$/)) {
    try {
      const { pid, procStart } = JSON.parse(readQuietly(file).toString()) as Record<string, unknown>;
      if (typeof pid === 'number')
        yield { pid, started: typeof procStart === 'string' ? procStart : undefined };
    } catch {
      // the scan says what is wrong with it
    }
  }
}

const YOURS = 'your own configuration';

/** What the user wrote. */
const CONFIGURATION = [
  'agents',
  'commands',
  'skills',
  'hooks',
  'output-styles',
  'rules',
  'workflows',
  'routines',
  'themes',
];

/** What is made of sessions: of tasks, of jobs in the background, of teams, of what was sent to the model. */
const TRANSCRIPTS = [
  'todos',
  'tasks',
  'sessions',
  'jobs',
  'teams',
  'dump-prompts',
  'api-dumps',
  'remote',
  'remote-control',
  'storage-v2',
];
const TEXTS = [
  'file-history',
  'paste-cache',
  'shell-snapshots',
  'session-env',
  'debug',
  'plans',
  'memory',
  'uploads',
  'agent-memory',
  'agent-memory-local',
  'agent-memory-project',
];
const FILES = [
  'telemetry',
  'statsig',
  'usage-data',
  'cache',
  'daemon',
  'downloads',
  'feedback',
  'feedback-bundles',
  'file-transfers',
  'image-cache',
  'logs',
  'mcp-discovery-cache',
  'scratch',
  'shares',
  'startup-perf',
  'state',
  'traces',
];

function* inConfiguration(stores: Stores, own: string): Iterable<Store> {
  const at = (name: string): string => path.join(own, name);
  const json = sessionLaws;
  const labels = sessionLabels;
  const credentials = { why: 'the credentials of Claude Code', isPrivate: true } as const;
  yield* stores.file('credentials', at('.credentials.json'), 'json', 'belongs', credentials);
  for (const name of ['hfi-auth.json', '.session_ingress_token'])
    yield* stores.file(
      'credentials',
      at(name),
      name.endsWith('.json') ? 'json' : 'text',
      'belongs',
      credentials,
    );
  for (const directory of [at('remote'), at('sessions')])
    for (const file of pathsIn(directory, /^\.(?:oauth_token|api_key|session_ingress_token)$|\.key$/))
      yield* stores.file('credentials', file, 'text', 'belongs', credentials);
  yield* stores.directory('ide', at('ide'), 'files', 'belongs', {
    why: 'locks of editors, with their tokens',
  });
  yield* stores.directory('projects', at('projects'), 'files', 'redact', { json, labels });
  yield* stores.file('history', at('history.jsonl'), 'jsonl', 'redact', { json, labels });
  for (const name of TRANSCRIPTS)
    yield* stores.directory(name, at(name), 'files', 'redact', { json, labels });
  for (const name of TEXTS) yield* stores.directory(name, at(name), 'text', 'redact');
  for (const name of FILES) yield* stores.directory(name, at(name), 'files', 'redact');
  for (const file of pathsIn(own, /^daemon(?:\.scheduled)?\.(?:log(?:\.\d+)?|json|status\.json)$/))
    yield* stores.file('daemon', file, file.endsWith('.json') ? 'json' : 'text', 'redact');
  const kept = { json: configurationLaws, why: 'copies of your configuration' };
  yield* stores.directory('backups', at('backups'), 'files', 'redact', kept);
  for (const file of pathsIn(own, /^settings(?:\.local)?\.json$/))
    yield* stores.file('settings', file, 'json', 'report', { json: configurationLaws, why: YOURS });
  for (const name of CONFIGURATION)
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

/** Outputs of what runs in the background, and what the model writes for itself. */
function* inTemporary(stores: Stores, { temporary, variables }: Surroundings): Iterable<Store> {
  const uid = process.getuid?.();
  if (uid === undefined) return;
  const { CLAUDE_CODE_TMPDIR } = variables;
  const base = CLAUDE_CODE_TMPDIR ? path.resolve(CLAUDE_CODE_TMPDIR) : temporary;
  const places = [
    ...(base === undefined ? [] : [path.join(base, `claude-${uid}`)]),
    ...(temporary === undefined ? [] : [`/dev/shm/claude-${uid}-hook-transcripts`]),
  ];
  const details = { json: sessionLaws, labels: sessionLabels };
  for (const own of places)
    if (isOwn(own)) yield* stores.directory('temporary', own, 'files', 'redact', details);
}

function* inProject(stores: Stores, project: string): Iterable<Store> {
  const details = { json: configurationLaws, why: "the project's own files" };
  yield* stores.file('project config', path.join(project, '.mcp.json'), 'json', 'report', details);
  for (const file of pathsIn(path.join(project, '.claude'), /^settings(?:\.local)?\.json$/))
    yield* stores.file('project config', file, 'json', 'report', details);
}
