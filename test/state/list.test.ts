/** Where agents keep text: found as the agents find it, with what stands against leaving it there. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { write } from '../kit/command.ts';
import { makeOpencodeHome } from './kit/opencode-home.ts';
import { stateIn } from './kit/report.ts';
import { noSqlite } from './kit/sqlite.ts';
import { forgetReading, pictureOf } from './kit/tree.ts';

interface Listed {
  readonly agent: string;
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly role: string;
  readonly files: number;
  readonly size: number;
  readonly mode: string;
  readonly modified: string | null;
  readonly held: readonly { readonly pid: number; readonly name: string }[] | null;
  readonly gitWorkTree: string | null;
  readonly package: string | null;
}

const storesIn = (out: string): readonly Listed[] => (JSON.parse(out) as { stores: Listed[] }).stores;

test.skipIf(noSqlite !== '')(`every store of OpenCode, and nothing is changed by looking${noSqlite}`, () => {
  const folder = stateIn();
  makeOpencodeHome(folder.home, folder.project);
  forgetReading(folder.root);
  const before = pictureOf(folder.root);
  const ran = folder.list('--format', 'json');
  expect(ran.code).toBe(0);
  expect(pictureOf(folder.root)).toEqual(before);
  const stores = storesIn(ran.out);
  const data = path.join(folder.home, '.local/share/opencode');
  expect(
    stores.map(({ name, kind, role, path: file }) => [name, kind, role, path.relative(folder.root, file)]),
  ).toEqual([
    ['auth.json', 'json', 'belongs', 'home/.local/share/opencode/auth.json'],
    ['database', 'sqlite', 'redact', 'home/.local/share/opencode/opencode.db'],
    ['tool-output', 'text', 'redact', 'home/.local/share/opencode/tool-output'],
    ['snapshot', 'snapshot', 'delete', 'home/.local/share/opencode/snapshot/prj_1/tree_1'],
    ['log', 'files', 'redact', 'home/.local/share/opencode/log'],
    ['storage', 'json', 'redact', 'home/.local/share/opencode/storage'],
    ['prompt-history.jsonl', 'jsonl', 'redact', 'home/.local/state/opencode/prompt-history.jsonl'],
    ['project plans', 'text', 'redact', 'project/.opencode/plans'],
    ['project config', 'json', 'belongs', 'project/opencode.json'],
  ]);
  const database = stores.find(({ name }) => name === 'database')!;
  const sizes = ['', '-wal', '-shm'].map((suffix) => fs.statSync(`${data}/opencode.db${suffix}`).size);
  expect(database).toMatchObject({
    files: 3,
    size: sizes.reduce((sum, size) => sum + size),
    gitWorkTree: null,
    package: null,
  });
  expect(Date.parse(database.modified!)).toBeGreaterThan(Date.now() - 600_000);
  const plans = stores.find(({ name }) => name === 'project plans')!;
  expect(plans).toMatchObject({ gitWorkTree: folder.project, package: folder.project });
  const text = folder.list().out;
  expect(text).toContain('others than its owner can read it: chmod 600');
  expect(text).toContain(`inside the git work tree ${folder.project}`);
  expect(text).toContain(`inside a package that would be published: ${folder.project}`);
});

test('paths are resolved as OpenCode resolves them; --home ignores the environment', () => {
  const { root, home, run } = stateIn();
  write(root, {
    'data/opencode/opencode.db': '',
    'data/opencode/opencode-beta.db': '',
    'elsewhere/mine.db': '',
    'state/opencode/prompt-history.jsonl': '',
    'config/opencode/opencode.jsonc': '{}',
    'extra/opencode.json': '{}',
    'home/.local/share/opencode/opencode-next.db': '',
    'home/.codex/history.jsonl': '',
    'codex/history.jsonl': '',
    'home/.claude/history.jsonl': '',
    'claude/history.jsonl': '',
  });
  const names = (env: Record<string, string>, ...args: string[]): string[] =>
    storesIn(run(['list', '--format', 'json', ...args], { HOME: home, ...env }).out).map(({ path: file }) =>
      path.relative(root, file),
    );
  const moved = {
    XDG_DATA_HOME: path.join(root, 'data'),
    XDG_STATE_HOME: path.join(root, 'state'),
    XDG_CONFIG_HOME: path.join(root, 'config'),
    OPENCODE_CONFIG_DIR: path.join(root, 'extra'),
    OPENCODE_DB: path.join(root, 'elsewhere/mine.db'),
    CODEX_HOME: path.join(root, 'codex'),
    CLAUDE_CONFIG_DIR: path.join(root, 'claude'),
  };
  const usual = [
    'home/.local/share/opencode/opencode-next.db',
    'home/.claude/history.jsonl',
    'home/.codex/history.jsonl',
  ];
  expect(names(moved)).toEqual([
    'data/opencode/opencode-beta.db',
    'data/opencode/opencode.db',
    'elsewhere/mine.db',
    'state/opencode/prompt-history.jsonl',
    'config/opencode/opencode.jsonc',
    'extra/opencode.json',
    'claude/history.jsonl',
    'codex/history.jsonl',
  ]);
  expect(names({})).toEqual(usual);
  expect(names({ XDG_DATA_HOME: '', OPENCODE_DB: ':memory:' })).toEqual(usual);
  expect(names(moved, '--home', home)).toEqual(usual);
  expect(names({ ...moved, OPENCODE_DB: 'opencode-beta.db' }, '--agent', 'opencode')).toHaveLength(5);
  const { code, err } = run(['list', '--home', path.join(root, 'nowhere')]);
  expect(code).toBe(2);
  expect(err).toContain('no such directory');
});

describe.skipIf(process.platform !== 'linux')('who has it open (Linux tells)', () => {
  test('a process that holds a database, by its number and name', async () => {
    const folder = stateIn();
    write(folder.home, {
      '.local/share/opencode/opencode.db': '',
      '.local/share/opencode/opencode-beta.db': '',
    });
    const file = path.join(folder.home, '.local/share/opencode/opencode.db');
    const held = spawn('sleep', ['60'], { stdio: [fs.openSync(file, 'r'), 'ignore', 'ignore'] });
    try {
      const stores = storesIn(folder.list('--format', 'json').out);
      expect(stores.map(({ held: holders }) => holders)).toEqual([
        [],
        expect.arrayContaining([{ pid: held.pid, name: 'sleep' }]),
      ]);
      expect(folder.list().out).toContain(`process ${held.pid} (sleep) has it open`);
    } finally {
      held.kill();
      await new Promise((resolve) => held.once('exit', resolve));
    }
  });
});

test('what agents keep elsewhere: by their configuration and variables, and databases of any name', () => {
  const { root, home, run } = stateIn();
  const claude = `claude-${process.getuid!()}`;
  write(root, {
    'home/.local/share/opencode/mine.sqlite': '',
    'home/.codex/config.toml': `sqlite_home = "${root}/databases" # moved\nlog_dir = '../logs'\n[a]\nlog_dir = "${root}/no"\n`,
    'databases/state_5.sqlite': '',
    'databases/own.sqlite': '',
    'more/logs_2.sqlite-wal': '',
    'home/logs/codex-tui.log': '',
    'home/logs/other.log': '',
    'no/codex-tui.log': '',
    'session.jsonl': '',
    'trace/thread/payload.json': '{}',
    [`tmp/${claude}/-p/1/tasks/a.output`]: '',
  });
  const names = (env: Record<string, string>, ...args: string[]): string[] =>
    storesIn(run(['list', '--format', 'json', ...args], { HOME: home, ...env }).out)
      .map(({ path: file }) => path.relative(root, file))
      .sort();
  const usual = [
    'home/.codex/config.toml',
    'home/.local/share/opencode/mine.sqlite',
    'home/logs/codex-tui.log',
  ];
  expect(names({}, '--home', home)).toEqual(usual);
  expect(names({})).toEqual(['databases/state_5.sqlite', ...usual]);
  expect(
    names({
      CODEX_SQLITE_HOME: path.join(root, 'more'),
      CODEX_TUI_SESSION_LOG_PATH: path.join(root, 'session.jsonl'),
      CODEX_ROLLOUT_TRACE_ROOT: path.join(root, 'trace'),
      CLAUDE_CODE_TMPDIR: path.join(root, 'tmp'),
    }),
  ).toEqual([
    'databases/state_5.sqlite',
    ...usual,
    'more/logs_2.sqlite',
    'session.jsonl',
    `tmp/${claude}`,
    'trace',
  ]);
});

test('the links to its own program that a killed Codex leaves are no trouble', () => {
  const { home, run } = stateIn();
  write(home, { '.codex/tmp/arg0-linux/codex-arg0x/.lock': '', '.codex/history.jsonl': '' });
  fs.symlinkSync(process.execPath, path.join(home, '.codex/tmp/arg0-linux/codex-arg0x/apply_patch'));
  expect(run(['list', '--home', home])).toMatchObject({ code: 0, err: '' });
  expect(run(['redact', '--yes', '--home', home]).code).toBe(0);
});

test('what cannot be listed is named, and ends with 2', () => {
  const folder = stateIn();
  fs.mkdirSync(path.join(folder.home, '.local/share/opencode'), { recursive: true });
  fs.symlinkSync('/etc', path.join(folder.home, '.local/share/opencode/tool-output'));
  const ran = folder.list();
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('a symbolic link; it is not followed');
  expect(folder.list('--format', 'jsonl')).toMatchObject({ code: 2 });
});
