/** Value providers against the real thing. What is not installed is skipped, and said. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { UserError } from '../../packages/core/src/errors.ts';
import { listSource, readSource, sourceOf } from '../../packages/core/src/vault/providers/index.ts';
import { temporaryDirectory } from '../kit/command.ts';
import { agePlugin } from './age-plugin.ts';
import { secret } from './contracts.ts';
import { privateKeyring } from './keyring.ts';
import { ageKeys, missing, realHome } from './real.ts';
import { hostileServer, vaultServer } from './vault-server.ts';

afterEach(() => void vi.unstubAllEnvs());

async function read(address: string): Promise<Record<string, string>> {
  const { entries } = await readSource(sourceOf(address));
  return Object.fromEntries(entries.map(({ name, value }) => [name, value.toString()]));
}

async function refusal(work: Promise<unknown>, value = 'no value'): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message, hint = '' } = error as UserError;
  for (let at = 0; at + 6 <= value.length; at++)
    expect(message + hint).not.toContain(value.slice(at, at + 6));
  return message;
}

test.skipIf(missing('pass', 'gpg'))('pass, with gpg', async () => {
  const home = realHome();
  const gnupg = path.join(home, 'g');
  fs.mkdirSync(gnupg, { mode: 0o700 });
  vi.stubEnv('GNUPGHOME', gnupg);
  vi.stubEnv('PASSWORD_STORE_DIR', path.join(home, 'store'));
  onTestFinished(
    () => void spawnSync('gpgconf', ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: gnupg } }),
  );
  await refusal(read('pass:'));
  const quick = ['--batch', '--passphrase', '', '--quick-gen-key', 'test@example.invalid'];
  execFileSync('gpg', [...quick, 'future-default', 'default', 'never'], { stdio: 'ignore' });
  execFileSync('pass', ['init', 'test@example.invalid'], { stdio: 'ignore' });
  const [a, b, key] = [secret(), secret(), `-----BEGIN X-----\n${secret()}\n-----END X-----\n`];
  const insert = (name: string, content: string): void => {
    execFileSync('pass', ['insert', '-m', name], { input: content, stdio: ['pipe', 'ignore', 'ignore'] });
  };
  insert('web/db', `${a}\n`);
  insert('web/mail', `${b}\nlogin: ada\nurl: https://example.com\n`);
  insert('ssh key', key);
  expect(await listSource(sourceOf('pass:'))).toEqual(['ssh key', 'web/db', 'web/mail']);
  expect(await read('pass:')).toEqual({
    'web/db': a,
    'web/mail': b,
    'web/mail/notes': 'login: ada\nurl: https://example.com\n',
    'ssh key': key,
  });
  expect(await read('pass:web/db')).toEqual({ 'web/db': a });
  expect(Object.keys(await read('pass:web/'))).toHaveLength(3);
  expect(await refusal(read('pass:nowhere'))).toMatch(/no such entry/);
  fs.writeFileSync(path.join(home, 'store', 'bad.gpg'), 'no such thing');
  expect(await refusal(read('pass:bad'), a)).toMatch(/exit code/);
  // one that cannot be read does not keep the others from being taken
  const { entries, leftOut } = await readSource(sourceOf('pass:'));
  expect(entries.map(({ name }) => name)).toEqual(['ssh key', 'web/db', 'web/mail', 'web/mail/notes']);
  expect(leftOut).toEqual([{ name: 'bad', why: expect.stringMatching(/exit code/) as string }]);
});

test.skipIf(missing('pass', 'gpg'))(
  'pass: other encodings are named, a key that is locked is told',
  async () => {
    const home = realHome();
    const gnupg = path.join(home, 'g');
    fs.mkdirSync(gnupg, { mode: 0o700 });
    // nobody can be asked: as a pinentry that is cancelled
    fs.writeFileSync(
      path.join(gnupg, 'gpg-agent.conf'),
      'pinentry-program /bin/false\nallow-loopback-pinentry\n',
    );
    vi.stubEnv('GNUPGHOME', gnupg);
    vi.stubEnv('PASSWORD_STORE_DIR', path.join(home, 'store'));
    onTestFinished(
      () => void spawnSync('gpgconf', ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: gnupg } }),
    );
    const loopback = ['--batch', '--pinentry-mode', 'loopback', '--passphrase', 'locked'];
    const make = ['--quick-gen-key', 'test@example.invalid', 'future-default', 'default', 'never'];
    execFileSync('gpg', [...loopback, ...make], { stdio: 'ignore' });
    execFileSync('pass', ['init', 'test@example.invalid'], { stdio: 'ignore' });
    const value = secret();
    const binary = Buffer.concat([Buffer.from([1, 0, 2, 0xff, 0]), Buffer.from(value)]);
    const entries: Readonly<Record<string, Buffer>> = {
      mark: Buffer.from(`\ufeff${value}\r\n`),
      utf16: Buffer.from(`\ufeff${value}\n`, 'utf16le'),
      wide: Buffer.from(`${value}\n`, 'utf16le').swap16(),
      latin: Buffer.from(`${value}\u00e9\n`, 'latin1'),
      colour: Buffer.from(`\u001b[1m${value}\n`),
      binary,
    };
    for (const [name, content] of Object.entries(entries))
      execFileSync('pass', ['insert', '-m', name], { input: content, stdio: ['pipe', 'ignore', 'ignore'] });
    const unlock = ['--decrypt', '--output', '/dev/null', path.join(home, 'store/mark.gpg')];
    execFileSync('gpg', [...loopback, '--yes', ...unlock], { stdio: 'ignore' });
    const { entries: taken, leftOut } = await readSource(sourceOf('pass:'));
    expect(taken.map(({ name }) => name)).toEqual(['binary', 'mark']);
    expect(taken[0]!.value).toEqual(binary);
    expect(taken[1]!.value.toString()).toBe(value);
    expect(
      leftOut.map(({ name, why }) => `${name}: ${why}`.replace(/[;:,] (?:save|staunch) .*/, '')),
    ).toEqual([
      'colour: it holds what a terminal would act on',
      'latin: it is not plain text in UTF-8',
      'utf16: it is UTF-16',
      'wide: it is UTF-16',
    ]);
    execFileSync('gpgconf', ['--kill', 'gpg-agent'], { stdio: 'ignore' });
    vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '20');
    expect(await refusal(read('pass:mark'), value)).toMatch(/exit code|no answer/);
  },
);

test.skipIf(missing('age', 'age-keygen'))('age files, of its own keys and of ssh keys', async () => {
  const directory = temporaryDirectory();
  const at = (name: string): string => path.join(directory, name);
  execFileSync('age-keygen', ['-o', at('id.txt')], { stdio: 'ignore' });
  const recipient = /age1\w+/.exec(fs.readFileSync(at('id.txt'), 'utf8'))![0];
  const [a, b] = [secret(), secret()];
  fs.writeFileSync(at('x.env'), `A=${a}\nB="${b}"\n`);
  execFileSync('age', ['-r', recipient, '-o', at('x.env.age'), at('x.env')]);
  execFileSync('age', ['-a', '-r', recipient, '-o', at('armoured.age'), at('x.env')]);
  for (const name of ['x.env.age', 'armoured.age']) {
    expect(await read(`age:${at(name)}?identity=${at('id.txt')}`)).toEqual({ A: a, B: b });
  }
  execFileSync('age-keygen', ['-o', at('other.txt')], { stdio: 'ignore' });
  expect(await refusal(read(`age:${at('x.env.age')}?identity=${at('other.txt')}`), a)).toMatch(
    /does not open/,
  );
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at('key')]);
  execFileSync('age', ['-R', at('key.pub'), '-o', at('ssh.age'), at('x.env')]);
  expect(await read(`age:${at('ssh.age')}?identity=${at('key')}`)).toEqual({ A: a, B: b });
  fs.truncateSync(at('x.env.age'), 100);
  expect(await refusal(read(`age:${at('x.env.age')}?identity=${at('id.txt')}`), a)).toMatch(/damaged/);
});

test.skipIf(missing('age'))(
  'age files, of a plugin: alone, and beside an identity of its own kind',
  async () => {
    const home = realHome();
    const at = (name: string): string => path.join(home, name);
    const { recipient, identity } = agePlugin(at('bin'));
    const value = secret();
    fs.writeFileSync(at('x.env'), `A=${value}\n`);
    execFileSync('age', ['-r', recipient, '-o', at('x.env.age'), at('x.env')], { stdio: 'pipe' });
    fs.writeFileSync(at('id'), `# recipient: ${recipient}\n${identity}\n`);
    expect(await read(`age:${at('x.env.age')}?identity=${at('id')}`)).toEqual({ A: value });
    fs.writeFileSync(at('both'), `${(await ageKeys()).identity}\n${identity}\n`);
    expect(await read(`age:${at('x.env.age')}?identity=${at('both')}`)).toEqual({ A: value });
    fs.writeFileSync(at('bin/age-plugin-turn'), '#!/bin/sh\nsleep 64.25 & sleep 64.25\n');
    vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '1');
    expect(await refusal(read(`age:${at('x.env.age')}?identity=${at('id')}`), value)).toMatch(/no answer/);
    fs.rmSync(at('bin/age-plugin-turn'));
    expect(await refusal(read(`age:${at('x.env.age')}?identity=${at('id')}`), value)).toMatch(/exit code/);
  },
);

test.skipIf(missing('secret-tool', 'gnome-keyring-daemon', 'dbus-daemon'))(
  'the Secret Service: gnome-keyring on a bus of its own, unlocked and locked',
  async () => {
    const keyring = await privateKeyring();
    const [a, b] = [secret(), `two\nlines ${secret()}\n`];
    const store = (label: string, value: string | Buffer, ...attributes: string[]): void => {
      execFileSync('secret-tool', ['store', `--label=${label}`, ...attributes], {
        input: value,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
    };
    store('Database', a, 'service', 'shop', 'user', 'ada');
    store('Key', b, 'service', 'shop', 'user', 'bob');
    expect(await read('libsecret:service=shop')).toEqual({ Database: a, Key: b });
    expect(await read('libsecret:service=shop,user=bob')).toEqual({ Key: b });
    expect(await refusal(read('libsecret:service=nowhere'))).toMatch(/no such item/);
    // labels that are none, twice one label and one set of attributes, what is no text, and what is cut off by it
    const binary = Buffer.concat([Buffer.from([1, 0, 2, 255]), Buffer.from(secret())]);
    store('Twice', a, 'service', 'odd', 'user', 'ada');
    store('two\nlines', b, 'service', 'odd', 'user', 'bob');
    store('Bytes', binary, 'service', 'odd', 'user', 'eve');
    store('Latin', Buffer.from(`${a}\u00e9`, 'latin1'), 'service', 'odd', 'user', 'flo');
    store('Settings', `x\nsecret = ${a}\n`, 'service', 'odd', 'user', 'ini');
    const { entries, leftOut } = await readSource(sourceOf('libsecret:service=odd'));
    const taken = Object.fromEntries(entries.map(({ name, value }) => [name, value]));
    const path = Object.keys(taken).find((name) => name.startsWith('/')) ?? '';
    expect(taken).toEqual({ Twice: Buffer.from(a), [path]: Buffer.from(b), Bytes: binary });
    expect(leftOut.map(({ name }) => name).sort()).toEqual(['Latin', 'Settings']);
    expect(await read('libsecret:service=odd,user=ini')).toEqual({ Settings: `x\nsecret = ${a}\n` });
    expect((await readSource(sourceOf('libsecret:user=eve'))).entries[0]!.value).toEqual(binary);
    // a secret that looks like the end of an item and another one
    const dates = 'created = 2026-01-02 03:04:05\nmodified = 2026-01-02 03:04:05\n';
    store('Real', `${a}\n${dates}[/99]\nlabel = Other\nsecret = ${secret()}`, 'service', 'bad');
    expect(await refusal(read('libsecret:service=bad'), a)).toMatch(/cannot be told apart/);
    keyring.lock();
    expect(await refusal(read('libsecret:service=shop'), a)).toMatch(/locked/);
    keyring.stop();
    vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '5');
    await refusal(read('libsecret:service=shop'), a);
  },
);

test.skipIf(missing('gh'))('gh, with the token in its own file', async () => {
  const home = realHome();
  const value = secret();
  vi.stubEnv('GH_CONFIG_DIR', path.join(home, 'gh'));
  fs.mkdirSync(path.join(home, 'gh'));
  fs.writeFileSync(
    path.join(home, 'gh/hosts.yml'),
    `github.com:\n    user: octo\n    oauth_token: ${value}\n`,
    { mode: 0o600 },
  );
  expect(await read('gh:')).toEqual({ 'gh/github.com/token': value });
  await refusal(read('gh:example.invalid'), value);
});

const KUBERNETES = {
  kind: 'SecretList',
  apiVersion: 'v1',
  metadata: {},
  items: [] as object[],
};

test.skipIf(missing('kubectl'))('kubectl, against a server of the documented form', async () => {
  const home = realHome();
  const value = secret();
  const item = {
    metadata: { name: 'db', namespace: 'prod' },
    type: 'Opaque',
    data: { password: Buffer.from(value).toString('base64') },
  };
  const server = await hostileServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    const { pathname } = new URL(request.url!, 'http://x');
    if (pathname === '/api/v1/namespaces/prod/secrets')
      response.end(JSON.stringify({ ...KUBERNETES, items: [item] }));
    else if (pathname === '/api') response.end(JSON.stringify({ kind: 'APIVersions', versions: ['v1'] }));
    else if (pathname === '/apis')
      response.end(JSON.stringify({ kind: 'APIGroupList', apiVersion: 'v1', groups: [] }));
    else if (pathname === '/api/v1') {
      const resources = [{ name: 'secrets', namespaced: true, kind: 'Secret', verbs: ['get', 'list'] }];
      response.end(JSON.stringify({ kind: 'APIResourceList', groupVersion: 'v1', resources }));
    } else response.writeHead(404).end('{}');
  });
  const config = `apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: "${server}"}}]\ncontexts: [{name: main, context: {cluster: c, user: u}}]\nusers: [{name: u, user: {}}]\n`;
  fs.writeFileSync(path.join(home, 'config'), config);
  vi.stubEnv('KUBECONFIG', path.join(home, 'config'));
  expect(await read('kubernetes:prod?context=main')).toEqual({ 'prod/db/password': value });
  await refusal(read('kubernetes:other?context=main'), value);
});

test.skipIf(missing('aws'))('aws, against a server of the documented form', async () => {
  realHome();
  const [a, b] = [secret(), secret()];
  const server = await hostileServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const target = request.headers['x-amz-target'] as string;
      const { SecretId: id } = JSON.parse(body || '{}') as { SecretId?: string };
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      if (target === 'AmazonSSM.GetParametersByPath') {
        // in two pages
        const isFirst = !body.includes('NextToken');
        const Parameters = isFirst
          ? [{ Name: '/prod/region', Type: 'String', Value: 'eu-west-1' }]
          : [{ Name: '/prod/db', Type: 'SecureString', Value: a }];
        response.end(JSON.stringify({ Parameters, ...(isFirst ? { NextToken: 'more' } : {}) }));
      } else if (target === 'secretsmanager.ListSecrets')
        response.end(JSON.stringify({ SecretList: [{ Name: 'prod/db' }, { Name: 'bytes' }] }));
      else if (id === 'prod/db')
        response.end(JSON.stringify({ Name: id, SecretString: JSON.stringify({ password: a }) }));
      else if (id === 'bytes')
        response.end(JSON.stringify({ Name: id, SecretBinary: Buffer.from(b).toString('base64') }));
      else
        response
          .writeHead(400)
          .end(JSON.stringify({ __type: 'ResourceNotFoundException', Message: `no ${a}` }));
    });
  });
  vi.stubEnv('AWS_ENDPOINT_URL', server);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  expect(await read('aws:?region=eu-west-1')).toEqual({ 'prod/db/password': a, bytes: b });
  expect(await refusal(read('aws:none?region=eu-west-1'), a)).toMatch(/exit code/);
  expect(await read('aws-ssm:/prod?region=eu-west-1')).toEqual({ '/prod/db': a });
});

test.skipIf(missing('gcloud'))('gcloud, against a server of the documented form', async () => {
  const home = realHome();
  // bytes that the alphabets of Base64 write in two ways
  const value = `${secret()}ü>>>???`;
  const server = await hostileServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    const { pathname } = new URL(request.url!, 'http://x');
    if (pathname === '/v1/projects/shop/secrets')
      response.end(JSON.stringify({ secrets: [{ name: 'projects/123/secrets/db' }] }));
    else if (pathname === '/v1/projects/shop/secrets/db/versions/latest:access') {
      response.end(JSON.stringify({ payload: { data: Buffer.from(value).toString('base64') } }));
    } else response.writeHead(404).end('{}');
  });
  fs.writeFileSync(path.join(home, 'token'), 'x');
  vi.stubEnv('CLOUDSDK_CONFIG', path.join(home, 'gcloud'));
  vi.stubEnv('CLOUDSDK_AUTH_ACCESS_TOKEN_FILE', path.join(home, 'token'));
  vi.stubEnv('CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER', `${server}/`);
  expect(await read('gcp:shop')).toEqual({ 'shop/db': value });
});

test.skipIf(missing('doppler'))('doppler, against a server of the documented form', async () => {
  realHome();
  const value = secret();
  const server = await hostileServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://x');
    const isKnown = searchParams.get('project') === 'shop' && searchParams.get('config') === 'prd';
    response.setHeader('content-type', 'application/json');
    if (pathname !== '/v3/configs/config/secrets/download' || !isKnown)
      return void response.writeHead(404).end(JSON.stringify({ messages: [value], success: false }));
    response.end(JSON.stringify({ DOPPLER_PROJECT: 'shop', DB_PASSWORD: value }));
  });
  vi.stubEnv('DOPPLER_API_HOST', server);
  vi.stubEnv('DOPPLER_TOKEN', 'dp.pt.x');
  vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '20');
  expect(await read('doppler:shop/prd')).toEqual({ 'shop/prd/DB_PASSWORD': value });
  expect(await refusal(read('doppler:shop/none'), value)).toMatch(/exit code/);
});

test.skipIf(missing('sops', 'age-keygen'))('sops, with an age key', async () => {
  const home = realHome();
  const at = (name: string): string => path.join(home, name);
  execFileSync('age-keygen', ['-o', at('id.txt')], { stdio: 'ignore' });
  const recipient = /age1\w+/.exec(fs.readFileSync(at('id.txt'), 'utf8'))![0];
  const [a, b] = [secret(), secret()];
  fs.writeFileSync(at('x.yaml'), `db:\n  password: ${a}\nport: 5432\n`);
  fs.writeFileSync(at('x.env'), `A=${b}\n`);
  for (const name of ['x.yaml', 'x.env'])
    execFileSync('sops', ['--encrypt', '--in-place', '--age', recipient, at(name)]);
  await refusal(read(`sops:${at('x.yaml')}`), a);
  vi.stubEnv('SOPS_AGE_KEY_FILE', at('id.txt'));
  expect(await read(`sops:${at('x.yaml')}`)).toEqual({ db_password: a, port: '5432' });
  expect(await read(`sops:${at('x.env')}`)).toEqual({ A: b });
  const text = fs.readFileSync(at('x.yaml'), 'utf8');
  fs.writeFileSync(
    at('x.yaml'),
    text.replace(/data:(.)/, (_, char: string) => `data:${char === 'A' ? 'B' : 'A'}`),
  );
  await refusal(read(`sops:${at('x.yaml')}`), a);
});

async function checkVault(address: string, values: Record<string, string>): Promise<void> {
  expect(await read(`vault:${address}/one`)).toEqual({
    'one/app/db/PASSWORD': values['a'],
    'one/app/db/port': '5432',
  });
  expect(await read(`vault:${address}/v1/one/app/db`)).toHaveProperty(['one/app/db/PASSWORD'], values['a']);
  expect(await read(`vault:${address}/secret/app`)).toEqual({ 'secret/app/API_KEY': values['b'] });
  expect(await read(`vault:${address}/secret`)).toEqual({
    'secret/app/API_KEY': values['b'],
    'secret/app/deep er/K': values['c'],
  });
  expect(await listSource(sourceOf(`vault:${address}/secret`))).toContain('secret/app/deep er');
  expect(await refusal(read(`vault:${address}/secret/nowhere`))).toMatch(/nothing at this path/);
  expect(await refusal(read(`vault:${address}/nomount/x`), values['a'])).toMatch(/403/);
  vi.stubEnv('VAULT_TOKEN', 'wrong');
  expect(await refusal(read(`vault:${address}/one`), values['a'])).toMatch(/403/);
}

test('HashiCorp Vault: a server of its documented API', async () => {
  const home = realHome();
  const [a, b, c] = [secret(), secret(), secret()];
  const { address, asked } = await vaultServer('t0k3n', {
    one: { 'app/db': { PASSWORD: a, port: 5432 } },
    secret: { app: { API_KEY: b }, 'app/deep er': { K: c }, 'app/gone': null },
  });
  expect(await refusal(read(`vault:${address}/one`))).toMatch(/no token/);
  expect(asked).toEqual([]);
  fs.writeFileSync(path.join(home, '.vault-token'), 't0k3n\n', { mode: 0o600 });
  await checkVault(address, { a, b, c });
});

/** A token that may list and read what is below `app`, but not `app` itself, `app/closed` and the folder `app/deep`. */
async function checkRights(address: string, value: string): Promise<void> {
  const { entries, leftOut } = await readSource(sourceOf(`vault:${address}/secret/app`));
  expect(entries.map(({ name, value: bytes }) => [name, bytes.toString()])).toEqual([
    ['secret/app/open/K', value],
  ]);
  expect(leftOut.map(({ name }) => name).sort()).toEqual(['secret/app/closed', 'secret/app/deep']);
  expect(leftOut[0]!.why).toMatch(/403/);
  expect(await refusal(listSource(sourceOf(`vault:${address}/secret/app`)), value)).toMatch(
    /secret\/app\/deep/,
  );
  expect(await refusal(read(`vault:${address}/secret/app/deep`), value)).toMatch(/403/);
}

test('HashiCorp Vault: what the token has no right to is named, the rest is taken', async () => {
  realHome();
  const value = secret();
  const values = {
    app: { K: secret() },
    'app/open': { K: value },
    'app/closed': { K: secret() },
    'app/deep/k': { K: secret() },
  };
  const closed = /^secret\/(?:data\/app(?:\/closed|\/deep.*)?|metadata\/app\/deep)$/;
  const { address } = await vaultServer('t0k3n', { one: {}, secret: values }, closed);
  vi.stubEnv('VAULT_TOKEN', 't0k3n');
  await checkRights(address, value);
});

const { STAUNCH_TEST_VAULT: realVault, STAUNCH_TEST_VAULT_TOKEN: realToken = '' } = process.env;
if (!realVault) process.stderr.write('skipped: a real HashiCorp Vault: STAUNCH_TEST_VAULT names none\n');

test.skipIf(!realVault)('HashiCorp Vault: a real one, with engines `one` and `secret` empty', async () => {
  realHome();
  const [a, b, c] = [secret(), secret(), secret()];
  const put = async (where: string, body: object): Promise<{ auth?: { client_token: string } }> => {
    const headers = { 'X-Vault-Token': realToken };
    const answer = await fetch(`${realVault}/v1/${where}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    expect(answer.ok).toBe(true);
    return JSON.parse((await answer.text()) || '{}') as { auth?: { client_token: string } };
  };
  await put('one/app/db', { PASSWORD: a, port: 5432 });
  await put('secret/data/app', { data: { API_KEY: b } });
  await put('secret/data/app/deep%20er', { data: { K: c } });
  vi.stubEnv('VAULT_TOKEN', realToken);
  await checkVault(realVault!, { a, b, c });
  const value = secret();
  for (const name of ['open', 'closed', 'deep/k'])
    await put(`secret/data/app/${name}`, { data: { K: name === 'open' ? value : secret() } });
  await put('sys/policies/acl/some', {
    policy: [
      'path "secret/metadata/app/" { capabilities = ["list"] }',
      'path "secret/data/app/open" { capabilities = ["read"] }',
      'path "secret/data/app/deep er" { capabilities = ["read"] }',
    ].join('\n'),
  });
  const { auth } = await put('auth/token/create', { policies: ['some'] });
  vi.stubEnv('VAULT_TOKEN', auth!.client_token);
  const remove = { method: 'DELETE', headers: { 'X-Vault-Token': realToken } };
  await fetch(`${realVault}/v1/secret/metadata/app/deep%20er`, remove);
  await checkRights(realVault!, value);
});

test('HashiCorp Vault: servers that hang, drip, flood, redirect or say something else', async () => {
  realHome();
  const value = secret();
  vi.stubEnv('VAULT_TOKEN', 'x');
  vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '1');
  const ask = async (answer: Parameters<typeof hostileServer>[0]): Promise<string> =>
    refusal(read(`vault:${await hostileServer(answer)}/secret`), value);
  expect(await ask(() => {})).toMatch(/within 1 seconds?/);
  expect(
    await ask((_, response) => {
      response.write('{');
      const timer = setInterval(() => response.write(' '), 100);
      response.on('close', () => clearInterval(timer));
    }),
  ).toMatch(/within 1 seconds?/);
  vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '30');
  expect(
    await ask((_, response) => {
      const block = Buffer.alloc(1 << 20, value);
      const more = (): void => {
        while (response.write(block));
      };
      response.on('drain', more);
      more();
    }),
  ).toMatch(/more than 8 MiB/);
  expect(
    await ask((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()),
  ).toMatch(/307/);
  expect(await ask((_, response) => response.writeHead(500).end(value))).toMatch(/500/);
  expect(await ask((_, response) => response.writeHead(503).end())).toMatch(/sealed/);
  for (const body of [
    '',
    value,
    `\u001b[31m{"data":"${value}"}`,
    `{"data":{"path":["${value}"]}}`,
    `{"data":{"path":"x/","type":"pki"}}`,
  ]) {
    await ask((_, response) => response.end(body));
  }
  await ask((request) => request.socket.destroy());
  expect(await refusal(read('vault:http://vault.example.com/secret'))).toMatch(/without encryption/);
  expect(await refusal(read('vault:http://127.0.0.1:1/secret'))).toMatch(/ECONNREFUSED/);
});
