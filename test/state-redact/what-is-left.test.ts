/** What a redaction cannot do is named, with exit 2, and everything else is done all the same. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isUsed } from '../../packages/cli/src/state/database/rewrite.ts';
import { startOf } from '../../packages/cli/src/agents/process.ts';
import { EXECUTABLE, environment, write } from '../kit/command.ts';
import { makeOpencodeHome, secrets } from '../state/kit/opencode-home.ts';
import { stateIn } from '../state/kit/report.ts';
import { noSqlite, runPython } from '../state/kit/sqlite.ts';
import { dumpOf, holdersOf, plainFiles, textOf } from './kit/evidence.ts';

describe.skipIf(noSqlite !== '')(`what is left${noSqlite}`, () => {
  let folder: ReturnType<typeof stateIn>;
  let data: string;
  let database: string;
  const children: ReturnType<typeof spawn>[] = [];
  const run = (...args: string[]) =>
    folder.run([...args, '--home', folder.home, '--project', folder.project]);

  beforeEach(() => {
    folder = stateIn();
    makeOpencodeHome(folder.home, folder.project);
    data = path.join(folder.home, '.local/share/opencode');
    database = path.join(data, 'opencode.db');
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** Encoded again and again, deeper than anybody looks. */
  function deep(text: string): string {
    let own = text;
    for (let level = 0; level < 9; level++) own = Buffer.from('pad '.repeat(20) + own).toString('base64');
    return own;
  }

  test('what is nested deeper than anybody looks is named; what is beside it is taken out', () => {
    const nested = deep(`TOKEN=${secrets.inPlan}\n`);
    write(data, {
      'tool-output/tool_deep': nested,
      'tool-output/tool_both': `TOKEN=${secrets.inToolOutput}\n${nested}\n`,
    });
    runPython(
      `
c = connect(given['database'])
c.execute("insert into part values('prt_deep', 'msg_1', 'ses_1', 1, 1, ?)", (json.dumps({'type': 'text', 'text': given['text']}),))
c.close()
`,
      { database, text: `TOKEN=${secrets.inPart}\n${nested}\n` },
    );
    const { code, out, err } = run('redact', '--yes');
    expect(code).toBe(2);
    expect(err).toMatch(/tool_deep: it holds more in encodings and archives/);
    expect(out).toMatch(/not redacted: .*tool_both: it holds more in encodings and archives/);
    expect(out).toMatch(/not redacted: .*opencode\.db#part\/\d+\/data: it holds more in encodings/);
    const { inAuth: _auth, inCredential: _credential, ...rest } = secrets;
    expect(holdersOf(folder.root, Object.values(rest))).toEqual({});
    expect(fs.readFileSync(path.join(data, 'tool-output/tool_deep'), 'utf8')).toBe(nested);
  });

  test.skipIf(process.platform !== 'linux')('a name that is not UTF-8', () => {
    for (const each of ['.local', 'work']) fs.rmSync(path.join(folder.home, each), { recursive: true });
    fs.rmSync(path.join(folder.project, '.opencode'), { recursive: true });
    fs.mkdirSync(path.join(data, 'tool-output'), { recursive: true });
    const name = Buffer.concat([Buffer.from(`${data}/tool-output/tool_`), Buffer.of(0xff)]);
    fs.writeFileSync(name, `TOKEN=${secrets.inToolOutput}\n`);
    const { code, err } = run('redact', '--yes');
    expect(code).toBe(2);
    expect(err).toMatch(/tool_\\xff: what was found in it cannot be replaced: its name is not UTF-8/);
    expect(err).not.toMatch(/nothing to redact/);
  });

  test('a file that nobody knows holds what was found elsewhere', () => {
    write(data, { 'of-the-future.bin': `\0\0${secrets.inPart}\0` });
    const { code, out, err } = run('redact', '--yes');
    expect(code).toBe(2);
    expect(err).toMatch(/not redacted: .*of-the-future\.bin .*nobody knows what it is/);
    expect(out).toMatch(/ 0 left outside of what belongs/);
    expect(Object.keys(holdersOf(data, [secrets.inPart]))).toEqual(['of-the-future.bin']);
  });

  test('an undo after the agent has moved to another schema puts back what still has its place', () => {
    const before = dumpOf(database);
    expect(run('redact', '--yes').code).toBe(0);
    runPython(
      `
c = connect(given['database'])
c.executescript('alter table part add column extra text; alter table event rename to event_v2; drop table of_the_future;')
c.close()
`,
      { database },
    );
    const { code, out, err } = run('undo', '--yes');
    expect(code).toBe(2);
    expect(out).toMatch(/not put back: .*#event\/'evt_1'\/data: its table is not what it was/);
    expect(out).toMatch(/not put back: .*#of_the_future\/7\/anything/);
    expect(err).toMatch(/is kept/);
    const now = dumpOf(database);
    expect(now.tables['part']!.map((row) => row.slice(0, -1))).toEqual(before.tables['part']);
    expect(now.tables['session']).toEqual(before.tables['session']);
  });

  test('two redactions at once: the second one changes nothing; the number of a process that has ended is none', () => {
    const undos = path.join(folder.own, 'staunch-home/undo');
    fs.mkdirSync(undos, { recursive: true, mode: 0o700 });
    const id = '20260101-000000-abcdef';
    const about = (started: string) => {
      const own = { id, made: '2026-01-01T00:00:00.000Z', expires: '2999-01-01T00:00:00.000Z' };
      const text = JSON.stringify({ ...own, state: 'running', pid: process.pid, notes: { started } });
      fs.writeFileSync(path.join(undos, `${id}.json`), text, { mode: 0o600 });
    };
    about(startOf(process.pid));
    folder.vault('init');
    const before = plainFiles(folder.root);
    const refused = run('redact', '--yes');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(`process ${process.pid} is redacting`);
    expect(plainFiles(folder.root)).toEqual(before);
    if (process.platform !== 'linux') return;
    about('1');
    expect(run('redact', '--yes')).toMatchObject({ code: 0 });
  });

  test('whoever has a database open is known by its lock, where nothing else tells', async () => {
    const before = dumpOf(database);
    const holder = spawn('python3', [
      '-c',
      'import sqlite3, sys, time\nc = sqlite3.connect(sys.argv[1]); c.execute("select count(*) from part").fetchall()\nprint("open", flush=True); time.sleep(600)',
      database,
    ]);
    children.push(holder);
    await new Promise((resolve) => holder.stdout!.once('data', resolve));
    expect(isUsed(database)).toBe(true);
    const ended = new Promise((resolve) => holder.once('close', resolve));
    holder.kill('SIGKILL');
    await ended;
    expect(isUsed(database)).toBe(false);
    expect(isUsed(database)).toBe(false);
    expect(dumpOf(database)).toEqual(before);
  });

  test('watch lets go of a database once it has redacted it', async () => {
    const where = ['--home', folder.home, '--project', folder.project];
    const watch = spawn(process.execPath, [EXECUTABLE, 'state', 'watch', '--interval', '1', ...where], {
      env: environment(folder.own),
    });
    children.push(watch);
    await new Promise<void>((resolve) => {
      watch.stdout!.on('data', (piece: Buffer) => {
        if (piece.includes('proof:')) resolve();
      });
    });
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { status } = spawnSync('python3', [
        '-c',
        'import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], timeout=0.5)\nc.execute("begin exclusive")\nc.rollback()',
        database,
      ]);
      if (status === 0) break;
      if (Date.now() > deadline) expect.unreachable('the database is still locked');
    }
    const ended = new Promise((resolve) => watch.once('close', resolve));
    watch.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('sessions that Codex has packed are packed anew, line by line the same', () => {
    const name = '.codex/sessions/2026/01/01/rollout-1.jsonl.zst';
    const line = (text: string): string =>
      `${JSON.stringify({ type: 'response_item', payload: { type: 'x', output: text } })}\n`;
    const lines = Array.from({ length: 9000 }, (_, at) => line(`nothing ${at} to see here`));
    lines[17] = line(`TOKEN=${secrets.inPart}`);
    lines[8999] = line(`TOKEN=${secrets.inTitle}`);
    const packed = packedByNobody(Buffer.from(lines.join('')));
    write(folder.home, { [name]: packed });
    const { code, out } = run('redact', '--yes', '--agent', 'codex');
    expect(out).toMatch(/replaced 2 values in 1 file/);
    expect(out).toMatch(/ 0 left outside of what belongs/);
    expect(code).toBe(0);
    const file = path.join(folder.home, name);
    expect(holdersOf(path.dirname(file), [secrets.inPart, secrets.inTitle])).toEqual({});
    const unpacked = unpackedBy(file);
    if (unpacked !== undefined) {
      const now = unpacked.split('\n');
      expect(now).toHaveLength(9001);
      expect(now[17]).toMatch(/TOKEN=\[?REDACTED/);
      expect(now.slice(18, 8999)).toEqual(lines.slice(18, 8999).map((each) => each.trimEnd()));
    }
    expect(run('undo', '--yes', '--agent', 'codex').code).toBe(0);
    expect(fs.readFileSync(file).equals(packed)).toBe(true);
  });

  test('what was found elsewhere is taken out of packed texts too; an archive is named', () => {
    const value = secrets.inPart;
    const bare = `${'nothing to see\n'.repeat(70_000)}and ${value.slice(4)} alone\n`;
    const session = `${JSON.stringify({ type: 'x', payload: { output: `is ${value.slice(4)}` } })}\n`;
    const packed = {
      '.claude/debug/old.txt.gz': zlib.gzipSync(bare),
      '.codex/log/codex-tui.log.1.gz': Buffer.concat([zlib.gzipSync('first\n'), zlib.gzipSync(bare)]),
      '.codex/sessions/2026/01/01/rollout-1.jsonl.zst': packedByNobody(Buffer.from(session)),
    };
    write(folder.home, {
      ...packed,
      '.codex/history.jsonl': `${JSON.stringify({ session_id: 'a', text: `password = '${value.slice(4)}'` })}\n`,
    });
    const { code, out, err } = run('redact', '--yes', '--agent', 'codex', '--agent', 'claude-code');
    expect(err + out).toMatch(/ 0 left outside of what belongs/);
    expect(code).toBe(0);
    const read = (name: string): string =>
      zlib.gunzipSync(fs.readFileSync(path.join(folder.home, name))).toString();
    const [log, rotated] = Object.keys(packed);
    expect(read(log!)).toMatch(/^(nothing to see\n){70000}and \[?REDACTED\S+ alone\n$/);
    expect(read(rotated!)).toMatch(/^first\n(nothing to see\n){70000}and \[?REDACTED\S+ alone\n$/);
    for (const [name, bytes] of Object.entries(packed))
      expect(fs.readFileSync(path.join(folder.home, name)).equals(bytes)).toBe(false);
    expect(run('undo', '--yes').code).toBe(0);
    for (const [name, bytes] of Object.entries(packed))
      expect(fs.readFileSync(path.join(folder.home, name)).equals(bytes)).toBe(true);
    // a tar says how long its members are
    const archive = zlib.gzipSync(Buffer.concat([Buffer.alloc(512), Buffer.from(`TOKEN=${value}\n`)]));
    write(folder.home, { '.claude/debug/all.tar.gz': archive });
    const again = run('redact', '--yes', '--agent', 'claude-code');
    expect(again.code).toBe(2);
    expect(again.out).toMatch(/not redacted: .*all\.tar\.gz: what was found in it is packed/);
    expect(fs.readFileSync(path.join(folder.home, '.claude/debug/all.tar.gz')).equals(archive)).toBe(true);
  });

  test('projects that the database names are looked into, under --home those in it alone', () => {
    const inside = path.join(folder.home, 'code');
    const outside = path.join(folder.root, 'elsewhere');
    for (const project of [inside, outside])
      write(project, { '.opencode/plans/p.md': `TOKEN=${secrets.inPlan}\n` });
    runPython(
      `
c = connect(given['database'])
for i, p in enumerate(given['projects']): c.execute('insert into project values(?, ?)', ('p%d' % i, p))
c.close()
`,
      { database, projects: [inside, outside, '/', folder.home] },
    );
    const plansIn = (out: string): string[] =>
      (JSON.parse(out) as { stores: { name: string; path: string }[] }).stores
        .filter(({ name }) => name === 'project plans')
        .map((each) => each.path);
    const own = path.join(folder.project, '.opencode/plans');
    expect(plansIn(folder.list('--format', 'json').out).sort()).toEqual(
      [own, path.join(inside, '.opencode/plans')].sort(),
    );
    const env = { HOME: folder.home };
    const all = folder.run(['list', '--format', 'json', '--project', folder.project], env);
    expect(plansIn(all.out)).toContain(path.join(outside, '.opencode/plans'));
    expect(run('redact', '--yes').code).toBe(0);
    expect(fs.readFileSync(path.join(inside, '.opencode/plans/p.md'), 'utf8')).toMatch(/^TOKEN=\[?REDACTED/);
    expect(textOf(dumpOf(database).tables['project']![0]![1])).toMatch(/^\//);
  });
});

/** A frame of raw blocks, as any writer of the format may make it. */
function packedByNobody(bytes: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt32LE(0xfd2fb528, 0);
  head[4] = 0xa0;
  head.writeUInt32LE(bytes.length, 5);
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 1 << 16) {
    const block = bytes.subarray(at, at + (1 << 16));
    const own = Buffer.alloc(3);
    own.writeUIntLE((block.length << 3) | (at + (1 << 16) >= bytes.length ? 1 : 0), 0, 3);
    blocks.push(own, block);
  }
  return Buffer.concat([head, ...blocks]);
}

/** By the real zstd, or by Node's; undefined where neither is here. */
function unpackedBy(file: string): string | undefined {
  const { status, stdout } = spawnSync('zstd', ['-dcq', file], { maxBuffer: 1 << 26 });
  if (status === 0) return stdout.toString();
  const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: (bytes: Buffer) => Buffer };
  return zstdDecompressSync?.(fs.readFileSync(file)).toString();
}
