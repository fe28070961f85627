/** Linked values, key slots and custody through the command line. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import {
  addHeldSlot,
  addPassphrase,
  addValues,
  changeKey,
  createVault,
  knownItems,
  openHeldSlot,
  Opener,
  readKeyFile,
  removeSlot,
  unlockVault,
  vaultStatus,
} from '../../packages/core/src/vault/index.ts';
import { withVaultLock } from '../../packages/core/src/platform/vault-lock.ts';
import { environment, EXECUTABLE, staunch, write, type Ran } from '../kit/command.ts';
import { secret } from './contracts.ts';
import { ageKeys, missing, realHome } from './real.ts';

afterEach(() => void vi.unstubAllEnvs());

/** The cheapest that is allowed: what is tested is not how long it takes. */
const COST = { N: 1 << 14, r: 8, p: 1 };

/** The items that have this value; asked in this process. */
function known(value: string): string[] {
  return knownItems(Buffer.from(value)).map(({ name, retired }) => (retired ? `${name} (retired)` : name));
}

interface World {
  readonly home: string;
  readonly data: string;
  readonly cwd: string;
  run(args: readonly string[], input?: string, env?: Record<string, string>): Ran;
}

/** With a vault that opens with a key file, or with the passphrase in the file `pass`. */
function world(kind: 'key file' | 'passphrase' | 'none' = 'key file'): World {
  const home = realHome();
  const cwd = path.join(home, 'work');
  const data = path.join(home, 'data');
  write(home, { 'work/pass': 'correct horse\n' });
  const run = (args: readonly string[], input = '', env: Record<string, string> = {}): Ran =>
    staunch(args, { cwd, env: { HOME: home, STAUNCH_HOME: data, ...env }, input });
  vi.stubEnv('STAUNCH_HOME', data);
  if (kind !== 'none') createVault(kind === 'passphrase' ? Buffer.from('correct horse') : undefined, COST);
  return { home, data, cwd, run };
}

function snapshot(directory: string): Map<string, string> {
  const names = fs.readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => fs.statSync(path.join(directory, name)).isFile());
  return new Map(files.map((name) => [name, fs.readFileSync(path.join(directory, name), 'latin1')]));
}

function expectSilent({ out, err }: Ran, ...values: readonly string[]): void {
  for (const value of values) {
    for (let at = 0; at + 6 <= value.length; at++) expect(out + err).not.toContain(value.slice(at, at + 6));
  }
}

test('a linked value: known and found, kept nowhere, refreshed when it rotates', () => {
  const { run, cwd, data } = world();
  const [first, second, other] = [secret(), secret(), secret()];
  write(cwd, { '.env': `DB_PASSWORD=${first}\nPORT=5432\nSTAYS=${other}\n` });
  const named = run(['vault', 'import', '--dry-run', '.env']);
  expect(named.out).toBe('DB_PASSWORD\nPORT\nSTAYS\n');
  const linked = run(['vault', 'import', '--link', '.env#as=web']);
  expect(linked.code).toBe(0);
  expectSilent(linked, first, other);
  const address = `file:${cwd}/.env#as=web`;
  expect(run(['vault', 'list']).out).toContain(`; linked to ${address}`);
  const [item] = (JSON.parse(run(['vault', 'list', '--format', 'json']).out) as { items: object[] }).items;
  expect(item).toMatchObject({ name: 'web/DB_PASSWORD', source: address });
  expect(known(first)).toEqual(['web/DB_PASSWORD']);
  // again changes nothing
  expect(run(['vault', 'import', '--link', '.env#as=web', '--replace']).err).toMatch(/3 unchanged/);
  write(cwd, {
    '.env': `DB_PASSWORD=${second}\nPORT=5433\nNEW=${secret()}\n`,
    'leak.txt': `x ${first} ${second}\n`,
  });
  const refreshed = run(['vault', 'refresh']);
  expect(refreshed.code).toBe(0);
  expect(refreshed.err).toMatch(/rotated web\/DB_PASSWORD/);
  expect(refreshed.err).toMatch(/web\/STAYS is not at/);
  expect(refreshed.err).toMatch(
    /1 value rotated, 0 unchanged\n.*1 value not compared.*\n.*1 value there not linked/,
  );
  expectSilent(refreshed, first, second);
  expect(known(first)).toEqual(['web/DB_PASSWORD (retired)']);
  expect(known(second)).toEqual(['web/DB_PASSWORD']);
  const scanned = JSON.parse(run(['scan', 'leak.txt', '--format', 'json', '--no-patterns']).out) as {
    findings: object[];
  };
  expect(scanned.findings).toHaveLength(2);
  // no value anywhere, and an export has none
  const everything = [...snapshot(data).values()].join('');
  expect(everything).not.toContain(second);
  write(cwd, { age: 'x' });
  expect(run(['vault', 'export', '--output', 'o.age', '--age-passphrase-file', 'age']).err).toMatch(
    /0 values.*\n.*3 linked values left out/,
  );
  // what is known outlives the index, and the links with it
  fs.rmSync(path.join(data, 'vault.index'));
  expect(run(['vault', 'unlock']).err).toMatch(/made the index anew/);
  expect(known(first)).toEqual(['web/DB_PASSWORD (retired)']);
  expect(run(['vault', 'refresh', '--format', 'json']).out).toContain(
    '"unchanged":["web/DB_PASSWORD"],"notCompared":["web/PORT"]',
  );
  expect(run(['vault', 'rotate', 'web/DB_PASSWORD'], secret()).err).toMatch(/kept elsewhere/);
  // a source that is gone: told, and everything known stays
  fs.rmSync(path.join(cwd, '.env'));
  const before = snapshot(data);
  const failed = run(['vault', 'refresh']);
  expect(failed.code).toBe(2);
  expect(failed.err).toMatch(/was not read: .*ENOENT/);
  expect(snapshot(data)).toEqual(before);
});

test('a file is imported again: what is the same is no reason to stop, alone or not looked for', () => {
  const { run, cwd } = world();
  const [first, second] = [secret(), secret()];
  write(cwd, { 'x.env': `A=${first}\nPORT=5432\n`, 'one.env': `ONE=${second}\n` });
  expect(run(['vault', 'import', 'x.env']).err).toMatch(/2 values: 2 added/);
  write(cwd, { 'x.env': `A=${first}\nPORT=5433\nB=${second}\n` });
  const again = run(['vault', 'import', 'x.env']);
  expect(again.code).toBe(0);
  expect(again.err).toMatch(/PORT: kept as it was.*\n3 values: 1 added, 1 unchanged, 1 kept\n/);
  expect(run(['vault', 'import', '--replace', 'x.env']).err).toMatch(/1 replaced, 2 unchanged/);
  for (const outcome of ['added', 'unchanged'])
    expect(run(['vault', 'import', 'one.env']).err).toContain(`1 value: 1 ${outcome}`);
  // one that changed is still asked for
  write(cwd, { 'one.env': `ONE=${secret()}\n` });
  expect(run(['vault', 'import', 'one.env']).err).toMatch(/ONE is in the vault already/);
  for (const outcome of ['2 added', '2 unchanged'])
    expect(run(['vault', 'import', '--link', 'x.env#as=l']).err).toContain(outcome.replace('2', '3'));
});

test('a copied value becomes a linked one, and the copy is gone', async () => {
  const { run, cwd, data } = world();
  const value = secret();
  write(cwd, { 'x.env': `A=${value}\n` });
  expect(run(['vault', 'import', 'x.env']).code).toBe(0);
  expect(run(['vault', 'import', '--link', 'x.env']).err).toMatch(/already/);
  expect(run(['vault', 'import', '--link', 'x.env', '--replace']).err).toMatch(/1 replaced/);
  const { identity, recipient } = await ageKeys();
  const out = run(['vault', 'export', '--output', 'o.age', '--recipient', recipient]);
  expect(out.err).toMatch(/0 values in o.age.*\n.*1 linked value/);
  expect(fs.existsSync(path.join(data, 'vault.staunch.prev'))).toBe(false);
  expect(known(value)).toEqual(['A']);
  expect(identity).toMatch(/^AGE-SECRET-KEY-/);
});

test('import from a tool that fails changes nothing; what is not there is said before anything is asked', () => {
  const { run, data, home } = world();
  const value = secret();
  const bin = path.join(home, 'bin');
  fs.mkdirSync(bin);
  fs.writeFileSync(path.join(bin, 'doppler'), `#!/bin/sh\necho ${value} >&2\necho '{"A": ["${value}"]}'\n`, {
    mode: 0o755,
  });
  const before = snapshot(data);
  for (const flags of [[], ['--link'], ['--dry-run', '--link']]) {
    const env = { PATH: `${bin}:${process.env['PATH']}` };
    const ran = run(['vault', 'import', 'doppler:a/b', ...flags], '', env);
    expectSilent(ran, value);
    if (!flags.includes('--dry-run')) expect(ran.code).toBe(2);
  }
  expect(run(['vault', 'import', 'bws:', '--link']).err).toMatch(/bws is not installed/);
  expect(run(['vault', 'import', 'doppler:x']).err).toMatch(/it is written doppler:PROJECT\/CONFIG/);
  expect(run(['vault', 'import', '--link', '/dev/fd/0'], `A=${value}`).err).toMatch(/pipe/);
  expect(snapshot(data)).toEqual(before);
  write(home, { 'work/none.env': '# nothing\n' });
  for (const written of ['https://vault.example/secret/app', '1password:Dev', 'k8s:prod'])
    expect(run(['vault', 'import', written]).err).toMatch(/no source called [^]*staunch vault sources/);
  for (const flags of [[], ['--link']])
    expect(run(['vault', 'import', 'none.env', ...flags]).err).toBe('0 values: nothing to add\n');
  expect(run(['vault', 'refresh']).err).toMatch(/nothing is linked/);
  const sources = run(['vault', 'sources']).out;
  for (const scheme of ['pass:', 'op://', 'vault:https://', 'bws:']) expect(sources).toContain(scheme);
});

const withPassphrase = (text: string): Opener =>
  new Opener({ kind: 'passphrase', passphrase: Buffer.from(text) });

test('slots: added, listed, opened and removed; the last one stays', async () => {
  const { run, cwd, data } = world('none');
  const [own, other] = [await ageKeys(), await ageKeys()];
  write(cwd, { id: `# made for a test\n${own.identity}\n`, wrong: other.identity });
  createVault(Buffer.from('correct horse'), COST);
  const opens =
    (opener: Opener): (() => void) =>
    (): void =>
      void unlockVault(opener);
  expect(() => removeSlot(withPassphrase('correct horse'), 1)).toThrow('the last slot');
  expect(run(['vault', 'slots', 'add', 'age', '--recipient', own.recipient]).err).toMatch(/locked/);
  expect(run(['vault', 'slots', 'add', 'nothing', '--passphrase-file', 'pass']).err).toMatch(
    /one of passphrase/,
  );
  await expect(addHeldSlot(withPassphrase('wrong'), 'age', { recipient: own.recipient })).rejects.toThrow(
    'does not open',
  );
  const added = ['vault', 'slots', 'add', 'age', '--recipient', own.recipient, '--passphrase-file', 'pass'];
  expect(run(added).err).toMatch(/opens with an age identity, too \(age1.*\): slot 2/);
  expect(run(['vault', 'slots']).out).toBe(`1  passphrase\n2  age  ${own.recipient}\n`);
  const value = secret();
  addValues(undefined, [{ name: 'A', value: Buffer.from(value) }]);
  expect(run(['vault', 'unlock']).err).toMatch(/needs the identity/);
  expect(run(['vault', 'unlock', '--identity', 'wrong']).err).toMatch(/does not open the vault/);
  expect(run(['vault', 'unlock', '--identity', 'id']).err).toMatch(/1 command/);
  const identity = { identity: own.identity };
  addPassphrase(await openHeldSlot(2, identity), Buffer.from('another'), COST);
  expect(run(['vault', 'slots', 'remove', '1', '--identity', 'id']).err).toMatch(/removed slot 1/);
  expect(fs.existsSync(path.join(data, 'vault.staunch.prev'))).toBe(false);
  expect(opens(withPassphrase('correct horse'))).toThrow('does not open');
  opens(withPassphrase('another'))();
  expect(() => removeSlot(withPassphrase('another'), 7)).toThrow('no slot of this number');
  // another passphrase leaves the slots that others keep, and none makes no key file
  changeKey(await openHeldSlot(1, identity), Buffer.from('a third'), COST);
  opens(withPassphrase('a third'))();
  expect(opens(withPassphrase('another'))).toThrow('does not open');
  changeKey(withPassphrase('a third'), undefined);
  expect(run(['vault', 'slots']).out).toBe(`1  age  ${own.recipient}\n`);
  expect(fs.existsSync(path.join(data, 'vault.key'))).toBe(false);
  expect(run(['vault', 'status', '--format', 'json']).out).toMatch(/"locked":true,"slots":\["age"\]/);
  opens(await openHeldSlot(1, identity))();
  expect(known(value)).toEqual(['A']);
});

test('two that remove the same slot at once: the second one takes no other away', async () => {
  const { cwd, home, data } = world('passphrase');
  const keys = [await ageKeys(), await ageKeys(), await ageKeys()];
  for (const { recipient } of keys) await addHeldSlot(withPassphrase('correct horse'), 'age', { recipient });
  const args = ['vault', 'slots', 'remove', '2', '--passphrase-file', 'pass'];
  const env = { ...environment(home), STAUNCH_HOME: data };
  // both have looked before either may write
  const both = withVaultLock(() => {
    const started = [1, 2].map(() =>
      spawn(process.execPath, [EXECUTABLE, ...args], { cwd, env, stdio: 'ignore' }),
    );
    spawnSync('sleep', ['3']);
    return started;
  });
  const codes = await Promise.all(
    both.map((child) => new Promise((resolve) => void child.once('close', resolve))),
  );
  expect(codes.sort()).toEqual([0, 2]);
  expect(vaultStatus()?.slots).toEqual(['passphrase', 'age', 'age']);
});

const noAgent = missing('ssh-agent', 'ssh-add', 'ssh-keygen', 'git');

test.skipIf(noAgent)('custody with an ssh-agent: hooks wait for it, and block where it is away', () => {
  const { run, home, cwd, data } = world('passphrase');
  const socket = path.join(home, 'agent');
  const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(home, 'key')]);
  const env = { SSH_AUTH_SOCK: socket };
  for (let tries = 0; !fs.existsSync(socket) && tries < 100; tries++) spawnSync('sleep', ['0.05']);
  execFileSync('ssh-add', ['-q', path.join(home, 'key')], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const value = secret();
  expect(run(['vault', 'add', 'A'], value).code).toBe(0);
  expect(run(['vault', 'custody']).out).toMatch(/in vault.custody, mode 0600.\n.*waits [\d.]+ ms/);
  const plain = fs.readFileSync(path.join(data, 'vault.custody'));
  const key = plain.subarray(24, 56);
  const moved = run(['vault', 'custody', 'ssh-agent'], '', env);
  expect(moved.out).toMatch(/with ssh-agent \(SHA256:.*\n.*waits [\d.]+ ms/);
  expect(fs.readFileSync(path.join(data, 'vault.custody')).includes(key)).toBe(false);
  expect(run(['vault', 'check'], value, env).out).toBe('known: A\n');
  expect(run(['vault', 'add', 'B'], secret(), env).code).toBe(0);
  // the hook
  const git = (args: readonly string[], more = {}): Ran => {
    const ran = spawnSync('git', args, { cwd, env: { ...environment(home), STAUNCH_HOME: data, ...more } });
    return { code: ran.status, out: ran.stdout.toString(), err: ran.stderr.toString() };
  };
  git(['init', '-q']);
  git(['config', 'user.email', 'a@b.invalid']);
  git(['config', 'user.name', 'A']);
  expect(run(['hooks', 'install'], '', env).code).toBe(0);
  write(cwd, { 'leak.txt': `${value}\n`, 'fine.txt': 'fine\n' });
  git(['add', 'leak.txt']);
  expect(git(['commit', '-qm', 'x'], env).err).toMatch(/commit blocked/);
  git(['reset', '-q']);
  git(['add', 'fine.txt']);
  const away = git(['commit', '-qm', 'x']);
  expect(away.code).not.toBe(0);
  expect(away.err).toMatch(/vault.index is with ssh-agent/);
  expect(git(['commit', '-qm', 'x'], env).code).toBe(0);
  // nothing is made anew while the keeper is away
  const before = snapshot(data);
  for (const args of [
    ['unlock', '--passphrase-file', 'pass'],
    ['add', 'C'],
    ['list'],
    ['custody'],
    ['custody', 'file'],
  ]) {
    const ran = run(['vault', ...args], secret());
    expect(ran.code, args.join(' ')).toBe(2);
    expect(ran.err).toMatch(/ssh-agent|locked/);
  }
  expect(snapshot(data)).toEqual(before);
  expect(run(['vault', 'custody', 'file', '--passphrase-file', 'pass']).out).toMatch(/mode 0600/);
  expect(known(value)).toEqual(['A']);
  expect(fs.readFileSync(path.join(data, 'vault.custody')).subarray(24, 56).equals(key)).toBe(true);
});

test('a keeper that does not answer is waited for once, not again by who says so', () => {
  const { run, home, cwd } = world('passphrase');
  const [bin, kept, asked] = ['bin', 'kept', 'asked'].map((name) => path.join(home, name)) as [
    string,
    string,
    string,
  ];
  const program = path.join(bin, 'systemd-creds');
  fs.mkdirSync(bin);
  // what it prints for «encrypted» is not what it was given
  const sound = `case "$*" in *encrypt*) cat > '${kept}'; rev '${kept}' | base64 ;; *) cat '${kept}' ;; esac`;
  fs.writeFileSync(program, `#!/bin/sh\n${sound}\n`, { mode: 0o755 });
  const env = { PATH: `${bin}:${process.env['PATH']}` };
  expect(run(['vault', 'custody', 'systemd-creds'], '', env).code).toBe(0);
  fs.writeFileSync(program, `#!/bin/sh\necho x >> '${asked}'; exit 1\n`);
  write(cwd, { 'a.txt': 'x\n' });
  const ran = run(['scan', 'a.txt'], '', env);
  expect(ran.code).toBe(2);
  expect(ran.err).toMatch(/vault.index is with systemd-creds/);
  expect(fs.readFileSync(asked, 'utf8')).toBe('x\n');
});

test('export to a recipient, and restore with the identity', async () => {
  const { run, cwd, data } = world();
  const { identity, recipient } = await ageKeys();
  const other = await ageKeys();
  const value = secret();
  write(cwd, { id: `# public key: ${recipient}\n${identity}\n`, other: other.identity, none: 'nothing\n' });
  expect(run(['vault', 'add', 'A'], value).code).toBe(0);
  expect(run(['vault', 'export', '--output', 'o.age', '--recipient', 'age1nobody']).err).toMatch(
    /begins with age1/,
  );
  expect(fs.existsSync(path.join(cwd, 'o.age'))).toBe(false);
  const exported = run(['vault', 'export', '--output', 'o.age', '--recipient', recipient]);
  expect(exported.code).toBe(0);
  expectSilent(exported, value);
  if (!missing('age')) {
    const plain = execFileSync('age', ['--decrypt', '--identity', 'id', 'o.age'], { cwd, encoding: 'utf8' });
    expect(plain).toContain(Buffer.from(value).toString('base64'));
  }
  fs.rmSync(data, { recursive: true });
  expect(run(['vault', 'restore', 'o.age', '--identity', 'other']).err).toMatch(/does not open/);
  expect(run(['vault', 'restore', 'o.age', '--identity', 'none']).err).toMatch(/holds no age identity/);
  expect(fs.existsSync(data)).toBe(false);
  expect(run(['vault', 'restore', 'o.age', '--identity', 'id']).err).toMatch(/1 added/);
  expect(known(value)).toEqual(['A']);
});

test('put back together, index, vault and custody are older and nobody can tell; one of them alone is told', () => {
  const { run, data, home } = world();
  expect(run(['vault', 'add', 'OLD'], secret()).code).toBe(0);
  const copy = path.join(home, 'copy');
  fs.cpSync(data, copy, { recursive: true });
  const value = secret();
  expect(run(['vault', 'add', 'NEW'], value).code).toBe(0);
  const late = path.join(home, 'late');
  fs.cpSync(data, late, { recursive: true });
  const putBack = (...names: readonly string[]): void => {
    fs.rmSync(data, { recursive: true });
    fs.cpSync(late, data, { recursive: true });
    for (const name of names) fs.cpSync(path.join(copy, name), path.join(data, name), { recursive: true });
  };
  putBack('vault.index');
  expect(run(['vault', 'list']).err).toMatch(/older/);
  putBack('vault.staunch');
  expect(run(['vault', 'add', 'X'], secret()).err).toMatch(/older/);
  putBack('vault.staunch', 'vault.index');
  expect(run(['vault', 'list']).err).toMatch(/older/);
  putBack('vault.staunch', 'vault.index', 'vault.custody');
  // as SECURITY.md says
  expect(run(['vault', 'status']).code).toBe(0);
  expect(known(value)).toEqual([]);
});

test('a full disk: one clear line, and the vault as it was', () => {
  const { home, cwd } = world('none');
  const disk = path.join(home, 'disk');
  fs.mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=700', 'tmpfs', disk]);
  if (mounted.status !== 0) {
    process.stderr.write('skipped: a full disk: nothing can be mounted here\n');
    return;
  }
  try {
    const data = path.join(disk, 'data');
    const run = (args: readonly string[], input = ''): Ran =>
      staunch(['vault', ...args], { cwd, env: { HOME: home, STAUNCH_HOME: data }, input });
    expect(run(['init']).code).toBe(0);
    const kept = secret();
    expect(run(['add', 'KEPT'], kept).code).toBe(0);
    vi.stubEnv('STAUNCH_HOME', data);
    const filler = path.join(disk, 'filler');
    const fill = (left: number): void => {
      const { bavail, bsize } = fs.statfsSync(disk);
      fs.writeFileSync(filler, Buffer.alloc(Math.max(0, Number(bavail) * Number(bsize) - left)));
    };
    const outcomes = new Set<string>();
    // full at each of the writes that an `add` makes: lock, inbox, index, vault, custody
    for (const pages of [0, 1, 2, 3, 4, 6]) {
      const value = secret();
      const before = snapshot(data);
      fill(pages * 4096);
      const ran = run(['add', `AT_${pages}`], value);
      fs.rmSync(filler, { force: true });
      expectSilent(ran, value);
      const isKnown = known(value).length > 0;
      if (ran.code === 0) expect(isKnown).toBe(true);
      else {
        expect(ran.code).toBe(2);
        expect(ran.err).toMatch(/ENOSPC/);
        // all of it, or nothing
        if (isKnown) expect(ran.err).toMatch(/waits in the inbox/);
        else expect(snapshot(data)).toEqual(before);
      }
      outcomes.add(ran.code === 0 ? 'done' : isKnown ? 'waits' : 'nothing');
      expect(known(kept)).toEqual(['KEPT']);
      const opener = new Opener({ kind: 'keyfile', key: readKeyFile() });
      expect(unlockVault(opener)).toMatchObject({ mended: undefined, lost: [] });
      expect(vaultStatus()?.troubles).toEqual([]);
    }
    expect(outcomes).toContain('done');
    expect(outcomes).toContain('nothing');
  } finally {
    spawnSync('umount', [disk]);
  }
});

test.skipIf(missing('script'))(
  'in a terminal: asked without an echo, twice for a new passphrase, called off',
  async () => {
    const { home, data, cwd } = world('none');
    const [value, wrong] = [secret(), secret()];
    const env = { ...environment(home), STAUNCH_HOME: data, TERM: 'xterm' };
    /** Answers each prompt in turn, and gives what the terminal showed. */
    const dialogue = async (args: readonly string[], answers: readonly string[]): Promise<Ran> => {
      const line = [process.execPath, EXECUTABLE, 'vault', ...args].map((word) => `'${word}'`).join(' ');
      const child = spawn('script', ['-qefc', line, '/dev/null'], { cwd, env });
      let shown = '';
      let asked = 0;
      const left = [...answers];
      child.stdout.on('data', (chunk: Buffer) => {
        shown += chunk.toString();
        const prompts =
          shown.split(/(?:passphrase of the \w+|once more|Value|Passphrase of the \w+): /).length - 1;
        for (; asked < prompts && left.length > 0; asked++) child.stdin.write(left.shift()!);
      });
      child.stdin.on('error', () => {});
      const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
      clearTimeout(timer);
      for (const text of answers.map((answer) => answer.trim()).filter((text) => text.length > 5)) {
        expect(shown).not.toContain(text);
      }
      return { code, out: shown, err: '' };
    };
    expect((await dialogue(['init'], [`${value}\r`, `${wrong}\r`])).out).toMatch(/not the same/);
    expect(fs.existsSync(path.join(data, 'vault.staunch'))).toBe(false);
    expect((await dialogue(['init'], ['\u0003'])).out).toMatch(/called off/);
    // a word taken back with control and U, a character with the backspace, one of two bytes
    expect((await dialogue(['init'], [`wrong\u0015${value}xé\u007f\u007f\r`, `${value}\r`])).code).toBe(0);
    const ran = await dialogue(['add', 'TYPED'], [`${wrong}\r`]);
    expect(ran.out).toMatch(/added TYPED: strong/);
    write(cwd, { pass: `${value}\n` });
    const check = staunch(['vault', 'check'], { cwd, env, input: wrong });
    expect(check.out).toBe('known: TYPED\n');
    expect((await dialogue(['unlock'], [`${wrong}\r`])).out).toMatch(/does not open/);
    expect((await dialogue(['unlock'], [`${value}\r`])).out).toMatch(/the key is right; 1 command/);
  },
);
