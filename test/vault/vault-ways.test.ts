/** HashiCorp Vault behind a gateway's path, in a namespace, through a proxy, under a certificate of its own. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { UserError } from '../../packages/core/src/errors.ts';
import { readSource, sourceOf } from '../../packages/core/src/vault/providers/index.ts';
import { secret } from './contracts.ts';
import { missing, realHome } from './real.ts';
import { vaultServer } from './vault-server.ts';

afterEach(() => void vi.unstubAllEnvs());

async function read(address: string): Promise<Record<string, string>> {
  const { entries } = await readSource(sourceOf(address));
  return Object.fromEntries(entries.map(({ name, value }) => [name, value.toString()]));
}

async function listening(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('a path before the API, and a namespace, are kept in the address', async () => {
  realHome();
  const [a, b] = [secret(), secret()];
  const inner = await vaultServer('t0k3n', { one: { app: { A: a } }, secret: { app: { B: b } } });
  const asked: string[] = [];
  const gateway = http.createServer((request, response) => {
    asked.push(`${request.url} ${String(request.headers['x-vault-namespace'])}`);
    if (!request.url!.startsWith('/gate/vault/v1/')) return void response.writeHead(418).end();
    const { 'x-vault-token': token = '' } = request.headers;
    const url = inner.address + request.url!.slice('/gate/vault'.length);
    http.get(url, { headers: { 'x-vault-token': token } }, (answer) => {
      response.writeHead(answer.statusCode!);
      answer.pipe(response);
    });
  });
  const here = `http://127.0.0.1:${await listening(gateway)}`;
  vi.stubEnv('VAULT_TOKEN', 't0k3n');
  vi.stubEnv('VAULT_ADDR', `${here}/gate/vault/`);
  vi.stubEnv('VAULT_NAMESPACE', 'admin/team a'.replace(' ', '-'));
  const kept = sourceOf('vault:secret/app').text;
  expect(kept).toBe(`vault:${here}/secret/app?namespace=admin/team-a&prefix=gate/vault`);
  expect(await read('vault:secret/app')).toEqual({ 'secret/app/B': b });
  expect(await read('vault:one')).toEqual({ 'one/app/A': a });
  expect(asked.every((line) => line.endsWith(' admin/team-a'))).toBe(true);
  // read again where nothing says so any more, or something else
  for (const [name, value] of [
    ['VAULT_ADDR', 'https://elsewhere.example'],
    ['VAULT_NAMESPACE', 'other'],
  ] as const)
    vi.stubEnv(name, value);
  asked.length = 0;
  expect(sourceOf(kept).text).toBe(kept);
  expect(await read(kept)).toEqual({ 'secret/app/B': b });
  expect(asked.every((line) => line.endsWith(' admin/team-a'))).toBe(true);
  for (const bad of ['namespace=', 'prefix=../x', 'namespace=a%0ab', 'prefix=a%3fb', 'token=x'])
    expect(() => sourceOf(`vault:${here}/secret/app?${bad}`), bad).toThrow(UserError);
  vi.stubEnv('VAULT_NAMESPACE', 'two words');
  expect(() => sourceOf('vault:secret/app')).toThrow(UserError);
  vi.stubEnv('VAULT_ADDR', `https://${['user', 'word'].join(':')}@vault.example`);
  expect(() => sourceOf('vault:secret/app')).toThrow(UserError);
});

test('names that a URL would read otherwise come back as they are', () => {
  vi.stubEnv('VAULT_NAMESPACE', undefined);
  const { text } = sourceOf('vault:https://vault.example/kv/100%25%3F%23 a');
  expect(text).toBe('vault:https://vault.example/kv/100%25%3F%23 a');
  expect(sourceOf(text).text).toBe(text);
});

test('what the environment says wrong is told, and nothing else taken in its stead', async () => {
  const home = realHome();
  fs.writeFileSync(path.join(home, '.vault-token'), 'other');
  const told = async (address: string): Promise<string> => {
    const error = await (async () => readSource(sourceOf(address)))().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  };
  for (const server of ['127.0.0.1:8200', 'localhost:8200', 'https://']) {
    vi.stubEnv('VAULT_ADDR', server);
    expect(await told('vault:secret/app'), server).toMatch(/VAULT_ADDR/);
    expect(sourceOf('vault:https://vault.example/secret/app').text).toMatch(
      /^vault:https:\/\/vault\.example/,
    );
  }
  vi.stubEnv('VAULT_TOKEN', 'two words');
  expect(await told('vault:http://127.0.0.1:9/secret/app')).toMatch(/VAULT_TOKEN/);
  vi.stubEnv('VAULT_TOKEN', 't0k3n');
  const login = ['us%er', 'w%zzord'].join(':');
  vi.stubEnv('HTTPS_PROXY', `http://${login}@127.0.0.1:9`);
  expect(await told('vault:https://vault.example/secret/app')).toMatch(/proxy .* cannot be used/);
});

interface Proxy {
  readonly port: number;
  readonly asked: string[];
}

/** Whatever host is asked for, `port` on this machine answers. */
async function proxyTo(port: number, login?: string): Promise<Proxy> {
  const asked: string[] = [];
  const proxy = http.createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url!);
    socket.on('error', () => {});
    const given = request.headers['proxy-authorization'];
    if (login && given !== `Basic ${Buffer.from(login).toString('base64')}`)
      return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const onward = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
  });
  return { port: await listening(proxy), asked };
}

test.skipIf(missing('openssl'))(
  'through a proxy, encrypted to the server, whose certificate counts',
  async () => {
    const home = realHome();
    const value = secret();
    const inner = await vaultServer('t0k3n', { one: {}, secret: { app: { B: value } } });
    const [key, cert] = [path.join(home, 'key'), path.join(home, 'cert')];
    const make = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
    ];
    const names = ['-subj', '/CN=vault.example', '-addext', 'subjectAltName=DNS:vault.example'];
    execFileSync('openssl', [...make, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const server = https.createServer(
      { key: fs.readFileSync(key), cert: fs.readFileSync(cert) },
      (ask, answer) => {
        const { 'x-vault-token': token = '' } = ask.headers;
        http.get(inner.address + ask.url!, { headers: { 'x-vault-token': token } }, (found) => {
          answer.writeHead(found.statusCode!);
          found.pipe(answer);
        });
      },
    );
    const port = await listening(server);
    const open = await proxyTo(port);
    const closed = await proxyTo(port, 'ada:p w');
    vi.stubEnv('VAULT_TOKEN', 't0k3n');
    vi.stubEnv('VAULT_CACERT', cert);
    for (const name of ['NO_PROXY', 'no_proxy', 'https_proxy', 'VAULT_PROXY_ADDR', 'VAULT_HTTP_PROXY'])
      vi.stubEnv(name, undefined);
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${open.port}`);
    const address = 'vault:https://vault.example/secret/app';
    expect(await read(address)).toEqual({ 'secret/app/B': value });
    expect(new Set(open.asked)).toEqual(new Set(['vault.example:443']));
    vi.stubEnv('VAULT_PROXY_ADDR', `http://${['ada', 'p%20w'].join(':')}@127.0.0.1:${closed.port}`);
    expect(await read(address)).toEqual({ 'secret/app/B': value });
    const refused = async (words: RegExp): Promise<void> => {
      const error = (await read(address).catch((reason: unknown) => reason)) as UserError;
      expect(error).toBeInstanceOf(UserError);
      expect(error.message).toMatch(words);
      expect(error.message + error.hint).not.toMatch(/p%20w|p w|word/);
    };
    vi.stubEnv('VAULT_PROXY_ADDR', `http://${['ada', 'word'].join(':')}@127.0.0.1:${closed.port}`);
    await refused(/proxy .* does not connect .*407/);
    vi.stubEnv('VAULT_PROXY_ADDR', `socks5://${['ada', 'word'].join(':')}@127.0.0.1:1`);
    await refused(/proxy that the environment names cannot be used/);
    vi.stubEnv('VAULT_PROXY_ADDR', 'http://127.0.0.1:1');
    await refused(/ECONNREFUSED/);
    // somebody in the middle
    vi.stubEnv('VAULT_PROXY_ADDR', undefined);
    vi.stubEnv('VAULT_CACERT', undefined);
    await refused(/cannot be asked \(.*SIGNED/);
    const silent = net.createServer(() => {});
    vi.stubEnv('HTTPS_PROXY', `127.0.0.1:${await listening(silent)}`);
    vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '1');
    await refused(/within 1 second/);
    vi.stubEnv('NO_PROXY', 'x,.example');
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${open.port}`);
    open.asked.length = 0;
    await refused(/cannot be asked|within 1 second/);
    expect(open.asked).toEqual([]);
  },
);
