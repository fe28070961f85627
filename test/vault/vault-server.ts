/**
 * A server that speaks the part of HashiCorp Vault's HTTP API that is used, written from its documentation and from what
 * a real Vault 1.21.4 answered: mounts, key-value engines 1 and 2, lists, deleted versions, refusals.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

type Fields = Readonly<Record<string, unknown>>;

export interface VaultServer {
  readonly address: string;
  readonly token: string;
  /** What it was asked, as `METHOD PATH`. */
  readonly asked: string[];
}

/** `one` is an engine of version 1, `secret` of version 2; null stands for a deleted version. */
export async function vaultServer(
  token: string,
  engines: Readonly<Record<'one' | 'secret', Readonly<Record<string, Fields | null>>>>,
  refused?: RegExp,
): Promise<VaultServer> {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url!, 'http://x');
    asked.push(`${request.method} ${url.pathname}${url.search}`);
    const say = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const data = (fields: unknown): void =>
      say(200, { request_id: 'x', lease_id: '', data: fields, warnings: null });
    if (request.headers['x-vault-token'] !== token) return say(403, { errors: ['permission denied'] });
    const path = decodeURIComponent(url.pathname)
      .replace(/^\/v1\//, '')
      .replace(/\/$/, '');
    if (path.startsWith('sys/internal/ui/mounts/')) {
      const mount = path.slice('sys/internal/ui/mounts/'.length).split('/')[0];
      if (mount !== 'one' && mount !== 'secret')
        return say(403, { errors: ['preflight capability check returned 403'] });
      return data({ type: 'kv', path: `${mount}/`, options: mount === 'secret' ? { version: '2' } : null });
    }
    if (refused?.test(path)) return say(403, { errors: ['1 error occurred: permission denied'] });
    const [mount, ...rest] = path.split('/');
    const isSecond = mount === 'secret';
    const kind = isSecond ? rest.shift() : undefined;
    const values = engines[mount as 'one' | 'secret'];
    const name = rest.join('/');
    if (url.searchParams.get('list') === 'true') {
      if (isSecond && kind !== 'metadata') return say(405, { errors: ['unsupported operation'] });
      const below = Object.keys(values).filter((key) => name === '' || key.startsWith(`${name}/`));
      const keys = new Set(
        below.map((key) => (name ? key.slice(name.length + 1) : key).replace(/\/.*/, '/')),
      );
      return keys.size > 0 ? data({ keys: [...keys] }) : say(404, { errors: [] });
    }
    const fields = values[name];
    if (fields === undefined) return say(404, { errors: [] });
    if (!isSecond) return data(fields);
    if (fields === null) return say(404, { data: { data: null, metadata: { deletion_time: 'x' } } });
    return data({ data: fields, metadata: { version: 1, deletion_time: '' } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token, asked };
}

/** A server that does what no good one does. */
export async function hostileServer(answer: http.RequestListener): Promise<string> {
  const server = http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
