/** The vault through the command line: exit codes, crashes, writers side by side, damaged and foreign files. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { environment, EXECUTABLE, staunch, temporaryDirectory, write, type Ran } from './kit/command.ts';

interface World {
  readonly home: string;
  readonly cwd: string;
  readonly passphrase: string;
  run(args: readonly string[], input?: string | Buffer): Ran;
  /** With the passphrase. */
  open(args: readonly string[], input?: string | Buffer): Ran;
  names(): string[];
}

function world(kind: 'passphrase' | 'key file' | 'none' = 'passphrase'): World {
  const root = temporaryDirectory();
  const cwd = path.join(root, 'work');
  const home = path.join(root, 'data');
  write(root, { 'work/passphrase': 'correct horse\n' });
  const passphrase = path.join(cwd, 'passphrase');
  const env = { HOME: root, STAUNCH_HOME: home };
  const run = (args: readonly string[], input?: string | Buffer): Ran =>
    staunch(['vault', ...args], { cwd, env, ...(input === undefined ? {} : { input }) });
  const made: World = {
    home,
    cwd,
    passphrase,
    run,
    open: (args, input) => run([...args, '--passphrase-file', passphrase], input),
    names: () => {
      const listed = run(['list', '--format', 'json']);
      expect(listed.err).toBe('');
      const { items } = JSON.parse(listed.out) as { items: { name: string; retired: boolean }[] };
      return items.filter(({ retired }) => !retired).map(({ name }) => name);
    },
  };
  if (kind === 'passphrase') expect(made.open(['init']).code).toBe(0);
  if (kind === 'key file') expect(made.run(['init']).code).toBe(0);
  return made;
}

function token(): string {
  return randomBytes(24).toString('base64url');
}

/** Refused in words, with nothing of `value` in them. */
function expectRefused(ran: Ran, words: RegExp, value = 'no value'): void {
  expect(ran.err).toMatch(words);
  expect(ran.code).toBe(2);
  expect(ran.err + ran.out).not.toContain(value);
  expect(ran.err).not.toMatch(/\n\s+at /);
}

/** Names and contents of everything in the vault's directory, but what a lock leaves. */
function snapshot(home: string): Map<string, string> {
  const entries = fs.readdirSync(home, { recursive: true, encoding: 'utf8' }).sort();
  const files = entries.filter((name) => fs.statSync(path.join(home, name)).isFile());
  return new Map(files.map((name) => [name, fs.readFileSync(path.join(home, name), 'latin1')]));
}

test('add, list, check, rotate, remove and purge work while the vault is locked', () => {
  const { run, open, names } = world();
  const [first, second] = [token(), token()];
  expect(run(['add', 'ALPHA'], `${first}\n`)).toMatchObject({ code: 0, out: '' });
  expect(names()).toEqual(['ALPHA']);
  expect(run(['check'], first)).toMatchObject({ code: 0, out: 'known: ALPHA\n' });
  expect(run(['check'], second).code).toBe(1);
  expectRefused(run(['add', 'ALPHA'], second), /already/, second);
  expect(run(['check'], second).code).toBe(1);
  expect(run(['rotate', 'ALPHA'], second).code).toBe(0);
  expectRefused(run(['rotate', 'ALPHA'], second), /already/, second);
  expect(run(['check'], first).out).toBe('known: ALPHA (retired)\n');
  expect(run(['check'], second).out).toBe('known: ALPHA\n');
  expect(run(['remove', 'ALPHA']).code).toBe(0);
  expect(names()).toEqual([]);
  expect(run(['check'], second).code).toBe(0);
  expect(open(['unlock']).err).toMatch(/3 commands/);
  expect(run(['purge', 'ALPHA']).code).toBe(0);
  expect(run(['check'], first).code).toBe(1);
  expect(open(['unlock']).code).toBe(0);
  expect(run(['status', '--format', 'json']).out).toMatch(/"retired":0,"waiting":0,"troubles":\[\]/);
});

test('what is locked stays locked; a wrong passphrase changes nothing', () => {
  const { run, home, cwd } = world();
  const value = token();
  expect(run(['add', 'ALPHA'], value).code).toBe(0);
  const before = snapshot(home);
  expectRefused(run(['export']), /locked/);
  expectRefused(run(['unlock']), /locked/);
  write(cwd, { wrong: 'another\n', empty: '\n' });
  expectRefused(run(['add', 'BETA', '--passphrase-file', 'wrong'], value), /passphrase does not open/, value);
  expectRefused(run(['unlock', '--passphrase-file', 'wrong']), /passphrase does not open/);
  expectRefused(run(['unlock', '--passphrase-file', 'empty']), /is empty/);
  expectRefused(run(['unlock', '--passphrase-file', 'nowhere']), /cannot be read/);
  expect(snapshot(home)).toEqual(before);
});

test('no value on the command line, none that is empty or huge, no name that is none', () => {
  const { run, names, home } = world();
  const value = token();
  const before = snapshot(home);
  expectRefused(run(['add', 'ALPHA', value], value), /never given as an argument/, value);
  for (const input of ['', '\n', '\r\n']) expectRefused(run(['add', 'ALPHA'], input), /empty/);
  expectRefused(run(['add', 'ALPHA'], Buffer.alloc((1 << 20) + 1, 'x')), /1 MiB/);
  for (const name of ['', 'a\nb', '\x1b[31mred', 'x'.repeat(201)])
    expectRefused(run(['add', name], value), /name/);
  expectRefused(run(['list', '--replace']), /takes no --replace/);
  expect(snapshot(home)).toEqual(before);
  for (const name of ['../../escape', '__proto__', 'constructor', '.', 'ключ', 'a b']) {
    expect(run(['add', name], token()).code).toBe(0);
  }
  expect(names()).toEqual(['../../escape', '__proto__', 'constructor', '.', 'ключ', 'a b']);
  expect(run(['add', 'BIG'], Buffer.alloc(1 << 20, token())).code).toBe(0);
});

test('export to an age file and restore, byte for byte', () => {
  const { run, open, home, cwd } = world();
  const values = new Map([
    ['BINARY', randomBytes(300)],
    ['NEWLINES', Buffer.from('two\nlines\n\n')],
    ['UTF', Buffer.from('пароль-от-базы')],
  ]);
  for (const [name, value] of values) expect(run(['add', name, '--raw'], value).code).toBe(0);
  write(cwd, { age: 'for the export\n' });
  const flags = ['--age-passphrase-file', 'age'];
  expect(open(['export', '--output', 'out.age', ...flags]).code).toBe(0);
  expect(fs.statSync(path.join(cwd, 'out.age')).mode & 0o777).toBe(0o600);
  expectRefused(run(['restore', 'passphrase', ...flags]), /does not open/);
  expect(run(['restore', 'out.age', ...flags]).err).toMatch(/3 unchanged/);
  fs.rmSync(home, { recursive: true });
  expect(run(['restore', 'out.age', ...flags]).err).toMatch(/3 added/);
  for (const [name, value] of values) {
    expect(run(['check', '--raw'], value).out, name).toBe(`known: ${name}\n`);
  }
});

test('import: all or nothing', () => {
  const { run, names, cwd, home } = world('key file');
  const [a, b] = [token(), token()];
  write(cwd, {
    '.env': `A=${a}\nPORT=5432\nEMPTY=\n`,
    'bad.env': `B=${b}\n${token()} x\n`,
    'b.json': `{"A":"${b}","C":"${b}"}`,
  });
  const ran = run(['import', '.env']);
  expect(ran.code).toBe(0);
  expect(ran.err).toMatch(/PORT: stored, not looked for/);
  expect(ran.err).toMatch(/EMPTY: empty, left out/);
  const before = snapshot(home);
  expectRefused(run(['import', 'bad.env']), /line 2/, b);
  expectRefused(run(['import', 'b.json']), /A is in the vault already/, b);
  expectRefused(run(['import', 'nowhere']), /cannot be read/);
  expect(snapshot(home)).toEqual(before);
  expect(run(['import', 'b.json', '--replace']).code).toBe(0);
  expect(names()).toEqual(['PORT', 'A', 'C']);
});

test('a killed writer leaves what was there before, or all of the new', async () => {
  const { home, cwd, names, run, open } = world();
  const known = ['FIRST'];
  expect(run(['add', 'FIRST'], token()).code).toBe(0);
  const env = { ...environment(cwd), STAUNCH_HOME: home };
  const start = Date.now();
  expect(run(['add', 'SECOND'], token()).code).toBe(0);
  const span = Date.now() - start;
  known.push('SECOND');
  for (let number = 0; number < 12; number++) {
    const name = `KILLED_${number}`;
    const child = spawn(process.execPath, [EXECUTABLE, 'vault', 'add', name], {
      cwd,
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.on('error', () => {});
    child.stdin.end(token());
    const timer = setTimeout(() => child.kill('SIGKILL'), span * (0.4 + number * 0.05));
    await new Promise((resolve) => child.once('close', resolve));
    clearTimeout(timer);
    const now = names();
    expect(now.filter((each) => each !== name)).toEqual(known);
    if (now.includes(name)) known.push(name);
  }
  expect(run(['add', 'LAST'], token()).code).toBe(0);
  expect(fs.readdirSync(home).filter((name) => name.startsWith('.tmp-') || name.includes('lock'))).toEqual(
    [],
  );
  const unlocked = open(['unlock']);
  expect(unlocked.code).toBe(0);
  expect(unlocked.err).not.toMatch(/lost/);
  expect(names()).toEqual([...known, 'LAST']);
});

test('writers side by side', async () => {
  const { home, cwd, names } = world('key file');
  const env = { ...environment(cwd), STAUNCH_HOME: home };
  const wanted = Array.from({ length: 6 }, (_, number) => `NAME_${number}`);
  const codes = await Promise.all(
    wanted.map((name) => {
      const child = spawn(process.execPath, [EXECUTABLE, 'vault', 'add', name], { cwd, env });
      child.stdin.end(token());
      return new Promise((resolve) => child.once('close', resolve));
    }),
  );
  expect(codes).toEqual(wanted.map(() => 0));
  expect(names().sort()).toEqual(wanted);
});

test('the lock of a dead process is taken away', () => {
  const { home, run } = world();
  const lock = path.join(home, 'vault.lock');
  const stat = fs.readFileSync('/proc/self/stat', 'utf8');
  const owner = {
    token: 'aaaaaaaaaaaaaaaa',
    pid: process.pid,
    started: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19],
    host: fs.readFileSync('/proc/sys/kernel/hostname', 'utf8').trim(),
    boot: fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    namespace: fs.readlinkSync('/proc/self/ns/pid'),
  };
  const dead = [
    { ...owner, started: '1' },
    { ...owner, boot: 'before' },
    { ...owner, pid: 2 ** 22 + 1 },
  ];
  for (const [number, each] of dead.entries()) {
    fs.writeFileSync(lock, JSON.stringify(each), { mode: 0o600 });
    expect(run(['add', `DEAD_${number}`], token()).code).toBe(0);
    expect(fs.existsSync(lock)).toBe(false);
  }
});

test('index and custody: missing, cut, older, foreign are told, and unlock mends them', () => {
  const { home, run, names } = world('key file');
  const value = token();
  expect(run(['add', 'ALPHA'], value).code).toBe(0);
  const old = fs.readFileSync(path.join(home, 'vault.index'));
  expect(run(['add', 'BETA'], token()).code).toBe(0);
  expect(run(['rotate', 'ALPHA'], token()).code).toBe(0);
  const foreign = world('key file').home;
  const spoil: [what: string, file: string, words: RegExp, content: (good: Buffer) => Buffer | undefined][] =
    [['older', 'vault.index', /older/, () => old]];
  for (const file of ['vault.index', 'vault.custody']) {
    spoil.push(
      ['missing', file, /is missing/, () => undefined],
      ['empty', file, /damaged/, () => Buffer.alloc(0)],
      ['cut at 30', file, /damaged/, (good) => good.subarray(0, 30)],
      ['cut by one', file, /damaged/, (good) => good.subarray(0, -1)],
      ['foreign', file, /another vault/, () => fs.readFileSync(path.join(foreign, file))],
    );
  }
  for (const [what, file, words, content] of spoil) {
    const place = path.join(home, file);
    const bytes = content(fs.readFileSync(place));
    if (bytes) fs.writeFileSync(place, bytes);
    else fs.rmSync(place);
    const about = `${file} ${what}`;
    const listed = run(['list']);
    expect(listed.err, about).toMatch(words);
    expect(listed.err, about).toMatch(/unlock/);
    expect(listed.code, about).toBe(2);
    expectRefused(run(['add', 'GAMMA'], value), /vault\./, value);
    expect(run(['status']).code, about).toBe(2);
    const isForeignCustody = what === 'foreign' && file === 'vault.custody';
    if (isForeignCustody) expectRefused(run(['unlock']), /another vault/);
    const mended = run(['unlock', ...(isForeignCustody ? ['--trust-vault'] : [])]);
    expect(mended.err, about).toMatch(/made the index anew/);
    expect(names(), about).toEqual(['BETA', 'ALPHA']);
    expect(run(['check'], value).out, about).toBe('known: ALPHA (retired)\n');
    expect(run(['status']).code, about).toBe(0);
  }
});

test('the vault itself: missing, cut, older, foreign are told, and nothing is written over them', () => {
  const { home, run, names } = world('key file');
  const file = path.join(home, 'vault.staunch');
  expect(run(['add', 'ALPHA'], token()).code).toBe(0);
  const old = fs.readFileSync(file);
  expect(run(['add', 'BETA'], token()).code).toBe(0);
  const good = fs.readFileSync(file);
  const foreign = fs.readFileSync(path.join(world('key file').home, 'vault.staunch'));
  for (const [content, words] of [
    [undefined, /missing/],
    [good.subarray(0, 0), /damaged/],
    [good.subarray(0, -1), /damaged/],
    [old, /older/],
    [foreign, /another vault/],
  ] as const) {
    if (content) fs.writeFileSync(file, content);
    else fs.rmSync(file);
    const before = snapshot(home);
    for (const ran of [
      run(['add', 'GAMMA'], token()),
      run(['unlock']),
      run(['export', '--output', 'x', '--age-passphrase-file', 'passphrase']),
    ]) {
      expectRefused(ran, words);
    }
    expect(run(['status']).code).toBe(2);
    expect(snapshot(home)).toEqual(before);
    fs.writeFileSync(file, good, { mode: 0o600 });
    expect(names()).toEqual(['ALPHA', 'BETA']);
  }
  fs.writeFileSync(file, old);
  expect(run(['unlock', '--trust-vault']).err).toMatch(/BETA is looked for, but its value is lost/);
  expect(run(['add', 'GAMMA'], token()).code).toBe(0);
});

test('links, loose modes and foreign owners are refused, whatever the umask everything is private', () => {
  const before = process.umask(0o000);
  const { home, run, cwd } = world('key file');
  expect(run(['add', 'ALPHA'], token()).code).toBe(0);
  process.umask(before);
  for (const name of ['', ...fs.readdirSync(home, { recursive: true, encoding: 'utf8' })]) {
    expect(fs.statSync(path.join(home, name)).mode & 0o077, name).toBe(0);
  }
  const files = fs.readdirSync(home).filter((name) => name.startsWith('vault.'));
  expect(files.length).toBeGreaterThan(4);
  for (const name of files) {
    const file = path.join(home, name);
    fs.chmodSync(file, 0o640);
    expectRefused(run(['list']), /open to others\n {2}chmod 600/);
    fs.chmodSync(file, 0o600);
    const moved = path.join(cwd, 'moved');
    fs.renameSync(file, moved);
    fs.symlinkSync(moved, file);
    const content = fs.readFileSync(moved);
    expectRefused(run(['add', 'BETA'], token()), /symbolic link/);
    expect(fs.readFileSync(moved).equals(content)).toBe(true);
    fs.renameSync(moved, file);
  }
  fs.chmodSync(home, 0o777);
  expectRefused(run(['list']), /changed by others/);
  fs.chmodSync(home, 0o700);
  expect(run(['list']).code).toBe(0);
});

test('a read-only directory: one clear line, and the vault as it was', () => {
  const { home, cwd } = world();
  const uid = 65534;
  for (const name of ['', ...fs.readdirSync(home, { recursive: true, encoding: 'utf8' })]) {
    fs.chownSync(path.join(home, name), uid, uid);
  }
  fs.chmodSync(home, 0o500);
  fs.chmodSync(path.dirname(home), 0o755);
  const value = token();
  const before = snapshot(home);
  const env = { HOME: path.join(cwd, 'h'), STAUNCH_HOME: home };
  expectRefused(staunch(['vault', 'add', 'ALPHA'], { cwd, env, input: value, uid }), /EACCES/, value);
  expect(snapshot(home)).toEqual(before);
});

test('passphrase: set, changed, removed; the old one opens nothing any more', () => {
  const { run, home, cwd, passphrase } = world('key file');
  write(cwd, { other: 'another one' });
  expect(run(['add', 'ALPHA'], token()).code).toBe(0);
  expectRefused(run(['passphrase']), /no new passphrase/);
  expect(run(['passphrase', '--new-passphrase-file', passphrase]).code).toBe(0);
  expect(fs.readdirSync(home)).not.toContain('vault.key');
  expectRefused(run(['unlock']), /locked/);
  const change = ['passphrase', '--new-passphrase-file', 'other', '--passphrase-file'];
  expect(run([...change, passphrase]).code).toBe(0);
  expectRefused(run([...change, passphrase]), /does not open/);
  expect(run(['passphrase', '--remove', '--passphrase-file', 'other']).code).toBe(0);
  expect(run(['unlock']).err).toMatch(/never locked/);
  expect(run(['lock']).err).toMatch(/never locked/);
});

test('without a vault, and with one already', () => {
  const { run, home, open } = world('none');
  for (const args of [['add', 'A'], ['list'], ['check'], ['remove', 'A'], ['lock'], ['export']]) {
    expectRefused(run(args, token()), /no vault yet\n {2}staunch vault init/);
  }
  expect(run(['status']).code).toBe(0);
  expect(fs.existsSync(home)).toBe(false);
  expect(run(['init']).err).toMatch(/key file/);
  expect(fs.statSync(path.join(home, 'vault.key')).mode & 0o777).toBe(0o600);
  const before = snapshot(home);
  expectRefused(open(['init']), /a vault already/);
  expect(snapshot(home)).toEqual(before);
});
