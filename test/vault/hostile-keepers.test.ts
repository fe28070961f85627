/**
 * Keepers of keys that hang, flood, colour, talk on standard error or answer something else, through the command line: a
 * slot is not made and a custody not moved, it is told in bounded time, and the vault is what it was.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { HELD_SLOTS } from '../../packages/core/src/vault/slots/index.ts';
import { temporaryDirectory } from '../kit/command.ts';
import { agePlugin } from './age-plugin.ts';
import { secret } from './contracts.ts';
import { fakeTool } from './fake-tool.ts';
import { contentOf, expectNoPiece, expectRefused, run, vaultHere } from './in-process.ts';
import { privateKeyring } from './keyring.ts';
import { ageKeys, missing, realHome } from './real.ts';

afterEach(() => void vi.unstubAllEnvs());

test('every keeper is tried here', () => {
  expect(HELD_SLOTS.map(({ kind }) => kind).sort()).toEqual([
    'age',
    'keychain',
    'ssh-agent',
    'systemd-creds',
  ]);
});

/** Both ways to a keeper. */
async function bothRefused(
  data: string,
  kind: string,
  what: string,
  secrets: readonly string[] = [],
): Promise<string> {
  const slot = await expectRefused(data, secrets, ['vault', 'slots', 'add', kind], `${kind} slot, ${what}`);
  return slot + (await expectRefused(data, secrets, ['vault', 'custody', kind], `${kind} custody, ${what}`));
}

test('systemd-creds', async () => {
  const data = vaultHere();
  const value = secret();
  const answers: readonly [string, string, RegExp][] = [
    ['fails with the input as an error', 'cat >&2; exit 1\n', /cannot encrypt here/],
    ['nothing', 'exit 0\n', /something else/],
    ['its input', 'cat\n', /something else/],
    ['colours', `printf '\\033[31m'; echo ${value} | base64\n`, /something else/],
    ['UTF-16', `printf '\\377\\376'; echo ${value} | sed 's/./&\\x00/g'\n`, /something else/],
    ['a notice', 'echo A new version is available, see the page of it\n', /something else/],
    ['a long answer', 'head -c 40000 /dev/zero | base64\n', /something else/],
    ['a flood', 'cat /dev/zero & exec cat /dev/zero\n', /printed more than/],
    // it ends, and what it started holds its output open: as long as a hang, and stopped with it
    ['a hang', 'setsid sleep 83.25 & sleep 83.25\n', /no answer within 1 second/],
    ['a hang of what it started', 'sleep 83.25 &\n', /no answer within 1 second/],
  ];
  for (const [what, script, words] of answers) {
    fakeTool('systemd-creds', () => script);
    vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', what.includes('hang') ? '1' : '20');
    expect(await bothRefused(data, 'systemd-creds', what, [value]), what).toMatch(words);
  }
  await vi.waitFor(() => expect(spawnSync('pgrep', ['-f', '^sleep 83.25']).status).toBe(1), 10_000);
  vi.stubEnv('PATH', '/nonexistent');
  expect(await bothRefused(data, 'systemd-creds', 'gone')).toMatch(/not installed/);
});

const noAgent = missing('ssh-agent', 'ssh-add', 'ssh-keygen');

test.skipIf(noAgent)('ssh-agent: locked, stopped, flooding, gone', async () => {
  const data = vaultHere();
  const home = realHome();
  const socket = path.join(home, 'a');
  const start = (file: string, args: readonly string[]): { kill(signal: NodeJS.Signals): void } => {
    fs.rmSync(socket, { force: true });
    const child = spawn(file, args, { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    for (let tries = 0; !fs.existsSync(socket) && tries < 200; tries++) spawnSync('sleep', ['0.05']);
    return { kill: (signal) => void child.kill(signal) };
  };
  vi.stubEnv('SSH_AUTH_SOCK', socket);
  const agent = start('ssh-agent', ['-D', '-a', socket]);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(home, 'k')]);
  execFileSync('ssh-add', ['-q', path.join(home, 'k')], { stdio: 'ignore' });
  expect((await run('vault', 'slots', 'add', 'ssh-agent')).code).toBe(0);
  // a locked agent names no keys
  const ask = path.join(home, 'ask');
  fs.writeFileSync(ask, '#!/bin/sh\necho a password\n', { mode: 0o755 });
  const env = { ...process.env, SSH_ASKPASS: ask, SSH_ASKPASS_REQUIRE: 'force', DISPLAY: ':0' };
  expect(spawnSync('ssh-add', ['-x'], { env, stdio: 'ignore', timeout: 20_000 }).status).toBe(0);
  expect(await bothRefused(data, 'ssh-agent', 'locked')).toMatch(/no Ed25519 key/);
  vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '1');
  agent.kill('SIGSTOP');
  expect(await bothRefused(data, 'ssh-agent', 'stopped')).toMatch(/no answer within 1 second/);
  agent.kill('SIGKILL');
  const flood = `require('net').createServer((c)=>{c.on('error',()=>{});const b=Buffer.alloc(1<<20,1);const m=()=>{while(c.write(b));};c.on('drain',m);m()}).listen('${socket}')`;
  const hostile = start(process.execPath, ['-e', flood]);
  expect(await bothRefused(data, 'ssh-agent', 'a flood')).toMatch(/does not answer/);
  hostile.kill('SIGKILL');
  expect(await bothRefused(data, 'ssh-agent', 'gone')).toMatch(/does not answer/);
});

const noKeyring = missing('secret-tool', 'gnome-keyring-daemon', 'dbus-daemon');

test.skipIf(noKeyring)('keychain: stopped, locked, gone, and an entry that somebody changed', async () => {
  const data = vaultHere();
  const keyring = await privateKeyring();
  vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '20');
  expect((await run('vault', 'slots', 'add', 'keychain')).code).toBe(0);
  expect((await run('vault', 'slots', 'remove', '1')).code).toBe(0);
  keyring.signal('SIGSTOP');
  vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '2');
  expect(await bothRefused(data, 'keychain', 'stopped')).toMatch(/no answer within 2 seconds/);
  keyring.signal('SIGCONT');
  keyring.lock();
  vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '5');
  await bothRefused(data, 'keychain', 'locked');
  keyring.stop();
  await bothRefused(data, 'keychain', 'gone');
});

test('age: a slot whose identity is another, or damaged, or in another encoding', async () => {
  const data = vaultHere();
  const [own, other] = [await ageKeys(), await ageKeys()];
  expect((await run('vault', 'slots', 'add', 'age', '--recipient', own.recipient)).code).toBe(0);
  expect((await run('vault', 'slots', 'remove', '1')).code).toBe(0);
  const file = path.join(temporaryDirectory(), 'id');
  const bad: readonly (string | Buffer)[] = [
    other.identity,
    `${own.identity.slice(0, -1)}Q`,
    `\u001b[31m${own.identity}`,
    Buffer.from(own.identity, 'utf16le'),
    Buffer.alloc(70_000, 'A'),
    '',
  ];
  const pieces = [own.identity.slice(16), other.identity.slice(16)];
  for (const content of bad) {
    fs.writeFileSync(file, content);
    await expectRefused(data, pieces, ['vault', 'unlock', '--identity', file], 'identity');
  }
  // one of several, with comments around
  fs.writeFileSync(file, `# mine\n${other.identity}\r\n\n${own.identity}\n`);
  const { code, err } = await run('vault', 'unlock', '--identity', file);
  expect(code, err).toBe(0);
  expectNoPiece(pieces, err, ...contentOf(data).values());
});

test.skipIf(missing('age'))(
  'age: a slot of a plugin, and one that hangs, floods, fails or is gone',
  async () => {
    const data = vaultHere();
    const home = temporaryDirectory();
    const bin = path.join(home, 'bin');
    const { recipient, identity } = agePlugin(bin);
    const plugin = path.join(bin, 'age-plugin-turn');
    const good = fs.readFileSync(plugin);
    const add = ['vault', 'slots', 'add', 'age', '--recipient', recipient];
    const file = path.join(home, 'id');
    fs.writeFileSync(file, `# recipient: ${recipient}\n${identity}\n`);
    const open = ['vault', 'unlock', '--identity', file];
    const bad: readonly [string, string, RegExp][] = [
      ['fails', `echo ${identity} >&2; exit 1\n`, /exit code/],
      ['a hang', 'setsid sleep 84.25 & sleep 84.25\n', /no answer within 2 seconds/],
      ['nothing', 'exit 0\n', /exit code/],
    ];
    const badNow = async (args: readonly string[]): Promise<void> => {
      vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '2');
      for (const [what, script, words] of bad) {
        fs.writeFileSync(plugin, `#!/bin/sh\n${script}`);
        expect(await expectRefused(data, [identity.slice(20)], args, what), what).toMatch(words);
      }
      fs.rmSync(plugin);
      expect(await expectRefused(data, [identity.slice(20)], args, 'gone')).toMatch(/exit code/);
      fs.writeFileSync(plugin, good, { mode: 0o755 });
      vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '30');
    };
    await badNow(add);
    const made = await run(...add);
    expect(made.code, made.err).toBe(0);
    expect((await run('vault', 'slots', 'remove', '1')).code).toBe(0);
    await badNow(open);
    const opened = await run(...open);
    expect(opened.code, opened.err).toBe(0);
    expect(opened.err).toMatch(/the key opens the vault|nothing/);
    // beside an identity of age's own kind, which opens another vault
    fs.writeFileSync(file, `${(await ageKeys()).identity}\n${identity}\n`);
    expect((await run(...open)).code).toBe(0);
    fs.writeFileSync(file, `${(await ageKeys()).identity}\n`);
    expect((await run(...open)).code).toBe(2);
    await vi.waitFor(() => expect(spawnSync('pgrep', ['-f', '^sleep 84.25']).status).toBe(1), 10_000);
    // a fake program that gives back what it was given, or no age file
    for (const script of [
      'cat\n',
      'echo age-encryption.org/v1; cat\n',
      'echo age-encryption.org/v1\n',
      'exit 0\n',
      'cat /dev/zero\n',
    ]) {
      fs.writeFileSync(path.join(bin, 'age'), `#!/bin/sh\n${script}`, { mode: 0o755 });
      expect(await expectRefused(data, [], [...add, '--identity', file], script)).toMatch(/\S/);
    }
  },
);

test('two slots of one keeper that is away: asked once, told once', async () => {
  const data = vaultHere();
  const home = realHome();
  const socket = path.join(home, 'a');
  vi.stubEnv('SSH_AUTH_SOCK', socket);
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  onTestFinished(() => void agent.kill('SIGKILL'));
  for (let tries = 0; !fs.existsSync(socket) && tries < 200; tries++) spawnSync('sleep', ['0.05']);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path.join(home, 'k')]);
  execFileSync('ssh-add', ['-q', path.join(home, 'k')], { stdio: 'ignore' });
  for (const _ of [1, 2]) expect((await run('vault', 'slots', 'add', 'ssh-agent')).code).toBe(0);
  expect((await run('vault', 'slots', 'remove', '1')).code).toBe(0);
  execFileSync('ssh-add', ['-q', '-D'], { stdio: 'ignore' });
  const locked = await expectRefused(data, [], ['vault', 'unlock'], 'no key');
  expect(locked.match(/does not sign/g)).toHaveLength(1);
  agent.kill('SIGSTOP');
  vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '1');
  const silent = await expectRefused(data, [], ['vault', 'unlock'], 'silent');
  expect(silent.match(/no answer within 1 second/g)).toHaveLength(1);
});

/** There and back, with what each hook waits told. */
async function moved(data: string, kind: string): Promise<void> {
  const plain = fs.readFileSync(path.join(data, 'vault.custody')).subarray(24, 56);
  const there = await run('vault', 'custody', kind);
  expect(there.code, there.err).toBe(0);
  expect(there.out).toContain(`with ${kind}`);
  expect(there.out).toMatch(/Every hook and scan waits [\d.]+ ms/);
  expect(fs.readFileSync(path.join(data, 'vault.custody')).includes(plain)).toBe(false);
  const { milliseconds } = JSON.parse((await run('vault', 'custody', '--format', 'json')).out) as {
    milliseconds: number;
  };
  expect(milliseconds).toBeGreaterThan(0);
  expect((await run('vault', 'list')).code).toBe(0);
  expect((await run('vault', 'custody', 'file')).code).toBe(0);
  expect(fs.readFileSync(path.join(data, 'vault.custody')).subarray(24, 56).equals(plain)).toBe(true);
}

test.skipIf(missing('systemd-creds') || process.getuid?.() !== 0)('custody with systemd-creds', async () => {
  await moved(vaultHere(), 'systemd-creds');
});

test.skipIf(noKeyring)('custody with the keychain, and nothing of it is left there', async () => {
  const data = vaultHere();
  await privateKeyring();
  await moved(data, 'keychain');
  const kept = (): string =>
    spawnSync('secret-tool', ['search', '--all', 'service', 'staunch'], { encoding: 'utf8' }).stdout;
  expect(kept()).toBe('');
  await run('vault', 'custody', 'keychain');
  expect(kept()).toMatch(/^label = /m);
  await run('vault', 'custody', 'file');
  expect(kept()).toBe('');
});
