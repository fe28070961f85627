/** Claude Code and Codex: what they leave, in the form in which their programs of November 2026 write it. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { write } from '../kit/command.ts';
import { githubToken } from '../kit/secrets.ts';
import { findingsIn, stateIn } from './kit/report.ts';
import { noSqlite, runPython } from './kit/sqlite.ts';

const token = githubToken;
const lines = (...objects: object[]): string => objects.map((line) => `${JSON.stringify(line)}\n`).join('');
const SESSION = '8b25c7fb-8d70-493c-a1c4-91bd19cafd47';
const WHEN = '2026-11-27T16:41:28.860Z';

describe('Claude Code', () => {
  test('sessions, history, snapshots of the shell; what belongs stays out of the findings', () => {
    const { home, project, scan } = stateIn();
    const common = { sessionId: SESSION, timestamp: WHEN };
    write(home, {
      [`.claude/projects/-tmp-p/${SESSION}.jsonl`]: lines(
        { type: 'custom-title', customTitle: 'Rotate the keys', sessionId: SESSION },
        {
          ...common,
          type: 'user',
          message: { role: 'user', content: [{ type: 'tool_result', content: `A=1\nTOKEN=${token(1)}` }] },
          toolUseResult: { stdout: `TOKEN=${token(1)}` },
        },
        {
          ...common,
          type: 'assistant',
          message: { content: [{ type: 'thinking', thinking: 'hm', signature: token(2) }] },
        },
      ),
      [`.claude/projects/-tmp-p/${SESSION}/tool-results/x.txt`]: token(3),
      '.claude/history.jsonl': lines({
        display: `use ${token(4)}`,
        timestamp: 1_790_000_000_000,
        sessionId: SESSION,
      }),
      '.claude/shell-snapshots/snapshot-bash-1.sh': `export TOKEN=${token(5)}\n`,
      '.claude/.credentials.json': JSON.stringify({ claudeAiOauth: { accessToken: token(6) } }),
      '.claude.json': JSON.stringify({ mcpServers: { a: { command: 'x', env: { TOKEN: token(7) } } } }),
      '.claude/backups/.claude.json.backup.1': JSON.stringify({
        mcpServers: { a: { env: { TOKEN: token(7) } } },
      }),
    });
    write(project, {
      '.claude/settings.local.json': JSON.stringify({
        permissions: { allow: [`Bash(curl -H "X: ${token(8)}")`] },
      }),
      '.mcp.json': JSON.stringify({ mcpServers: { b: { headers: { Authorization: token(9) } } } }),
    });
    const report = findingsIn(scan('--agent', 'claude-code'));
    const [first, second] = report.findingsOf(token(1));
    expect(first).toMatchObject({
      path: `.claude/projects/-tmp-p/${SESSION}.jsonl`,
      line: 2,
      jsonPath: 'message.content[0].content',
      session: 'Rotate the keys',
      time: WHEN,
      agent: 'claude-code',
    });
    expect(second).toMatchObject({ line: 2, jsonPath: 'toolUseResult.stdout' });
    expect(report.findingsOf(token(4))[0]).toMatchObject({ jsonPath: 'display', session: 'Rotate the keys' });
    for (const seed of [3, 5]) expect(report.findingsOf(token(seed))).toHaveLength(1);
    expect(report.findingsOf(token(8))[0]).toMatchObject({ jsonPath: 'permissions.allow[0]' });
    for (const seed of [2, 6, 7, 9]) expect(report.findingsOf(token(seed))).toEqual([]);
    expect(report.suppressed.map(({ reason, jsonPath }) => [reason, jsonPath]).sort()).toEqual([
      ['belongs', 'claudeAiOauth.accessToken'],
      ['belongs', 'mcpServers.a.env.TOKEN'],
      ['belongs', 'mcpServers.a.env.TOKEN'],
      ['belongs', 'mcpServers.b.headers.Authorization'],
      ['signature', 'message.content[0].signature'],
    ]);
  });
});

describe('Codex', () => {
  const ID = '01a21de1-84ef-79c3-99ee-079ad1813786';

  test.skipIf(noSqlite !== '')(`sessions, databases, history${noSqlite}`, () => {
    const { home, scan, list } = stateIn();
    const rollout = `.codex/sessions/2026/11/27/rollout-2026-11-27T16-40-48-${ID}.jsonl`;
    write(home, {
      [rollout]: lines(
        { timestamp: WHEN, type: 'session_meta', payload: { id: ID, cwd: '/p' } },
        {
          timestamp: WHEN,
          type: 'response_item',
          payload: { type: 'function_call', arguments: JSON.stringify({ cmd: `curl -u x:${token(1)}` }) },
        },
        {
          timestamp: WHEN,
          type: 'response_item',
          payload: { type: 'reasoning', encrypted_content: token(2) },
        },
      ),
      '.codex/history.jsonl': lines({ session_id: ID, ts: 1_790_000_000, text: `use ${token(3)}` }),
      '.codex/shell_snapshots/a.sh': `export TOKEN=${token(4)}\n`,
      '.codex/auth.json': JSON.stringify({ OPENAI_API_KEY: token(5) }),
      '.codex/config.toml': `[mcp_servers.a.env]\nTOKEN = "${token(6)}"\n`,
    });
    runPython(
      `c = connect(os.path.join(given['home'], '.codex/state_5.sqlite'), 'journal_mode=wal')
c.execute('create table threads(id text primary key, rollout_path text, created_at integer, title text, first_user_message text)')
c.execute('insert into threads values(?,?,?,?,?)', (given['id'], '/x', 1790000000, 'Find the orders', 'it is ' + given['seven']))
d = connect(os.path.join(given['home'], '.codex/thread_history_1.sqlite'))
d.execute('create table thread_items(thread_id text, turn_id text, item_id text, created_at_ms integer, item_json text, primary key(thread_id, turn_id, item_id))')
d.execute('insert into thread_items values(?,?,?,?,?)', (given['id'], 't', 'i', 1790000000000, json.dumps({'aggregatedOutput': given['eight']})))
os._exit(0)`,
      { home, id: ID, seven: token(7), eight: token(8) },
    );
    const report = findingsIn(scan('--agent', 'codex'));
    expect(report.findingsOf(token(1))[0]).toMatchObject({
      path: rollout,
      line: 2,
      jsonPath: 'payload.arguments.cmd',
      session: 'Find the orders',
      time: WHEN,
    });
    expect(report.findingsOf(token(3))[0]).toMatchObject({
      session: 'Find the orders',
      time: new Date(1_790_000_000_000).toISOString(),
    });
    expect(report.findingsOf(token(4))).toHaveLength(1);
    const row = report.findingsOf(token(7))[0]!;
    expect(row.path).toBe(`.codex/state_5.sqlite#threads/${ID}/first_user_message`);
    expect(row).toMatchObject({
      session: 'Find the orders',
      time: new Date(1_790_000_000_000).toISOString(),
    });
    expect(report.findingsOf(token(8))[0]).toMatchObject({
      jsonPath: 'aggregatedOutput',
      session: 'Find the orders',
    });
    for (const seed of [2, 5, 6]) expect(report.findingsOf(token(seed))).toEqual([]);
    expect(report.suppressed.map(({ reason }) => reason).sort()).toEqual(['belongs', 'belongs', 'signature']);
    const stores = (JSON.parse(list('--format', 'json').out) as { stores: { path: string; role: string }[] })
      .stores;
    const roles = new Map(stores.map((store) => [path.basename(store.path), store.role]));
    expect(roles.get('thread_history_1.sqlite')).toBe('delete');
    expect(roles.get('state_5.sqlite')).toBe('redact');
    expect(roles.get('auth.json')).toBe('belongs');
    expect(fs.existsSync(path.join(home, '.codex/state_5.sqlite-wal'))).toBe(true);
  });
});
