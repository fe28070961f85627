/** Claude Code and Codex through the same code, and what is packed. */
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startOf } from '../../packages/cli/src/agents/process.ts';
import { write } from '../kit/command.ts';
import { githubToken } from '../kit/secrets.ts';
import { stateIn } from '../state/kit/report.ts';
import { noSqlite, runPython } from '../state/kit/sqlite.ts';
import { holdersOf, plainFiles } from './kit/evidence.ts';

const token = githubToken(601);
const configured = githubToken(602);
const jsonl = (...objects: object[]): string => objects.map((line) => `${JSON.stringify(line)}\n`).join('');

describe.skipIf(noSqlite !== '')(`other agents${noSqlite}`, () => {
  test('Claude Code: lines stay, a signed thought goes, what is configured stays', () => {
    const folder = stateIn();
    const session = '.claude/projects/-work/5f0c.jsonl';
    const content = (...blocks: object[]) => ({
      type: 'assistant',
      uuid: 'u1',
      message: { content: blocks },
    });
    const lines = [
      { type: 'user', uuid: 'u0', message: { content: `use ${token}` } },
      content(
        { type: 'thinking', thinking: `they gave me ${token}`, signature: 'c2ln' },
        { type: 'text', text: 'ok' },
      ),
      { type: 'user', uuid: 'u2', toolUseResult: { stdout: `TOKEN=${token}\n` } },
    ];
    write(folder.home, {
      [session]: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
      '.claude/history.jsonl': `${JSON.stringify({ display: `use ${token}` })}\n`,
      '.claude.json': JSON.stringify({ mcpServers: { x: { env: { KEY: configured } } } }),
      '.claude/.credentials.json': JSON.stringify({ token }),
    });
    const before = plainFiles(folder.home);
    const where = ['--home', folder.home, '--project', folder.project];
    const { code, out } = folder.run(['redact', '--yes', ...where]);
    expect(out).toMatch(/ 0 left outside of what belongs\n$/);
    expect(code).toBe(0);
    expect(Object.keys(holdersOf(folder.home, [token, configured])).sort()).toEqual([
      '.claude.json',
      '.claude/.credentials.json',
    ]);
    const now = fs.readFileSync(path.join(folder.home, session), 'utf8').trimEnd().split('\n');
    const parsed = now.map((line) => JSON.parse(line) as (typeof lines)[number]);
    expect(parsed.map(({ uuid }) => uuid)).toEqual(['u0', 'u1', 'u2']);
    expect(parsed[1]).toEqual(content({ type: 'text', text: 'ok' }));
    expect(folder.run(['undo', '--yes', ...where]).code).toBe(0);
    expect(plainFiles(folder.home)).toEqual(before);
  });

  test('Codex: the lines of a session, rows, and the positions that are kept of both', () => {
    const folder = stateIn();
    const item = {
      timestamp: '2026-01-01T00:00:00Z',
      type: 'response_item',
      payload: { type: 'function_call', call_id: 'c1', arguments: JSON.stringify({ cmd: `echo ${token}` }) },
    };
    const session = '.codex/sessions/2026/01/01/rollout-1.jsonl';
    write(folder.home, { [session]: `${JSON.stringify(item)}\n` });
    runPython(
      `
c = connect(given['home'] + '/.codex/thread_history_1.sqlite')
c.execute('create table thread_items(thread_id text, item_json text)')
c.close()
c = connect(given['home'] + '/.codex/state_5.sqlite', 'journal_mode=wal')
c.execute('create table threads(id text primary key, title text, first_user_message text)')
c.execute('insert into threads values(?, ?, ?)', ('t1', 'about ' + given['token'], 'x'))
c.close()
`,
      { home: folder.home, token },
    );
    const where = ['--home', folder.home, '--project', folder.project];
    const { code, out } = folder.run(['redact', '--yes', ...where]);
    expect(out).toMatch(/ 0 left outside of what belongs\n$/);
    expect(code).toBe(0);
    expect(holdersOf(folder.home, [token])).toEqual({});
    expect(fs.existsSync(path.join(folder.home, '.codex/thread_history_1.sqlite'))).toBe(false);
    const now = JSON.parse(fs.readFileSync(path.join(folder.home, session), 'utf8')) as typeof item;
    expect((JSON.parse(now.payload.arguments) as { cmd: string }).cmd).toMatch(/^echo \[?REDACTED/);
    expect(now.payload.call_id).toBe('c1');
    expect(folder.run(['undo', '--yes', ...where]).code).toBe(0);
    expect(fs.existsSync(path.join(folder.home, '.codex/thread_history_1.sqlite'))).toBe(true);
    expect(Object.keys(holdersOf(folder.home, [token])).length).toBe(2);
  });

  test('what is packed is named, and never said to be gone', () => {
    const folder = stateIn();
    const packed = zlib.gzipSync(`TOKEN=${token}\n`);
    write(folder.home, { '.local/share/opencode/tool-output/tool_1': packed });
    const { code, out } = folder.run(['redact', '--yes', '--home', folder.home]);
    expect(code).toBe(2);
    expect(out).toMatch(/not redacted: .*tool_1: what was found in it is packed/);
  });

  test('Claude Code: prompts of older versions, jobs, links to what is looked at; servers keep what is theirs', () => {
    const { home, project, run } = stateIn();
    const [prompt, server, job, log] = [
      githubToken(641),
      githubToken(642),
      githubToken(643),
      githubToken(644),
    ];
    write(home, {
      '.claude.json': JSON.stringify({
        customApiKeyResponses: { approved: [server.slice(-20)] },
        projects: {
          '/p': {
            history: [{ display: `use ${prompt}`, pastedContents: { 1: { content: prompt } } }],
            mcpServers: { a: { env: { TOKEN: server } } },
          },
        },
      }),
      '.claude/jobs/1/parent-transcript.jsonl': jsonl({ type: 'user', message: { content: job } }),
      '.claude/debug/1.txt': `DEBUG ${log}\n`,
      '.claude/sessions/1.abc.key': JSON.stringify({ peerToken: server }),
    });
    const latest = path.join(home, '.claude/debug/latest');
    fs.symlinkSync(path.join(home, '.claude/debug/1.txt'), latest);
    fs.symlinkSync('nowhere', path.join(home, '.claude/debug/gone'));
    const where = ['--yes', '--home', home, '--project', project];
    const { code, err } = run(['redact', ...where]);
    expect({ code, err: err.includes('latest') }).toEqual({ code: 0, err: false });
    expect(holdersOf(home, [prompt, job, log])).toEqual({});
    expect(Object.keys(holdersOf(home, [server]))).toEqual(['.claude.json', '.claude/sessions/1.abc.key']);
    const own = fs.readFileSync(path.join(home, '.claude.json'), 'utf8');
    expect(own).toMatch(/"display":"use \[REDACTED:/);
    expect(own).toContain(server.slice(-20));
    fs.rmSync(latest);
    fs.symlinkSync(project, latest);
    expect(run(['redact', ...where])).toMatchObject({
      code: 2,
      err: expect.stringContaining('latest: a symbolic link'),
    });
  });

  test.skipIf(process.platform !== 'linux')(
    'a living Claude Code has no file open, and is told by its own list',
    () => {
      const { home, project, run } = stateIn();
      const sessions = `.claude/projects/-p/1.jsonl`;
      const named = (procStart: string): void =>
        write(home, {
          [sessions]: jsonl({ type: 'user', message: { content: githubToken(645) } }),
          [`.claude/sessions/${process.pid}.json`]: JSON.stringify({ pid: process.pid, procStart }),
        });
      const where = ['--yes', '--home', home, '--project', project];
      named(startOf(process.pid));
      expect(run(['redact', ...where])).toMatchObject({
        code: 2,
        err: expect.stringContaining(`process ${process.pid} (`),
      });
      expect(run(['watch', '--once', ...where.slice(1)]).code).toBe(0);
      expect(Object.keys(holdersOf(home, [githubToken(645)]))).toEqual([sessions]);
      // its number is another one's by now
      named('1');
      expect(run(['redact', ...where]).code).toBe(0);
      expect(holdersOf(home, [githubToken(645)])).toEqual({});
    },
  );
});
