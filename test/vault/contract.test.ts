/** The contract of value providers, over all of them: the real ones where the tool is here, the others played. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { UserError } from '../../packages/core/src/errors.ts';
import {
  listSource,
  PROVIDERS,
  readSource,
  sourceOf,
} from '../../packages/core/src/vault/providers/index.ts';
import { EXECUTABLE, temporaryDirectory } from '../kit/command.ts';
import { CONTRACTS, SECRETS, secret, type Contract } from './contracts.ts';
import { answering, fakeTool } from './fake-tool.ts';
import { run, vaultHere } from './in-process.ts';

afterEach(() => void vi.unstubAllEnvs());

async function read(address: string): Promise<Record<string, string>> {
  const { entries } = await readSource(sourceOf(address));
  return Object.fromEntries(entries.map(({ name, value }) => [name, value.toString()]));
}

/** It is told in words, and not six characters of a secret with it. */
async function refusal(work: Promise<unknown>): Promise<UserError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message, hint = '', exitCode } = error as UserError;
  expect(exitCode).toBe(2);
  for (const value of SECRETS) {
    for (let at = 0; at + 6 <= value.length; at++)
      expect(message + hint).not.toContain(value.slice(at, at + 6));
  }
  return error as UserError;
}

test('every provider has a contract here, whose form names its version', () => {
  const elsewhere = ['file', 'age', 'pass', 'sops', 'vault'];
  const covered = new Set([...CONTRACTS.map(({ scheme }) => scheme), ...elsewhere]);
  expect(PROVIDERS.map(({ scheme }) => scheme).filter((scheme) => !covered.has(scheme))).toEqual([]);
  // a release, or a commit of the source
  for (const { form } of CONTRACTS) expect(form).toMatch(/\d+\.\d+|\bmacOS \d+|at commit [0-9a-f]{12}/);
  for (const { scheme, usage, title, capabilities } of PROVIDERS) {
    expect(usage).toContain(`${scheme}:`);
    expect(title.length).toBeGreaterThan(10);
    expect(Object.keys(capabilities).sort()).toEqual(['names', 'network']);
  }
});

test('an address is the same however often it is read, and none can pass for a flag', () => {
  vi.stubEnv('VAULT_ADDR', 'https://vault.example.com');
  const good = [
    ...CONTRACTS.map(({ address }) => address),
    'x.env',
    'file:x.env#as=web',
    'pass:a/b',
    'age:x.age?identity=id.txt',
    'sops:x.yaml',
    'vault:secret/app',
    'vault:https://vault.example.com/v1/secret/app',
    'aws:prod/db',
    'aws:/prod/db',
  ];
  for (const address of good) {
    const { text } = sourceOf(address);
    expect(sourceOf(text).text, address).toBe(text);
  }
  expect(sourceOf('vault:secret/app').text).toBe('vault:https://vault.example.com/secret/app');
  const bad = [
    'op://',
    'op:///x',
    'op://-v/x',
    'op://v/a/b/c/d',
    'doppler:x',
    'doppler:-p/c',
    'bws:--help',
    'bws:a/b',
    'infisical:x',
    'gcp:',
    'gcp:-p',
    'azure:',
    'kubernetes:',
    'kubernetes:a?what=b',
    'kubernetes:a?context=-x',
    'gh:-x',
    'keychain:',
    'libsecret:',
    'libsecret:a',
    'libsecret:-a=b',
    'pass:-x',
    'pass:a//b',
    'age:x.age',
    'vault:https://user:pw@h/secret',
    'vault:https://h/',
    'vault:https://h/a?b',
    'vault:a/../b',
    'aws:-x',
    'aws:/',
    'aws://x',
    'aws:/-x',
  ];
  for (const address of bad) expect(() => sourceOf(address), address).toThrow(UserError);
});

const NAMES = CONTRACTS.map((contract): [string, Contract] => [
  `${contract.scheme} (${contract.address})`,
  contract,
]);

describe.each(NAMES)('%s', (_, { address, program, calls, values, names, isRaw, scheme }) => {
  test('list and read', async () => {
    const fake = fakeTool(program, answering(calls));
    vi.stubEnv('UNRELATED_TOKEN', SECRETS[0]!);
    vi.stubEnv('LD_PRELOAD', '');
    const source = sourceOf(address);
    const listed = await listSource(source);
    expect([...listed]).toEqual(names);
    expect(await read(address)).toEqual(values);
    // what is shown is what it will be called, or what its parts begin with
    for (const name of listed)
      expect(
        Object.keys(values).some((each) => each === name || each.startsWith(`${name}/`)),
        name,
      ).toBe(true);
    expect(fs.existsSync(path.join(fake.directory, 'unexpected'))).toBe(false);
    if (scheme !== 'gh' && scheme !== 'keychain') expect(fake.calls()).toBeGreaterThan(0);
    const environment = fake.environment();
    expect(environment).toContain('TERM=dumb');
    expect(environment).not.toContain('UNRELATED_TOKEN');
    expect(environment).not.toContain('LD_PRELOAD');
    if (PROVIDERS.find((each) => each.scheme === scheme)!.capabilities.names) {
      for (const value of SECRETS) expect(listed.join('\n')).not.toContain(value);
    }
  });

  test('a tool that fails, is gone, or says something else', async () => {
    const value = SECRETS[0]!;
    fakeTool(program, () => `echo 'error near ${value}' >&2; echo '${value}'; exit 3\n`);
    expect((await refusal(read(address))).message).toMatch(/exit code 3/);
    fakeTool(program, () => `printf '\\033[31m'; echo '{"value":"${value}"}'\n`);
    await refusal(read(address));
    fakeTool(program, () => `printf 'caf\\351 ${value}'\n`);
    await refusal(read(address));
    fakeTool(program, () => `printf '%s' '${value}' | sed 's/./&\\x00/g'\n`);
    await refusal(read(address));
    if (!isRaw) {
      for (const answer of [{ other: [value] }, [value], value, [[value]], [{ name: 5, id: value }], 7]) {
        fakeTool(program, () => `cat <<'END'\n${JSON.stringify(answer)}\nEND\n`);
        await refusal(read(address));
      }
      fakeTool(program, () => 'exit 0\n');
      await refusal(read(address));
    }
    vi.stubEnv('PATH', '/nonexistent');
    expect((await refusal(read(address))).message).toMatch(/not installed/);
  });
});

test('sops, whose address is a file', async () => {
  // form: README of sops 3.11, `sops --decrypt --output-type json FILE`
  const file = path.join(temporaryDirectory(), 'x.sops.yaml');
  fs.writeFileSync(file, 'encrypted: yes\n');
  const value = SECRETS[0]!;
  const args = `--decrypt --output-type json ${file}`;
  fakeTool('sops', answering({ [args]: JSON.stringify({ db: { password: value }, port: 5432 }) }));
  expect(await read(`sops:${file}`)).toEqual({ db_password: value, port: '5432' });
  fakeTool('sops', answering({ [args]: `\u001b[31m{"a":"${value}"}` }));
  await refusal(read(`sops:${file}`));
  fakeTool('sops', () => `echo ${value} >&2; exit 128\n`);
  expect((await refusal(read(`sops:${file}`))).message).toMatch(/exit code 128/);
  expect((await refusal(read('sops:/nowhere'))).message).toMatch(/not there/);
});

test('a tool that hangs, never ends its output, or leaves somebody behind: stopped in bounded time', async () => {
  vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '1');
  const { address } = CONTRACTS.find(({ scheme }) => scheme === 'doppler')!;
  const alive = (marker: string): boolean =>
    spawnSync('pgrep', ['-f', marker], { encoding: 'utf8' }).stdout.trim() !== '';
  // the child of the child is stopped, too, in whatever group it is
  fakeTool(
    'doppler',
    () =>
      'env -i setsid sh -c "sleep 60.25; :" &\nsetsid sh -c "setsid sleep 60.25 & sleep 61.25" & sleep 62.25\n',
  );
  expect((await refusal(read(address))).message).toMatch(/no answer within 1 second/);
  // a signal is not the end yet
  await vi.waitFor(() => expect(alive('sleep 6[012].25')).toBe(false), 10_000);
  fakeTool('doppler', () => 'exec cat /dev/zero\n');
  vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '60');
  expect((await refusal(read(address))).message).toMatch(/more than 16 MiB/);
  // a gigabyte of errors is nobody's
  const { calls } = CONTRACTS.find(({ scheme }) => scheme === 'doppler')!;
  const flood = 'head -c 1000000000 /dev/zero >&2\n';
  fakeTool('doppler', (directory) => flood + answering(calls)(directory));
  expect(Object.keys(await read(address))).toHaveLength(2);
  // it ends, and something that it started holds its output open
  fakeTool('doppler', (directory) => `sleep 3 &\n${answering(calls)(directory)}`);
  expect(Object.keys(await read(address))).toHaveLength(2);
});

/** Answers to the calls, but for those that `refused` matches: they fail. */
function refusing(calls: Readonly<Record<string, string>>, refused: RegExp): (directory: string) => string {
  const good = Object.fromEntries(Object.entries(calls).filter(([args]) => !refused.test(args)));
  return answering(good);
}

test.each([
  ['aws', /=plain /, ['plain'], ['bytes', 'prod/db/password', 'prod/db/username']],
  ['op', /get b/, ['Dev/Notes'], ['Dev/Database/Extra/API token', 'Dev/Database/password']],
])('%s: what is refused by itself is named, the others are taken', async (scheme, refused, named, taken) => {
  const { address, program, calls } = CONTRACTS.find((each) => each.scheme === scheme)!;
  fakeTool(program, refusing(calls, refused));
  const { entries, leftOut } = await readSource(sourceOf(address));
  expect(entries.map(({ name }) => name).sort()).toEqual(taken);
  expect(leftOut).toEqual(
    named.map((name) => ({ name, why: expect.stringMatching(/exit code 64/) as string })),
  );
  // nothing at all: as if it were signed out
  fakeTool(program, refusing(calls, /get/));
  expect((await refusal(read(address))).message).toMatch(/exit code 64/);
});

test.each([
  ['gcp', 'my-project', 'gcloud'],
  ['azure', 'my-vault', 'az'],
])('%s: a secret without a version that can be read', async (scheme, place, program) => {
  const { address, calls } = CONTRACTS.find((each) => each.scheme === scheme)!;
  const [[list, names], [get, answer]] = Object.entries(calls) as [[string, string], [string, string]];
  const [one] = JSON.parse(names) as [{ name: string }];
  const two = JSON.stringify([{ ...one, name: one.name.replace(/db$/, 'off') }, one]);
  fakeTool(program, answering({ [list]: two, [get]: answer }));
  const { entries, leftOut } = await readSource(sourceOf(address));
  expect(entries.map(({ name }) => name)).toEqual([`${place}/db`]);
  expect(leftOut.map(({ name }) => name)).toEqual([`${place}/off`]);
});

test('a store that refuses everything is asked no further', async () => {
  const names = Array.from({ length: 500 }, (_, at) => ({ name: `s${at}` }));
  const list = 'keyvault secret list --vault-name=v --output=json';
  const fake = fakeTool('az', answering({ [list]: JSON.stringify(names) }));
  await refusal(read('azure:v'));
  expect(fake.calls()).toBeLessThan(50);
});

test('libsecret: an answer that only looks like items is refused, however long it is', async () => {
  const dates = 'created = 2026-01-02 03:04:05\nmodified = 2026-01-02 03:04:05\n';
  const long = [
    `[/1]\nlabel = x${'\nsecret = y'.repeat(300_000)}\n`,
    `[/1]\nlabel = x${'\nsecret = y\ncreated = 2026-01-02 03:04:05'.repeat(100_000)}\n`,
    `[/1]\nlabel = x\n${'[/2]\nlabel = y\n'.repeat(300_000)}`,
    `[${'/'.repeat(3_000_000)}`,
  ];
  const search = 'search --all --unlock a b';
  for (const text of long) {
    fakeTool('secret-tool', answering({ [search]: text }));
    expect((await refusal(read('libsecret:a=b'))).message).toMatch(/does not know/);
  }
  // one of two is locked
  fakeTool(
    'secret-tool',
    answering({ [search]: `[/1]\nlabel = x\n${dates}[/2]\nlabel = y\nsecret = z\n${dates}` }),
  );
  expect((await refusal(read('libsecret:a=b'))).message).toMatch(/locked/);
});

test('aws: a name that its tool would take for a file to send is refused', async () => {
  const list = 'secretsmanager list-secrets --output json';
  const fake = fakeTool('aws', answering({ [list]: '{"SecretList":[{"Name":"file:///etc/passwd"}]}' }));
  expect((await refusal(read('aws:'))).message).toMatch(/does not know/);
  expect(fake.calls()).toBe(1);
});

test('two values of one name are none', async () => {
  const [a, b] = [secret(), secret()];
  const get = 'secretsmanager get-secret-value --secret-id=x --output json';
  fakeTool('aws', answering({ [get]: JSON.stringify({ SecretString: `{"P":"${a}","P":"${b}"}` }) }));
  const { entries, leftOut } = await readSource(sourceOf('aws:x'));
  expect(entries).toEqual([]);
  expect(leftOut).toEqual([{ name: 'x', why: 'it is JSON with two values for one name' }]);
  fakeTool('aws', answering({ [get]: `{"SecretString":"${a}","SecretString":"${b}"}` }));
  expect((await refusal(read('aws:x'))).message).toMatch(/two values for one name/);
  // a name is one where a colon follows, and not else
  const odd = { 'a"b': `"x":${a}`, '': '\\', list: ['{"P":"1","P":"2"}'] };
  fakeTool('aws', answering({ [get]: JSON.stringify({ SecretString: JSON.stringify(odd, null, 1) }) }));
  expect(Object.keys(await read('aws:x'))).toEqual(['x/a"b', 'x/', 'x/list/0']);
});

test('nothing is run through a shell, and nothing that stands in the working directory', async () => {
  const { directory } = fakeTool('gh', () => 'exit 0\n');
  const marker = path.join(directory, 'ran');
  for (const address of [`gh:$(touch ${marker})`, `doppler:a/;touch ${marker}`, `pass:\`touch ${marker}\``]) {
    await read(address).catch(() => undefined);
  }
  fs.writeFileSync(path.join(directory, 'doppler'), `#!/bin/sh\ntouch ${marker}\n`, { mode: 0o755 });
  const cwd = process.cwd();
  vi.stubEnv('PATH', `.::${path.join(directory, 'bin')}`);
  try {
    process.chdir(directory);
    expect((await refusal(read('doppler:a/b'))).message).toMatch(/not installed/);
  } finally {
    process.chdir(cwd);
  }
  expect(fs.existsSync(marker)).toBe(false);
});

test('a batch file of Windows is not run, and not called missing', async () => {
  const { directory } = fakeTool('az.cmd', () => `echo '[]'\n`);
  expect((await refusal(read('azure:v'))).message).toMatch(/az is not installed/);
  const { platform } = process;
  Object.defineProperty(process, 'platform', { value: 'win32' });
  try {
    expect((await refusal(read('azure:v'))).message).toMatch(/az is a batch file here \(az\.cmd\)/);
  } finally {
    Object.defineProperty(process, 'platform', { value: platform });
  }
  expect(fs.existsSync(path.join(directory, 'calls'))).toBe(false);
});

test('a value or a name that the vault cannot hold is named, not dropped', async () => {
  const calls = { 'secret list --output json --color no': '' };
  const list = (items: readonly object[]): void => {
    fakeTool('bws', answering({ [Object.keys(calls)[0]!]: JSON.stringify(items) }));
  };
  list([
    { id: '1', key: 'A', value: secret() },
    { id: '2', key: '-flag', value: secret() },
    { id: '3', key: 'BIG', value: 'x'.repeat((1 << 20) + 1) },
    { id: '4', key: 'EMPTY', value: '' },
    { id: '5', key: 'COLOUR', value: `\u001b[1m${secret()}\u001b[0m` },
  ]);
  const { entries, empty, leftOut } = await readSource(sourceOf('bws:'));
  expect(entries.map(({ name }) => name)).toEqual(['A']);
  expect(empty).toEqual(['EMPTY']);
  expect(leftOut.map(({ name }) => name)).toEqual(['-flag', 'BIG', 'COLOUR']);
});

test('a name that is a whole document is not said in full', async () => {
  vaultHere();
  const key = `x${secret().repeat(100_000)}`;
  const args = 'secret list --output json --color no';
  fakeTool('bws', answering({ [args]: JSON.stringify([{ id: '1', key, value: secret() }]) }));
  const { code, err } = await run('vault', 'import', 'bws:');
  expect(code).toBe(2);
  expect(err).toMatch(/… \(\d+ characters\): left out: its name cannot be/);
  expect(err.length).toBeLessThan(300);
});

test.skipIf(process.platform === 'win32').each(['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGQUIT'] as const)(
  'what runs is stopped when Staunch is ended by %s',
  async (signal) => {
    const data = vaultHere();
    const nap = `8${Math.floor(Math.random() * 1e6)}.5`;
    const { directory } = fakeTool('doppler', () => `sleep ${nap}\n`);
    const env = { ...process.env, STAUNCH_HOME: data };
    const child = spawn(process.execPath, [EXECUTABLE, 'vault', 'import', 'doppler:a/b'], {
      env,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', (_, by) => resolve(by)));
    const isAsleep = (): boolean => spawnSync('pgrep', ['-f', `^sleep ${nap}`]).status === 0;
    await vi.waitFor(() => expect(isAsleep()).toBe(true), 20_000);
    child.kill(signal);
    expect(await ended).toBe(signal);
    await vi.waitFor(() => expect(isAsleep()).toBe(false), 10_000);
    expect(fs.existsSync(path.join(directory, 'calls'))).toBe(true);
  },
);

test('variables that sign in are handed on', async () => {
  const infisical = CONTRACTS.find(({ scheme }) => scheme === 'infisical')!;
  const fake = fakeTool('infisical', answering(infisical.calls));
  vi.stubEnv('INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN', 'one');
  vi.stubEnv('INFISICAL_VAULT_FILE_PASSPHRASE', 'two');
  await read(infisical.address);
  const lines = fake.environment().split('\n');
  expect(lines).toContain('INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN=one');
  expect(lines).toContain('INFISICAL_VAULT_FILE_PASSPHRASE=two');
});

test('variables that name files mean those of the directory that Staunch was started in', async () => {
  const fake = fakeTool('kubectl', answering({ 'get secrets --namespace=a --output=json': '{"items":[]}' }));
  vi.stubEnv('KUBECONFIG', ['one.yaml', '/etc/two.yaml', '../three.yaml'].join(path.delimiter));
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', './key.json');
  vi.stubEnv('AWS_PROFILE', 'work');
  expect(await read('kubernetes:a')).toEqual({});
  const lines = fake.environment().split('\n');
  const files = [path.resolve('one.yaml'), '/etc/two.yaml', path.resolve('../three.yaml')];
  expect(lines).toContain(`KUBECONFIG=${files.join(path.delimiter)}`);
  expect(lines).toContain(`GOOGLE_APPLICATION_CREDENTIALS=${path.resolve('key.json')}`);
  expect(lines).toContain('AWS_PROFILE=work');
});

test('a store of pass: folders that are linked in are read, round about is not', async () => {
  const store = temporaryDirectory();
  const shared = temporaryDirectory();
  for (const file of [path.join(store, 'own.gpg'), path.join(shared, 'theirs.gpg')])
    fs.writeFileSync(file, '');
  fs.symlinkSync(shared, path.join(store, 'team'));
  fs.symlinkSync(store, path.join(shared, 'back'));
  fs.symlinkSync('itself', path.join(store, 'itself'));
  vi.stubEnv('PASSWORD_STORE_DIR', store);
  expect(await listSource(sourceOf('pass:'))).toEqual(['own', 'team/theirs']);
  expect(await listSource(sourceOf('pass:team'))).toEqual(['team/back/own', 'team/theirs']);
});

test('paths that nobody can follow are told in words', async () => {
  const directory = temporaryDirectory();
  const loop = path.join(directory, 'loop');
  fs.symlinkSync('loop', loop);
  vi.stubEnv('PASSWORD_STORE_DIR', directory);
  expect((await refusal(read(`pass:${'a'.repeat(300)}`))).message).toMatch(/no such entry/);
  expect((await refusal(read(`sops:${loop}`))).message).toMatch(/not there/);
  vi.stubEnv('PASSWORD_STORE_DIR', loop);
  expect((await refusal(read('pass:'))).message).toMatch(/no password store/);
});

test('files: regular ones and what a shell pipes in', async () => {
  const directory = temporaryDirectory();
  const value = secret();
  const file = path.join(directory, 'x.env');
  fs.writeFileSync(file, `A=${value}\n`);
  expect(await read(file)).toEqual({ A: value });
  expect(await read(`file:${file}#as=web/prod`)).toEqual({ 'web/prod/A': value });
  expect(await listSource(sourceOf(file))).toEqual(['A']);
  const pipe = path.join(directory, 'pipe');
  spawnSync('mkfifo', [pipe]);
  expect((await refusal(read(pipe))).message).toMatch(/not a regular file/);
  await refusal(read(path.join(directory, 'nowhere')));
  await refusal(read(directory));
  fs.writeFileSync(file, Buffer.from(`A=${value}\n`, 'utf16le'));
  await refusal(read(file));
});
