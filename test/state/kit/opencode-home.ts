/** A home directory as OpenCode leaves it, small, with the real SQLite and the real git. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { githubToken } from '../../kit/secrets.ts';
import { write } from '../../kit/command.ts';
import { runPython } from './sqlite.ts';

/** Every value that is hidden in the state, by where it stands. */
export const secrets = {
  inPart: githubToken(101),
  inWal: githubToken(102),
  inFreePage: githubToken(103),
  inOverflow: githubToken(104),
  inTitle: githubToken(105),
  inNested: githubToken(106),
  inCredential: githubToken(107),
  inToolOutput: githubToken(108),
  inSnapshot: githubToken(109),
  inPack: githubToken(110),
  inHistory: githubToken(111),
  inLegacy: githubToken(112),
  inAuth: githubToken(113),
  inPlan: githubToken(114),
  inUnknown: githubToken(115),
  inJournal: githubToken(116),
} as const;

const SCHEMA = `
create table project(id text primary key, worktree text not null);
create table session(id text primary key, project_id text not null, slug text not null, title text not null, revert text, time_created integer not null, time_updated integer not null);
create table message(id text primary key, session_id text not null, time_created integer not null, time_updated integer not null, data text not null);
create table part(id text primary key, message_id text not null, session_id text not null, time_created integer not null, time_updated integer not null, data text not null);
create table event(id text primary key, aggregate_id text not null, seq integer not null, type text not null, data text not null);
create unique index event_seq on event(aggregate_id, seq);
create table credential(id text primary key, label text not null, value text not null, time_created integer not null, time_updated integer not null);
create table of_the_future(id integer primary key, anything blob);
`;

export const TIME = 1_790_000_000_000;

const tool = (output: string): object => ({
  type: 'tool',
  callID: 'call_1',
  tool: 'bash',
  state: { status: 'completed', input: { command: 'env' }, output, metadata: { output, exit: 0 } },
});

const SCRIPT = `
c = connect(given['db'], 'journal_mode=wal', 'wal_autocheckpoint=0')
c.executescript(given['schema'])
t = given['time']
c.execute('insert into session values(?,?,?,?,?,?,?)', ('ses_1', 'prj_1', 'calm-otter', 'Look at ' + given['inTitle'], None, t, t))
def part(id, data): c.execute('insert into part values(?,?,?,?,?,?)', (id, 'msg_1', 'ses_1', t + 1000, t + 1000, json.dumps(data)))
part('prt_1', given['tool'])
part('prt_long', {'type': 'text', 'text': ('nothing to see here\\n' * 2000) + given['inOverflow'] + '\\n'})
part('prt_nested', {'type': 'tool', 'state': {'input': {'arguments': json.dumps({'headers': {'token': 'a "quoted"\\n' + given['inNested']}})}}})
c.execute('insert into event values(?,?,?,?,?)', ('evt_1', 'ses_1', 1, 'message.part.updated.1', json.dumps({'part': given['tool'], 'time': t + 2000})))
c.execute('insert into credential values(?,?,?,?,?)', ('cred_1', 'x', json.dumps({'key': given['inCredential']}), t, t))
c.execute('insert into of_the_future values(7, ?)', (given['inUnknown'].encode(),))
for i in range(40): c.execute('insert into message values(?,?,?,?,?)', ('gone_%d' % i, 'ses_1', t, t, json.dumps({'text': given['inFreePage'] + ' ' + 'x' * 2000})))
c.execute("delete from message where id like 'gone_%'")
c.execute('pragma wal_checkpoint(truncate)')
part('prt_wal', {'type': 'text', 'text': 'only in the log: ' + given['inWal']})
os._exit(0)
`;

const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, HOME: cwd, GIT_CONFIG_NOSYSTEM: '1' },
  })
    .toString()
    .trim();

/** The git directory that OpenCode makes of a work tree: objects without a commit, one of them in a pack. */
function makeSnapshot(directory: string, worktree: string): void {
  fs.mkdirSync(directory, { recursive: true });
  write(worktree, { '.env': `TOKEN=${secrets.inPack}\n` });
  git(worktree, 'init', '-q', '--bare', directory);
  const inside = ['--git-dir', directory, '--work-tree', worktree];
  git(worktree, ...inside, 'add', '.env');
  const tree = git(worktree, ...inside, 'write-tree');
  execFileSync(
    'git',
    ['--git-dir', directory, 'pack-objects', '-q', path.join(directory, 'objects/pack/pack')],
    {
      input: [tree, git(worktree, ...inside, 'rev-parse', ':.env')].join('\n'),
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  git(worktree, '--git-dir', directory, 'prune-packed');
  write(worktree, { '.env': `TOKEN=${secrets.inSnapshot}\n` });
  git(worktree, ...inside, 'add', '.env');
  fs.rmSync(path.join(worktree, '.env'));
}

/** Writes all of it below `home`, with a project in `project`. */
export function makeOpencodeHome(home: string, project: string): void {
  const data = path.join(home, '.local/share/opencode');
  const state = path.join(home, '.local/state/opencode');
  fs.mkdirSync(path.join(project, '.git'), { recursive: true });
  write(data, {
    'auth.json': JSON.stringify({ openrouter: { type: 'api', key: secrets.inAuth } }),
    'tool-output/tool_1': `line\nTOKEN=${secrets.inToolOutput}\n`,
    'log/opencode.log': 'INFO nothing\n',
    'storage/part/msg_0/prt_0.json': JSON.stringify(
      { id: 'prt_0', sessionID: 'ses_0', ...tool(secrets.inLegacy) },
      null,
      2,
    ),
    'storage/session/abc/ses_0.json': JSON.stringify({
      id: 'ses_0',
      title: 'An old one',
      time: { created: TIME },
    }),
  });
  fs.chmodSync(path.join(data, 'auth.json'), 0o644);
  write(state, {
    'prompt-history.jsonl': [
      { input: 'hello', parts: [] },
      { input: `use ${secrets.inHistory} please`, parts: [] },
    ]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  });
  write(project, {
    '.opencode/plans/p.md': `log in with ${secrets.inPlan}\n`,
    'opencode.json': '{}',
    'package.json': '{"name":"published"}',
  });
  makeSnapshot(path.join(data, 'snapshot/prj_1/tree_1'), path.join(home, 'work'));
  runPython(SCRIPT, {
    ...secrets,
    db: path.join(data, 'opencode.db'),
    schema: SCHEMA,
    time: TIME,
    tool: tool(`DATABASE=x\nTOKEN=${secrets.inPart}\n`),
  });
}
