/** State as it should not be: what can be done is done, what cannot is named, exit 2, and nothing is lost. */
import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeOpencodeHome, secrets } from '../state/kit/opencode-home.ts';
import { stateIn } from '../state/kit/report.ts';
import { noSqlite } from '../state/kit/sqlite.ts';
import { dumpOf, holdersOf } from './kit/evidence.ts';

describe.skipIf(noSqlite !== '')(`state redact${noSqlite}`, () => {
  let folder: ReturnType<typeof stateIn>;
  let data: string;
  const run = (...args: string[]) =>
    folder.run([...args, '--home', folder.home, '--project', folder.project]);
  const rest = (): string[] => Object.keys(holdersOf(data, [secrets.inToolOutput, secrets.inLegacy]));

  beforeEach(() => {
    folder = stateIn();
    makeOpencodeHome(folder.home, folder.project);
    data = path.join(folder.home, '.local/share/opencode');
  });

  test('a damaged database is left as it is', () => {
    const file = path.join(data, 'opencode.db');
    fs.rmSync(`${file}-wal`);
    const bytes = fs.readFileSync(file);
    // the root pages of most tables
    bytes.fill(0xa5, 4096, 5 * 4096);
    fs.writeFileSync(file, bytes);
    const { code, out } = run('redact', '--yes');
    expect(code).toBe(2);
    expect(out).toMatch(/not redacted: .*opencode\.db: it is damaged/);
    expect(fs.readFileSync(file).equals(bytes)).toBe(true);
    expect(rest()).toEqual([]);
  });

  test('a log without its database is left, and named', () => {
    const log = fs.readFileSync(path.join(data, 'opencode.db-wal'));
    fs.rmSync(path.join(data, 'opencode.db'));
    const { code, out } = run('redact', '--yes');
    expect(code).toBe(2);
    expect(out).toMatch(/not redacted: .*opencode\.db: a log without its database/);
    expect(fs.readFileSync(path.join(data, 'opencode.db-wal')).equals(log)).toBe(true);
    expect(fs.existsSync(path.join(data, 'opencode.db'))).toBe(false);
    expect(rest()).toEqual([]);
  });

  test('a symbolic link is neither followed nor replaced', () => {
    const elsewhere = path.join(folder.root, 'elsewhere');
    fs.renameSync(path.join(data, 'tool-output/tool_1'), elsewhere);
    fs.symlinkSync(elsewhere, path.join(data, 'tool-output/tool_1'));
    const { code, err, out } = run('redact', '--yes');
    expect(code).toBe(2);
    expect(err + out).toMatch(/tool_1: a symbolic link; it is not followed/);
    expect(fs.readlinkSync(path.join(data, 'tool-output/tool_1'))).toBe(elsewhere);
    expect(fs.readFileSync(elsewhere, 'utf8')).toContain(secrets.inToolOutput);
  });

  test('a file with other names would keep its content under them', () => {
    fs.linkSync(path.join(data, 'tool-output/tool_1'), path.join(folder.root, 'other'));
    const { code, out } = run('redact', '--yes');
    expect(code).toBe(2);
    expect(out).toMatch(/not redacted: .*tool_1: it has other names/);
    expect(fs.readFileSync(path.join(folder.root, 'other'), 'utf8')).toContain(secrets.inToolOutput);
  });

  test('a line of many megabytes, and a file that ends in the middle of one', () => {
    const file = path.join(folder.home, '.local/state/opencode/prompt-history.jsonl');
    const long = JSON.stringify({ input: `${'lorem ipsum '.repeat(400_000)} ${secrets.inHistory} end` });
    fs.writeFileSync(file, `${long}\n{"input":"cut ${secrets.inPlan}`);
    expect(run('redact', '--yes').code).toBe(0);
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    expect(lines).toHaveLength(2);
    expect((JSON.parse(lines[0]!) as { input: string }).input).toMatch(/ipsum {2}\[?REDACTED\S+ end$/);
    expect(lines[1]).toMatch(/^\{"input":"cut \[?REDACTED/);
  });

  test.skipIf(process.getuid?.() !== 0)('where one may not write, nothing is lost', () => {
    const before = dumpOf(path.join(data, 'opencode.db'));
    const own = path.join(folder.own);
    for (const entry of fs.readdirSync(own, { recursive: true, encoding: 'utf8' }))
      fs.lchownSync(path.join(own, entry), 4711, 4711);
    fs.chownSync(own, 4711, 4711);
    fs.chmodSync(folder.root, 0o755);
    const { code, out, err } = folder.as(4711, [
      'redact',
      '--yes',
      '--home',
      folder.home,
      '--project',
      folder.project,
    ]);
    expect(code).toBe(2);
    expect(out + err).toMatch(/tool_1: no permission/);
    expect(out + err).toMatch(/opencode\.db: no permission/);
    expect(dumpOf(path.join(data, 'opencode.db'))).toEqual(before);
    expect(rest().length).toBe(2);
  });
});
