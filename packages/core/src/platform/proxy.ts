/**
 * The way through a proxy (CONNECT, RFC 9110): what is inside stays encrypted to the server, whose certificate is
 * looked at as without a proxy. The variables are those of curl and Go.
 */
import type { Socket } from 'node:net';
import { UserError } from '../errors.ts';
import { loadBuiltIn } from './library.ts';

/** `named`, else HTTPS_PROXY, unless NO_PROXY names the host. Throws UserError for what is no http:// proxy. */
export function proxyFor(host: string, named?: string): URL | undefined {
  const env = process.env;
  const written =
    named ??
    (isExcepted(host, env['NO_PROXY'] || env['no_proxy']) ? '' : env['HTTPS_PROXY'] || env['https_proxy']);
  if (!written) return undefined;
  try {
    const url = new URL(written.includes('://') ? written : `http://${written}`);
    // what is escaped in it must be whole
    decodeURIComponent(url.username);
    decodeURIComponent(url.password);
    if (url.protocol === 'http:' && url.hostname !== '') return url;
  } catch {
    // as below; it may hold a password, so it is not repeated
  }
  throw new UserError('the proxy that the environment names cannot be used', {
    hint: 'it is written http://[USER:PASSWORD@]HOST:PORT (HTTPS_PROXY, VAULT_PROXY_ADDR)',
  });
}

function isExcepted(host: string, exceptions = ''): boolean {
  return exceptions
    .split(',')
    .map((each) =>
      each
        .trim()
        .replace(/^\*?\./, '')
        .replace(/:\d+$/, '')
        .toLowerCase(),
    )
    .some((each) => each === '*' || (each !== '' && (host === each || host.endsWith(`.${each}`))));
}

/** A connection to the server, not yet encrypted. `opened` is given what is to be closed if it takes too long. */
export function throughProxy(proxy: URL, target: URL, opened: (stop: () => void) => void): Promise<Socket> {
  const { request } = loadBuiltIn<typeof import('node:http')>('http');
  const authority = `${target.hostname}:${target.port || '443'}`;
  const { username, password } = proxy;
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString(
    'base64',
  );
  return new Promise((resolve, reject) => {
    const failed = (why: string): void =>
      reject(
        new UserError(`the proxy ${proxy.host} does not connect to ${target.host} (${why})`, {
          hint: 'NO_PROXY=HOST leaves it out',
        }),
      );
    const asked = request({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || 80,
      method: 'CONNECT',
      path: authority,
      headers: { Host: authority, ...(username ? { 'Proxy-Authorization': `Basic ${login}` } : {}) },
      agent: false,
    });
    opened(() => asked.destroy());
    asked.on('error', (error: NodeJS.ErrnoException) => failed(error.code ?? 'unknown error'));
    asked.on('response', (response) => {
      response.destroy();
      failed(String(response.statusCode));
    });
    asked.on('connect', (response, socket) => {
      if (response.statusCode === 200) return resolve(socket);
      socket.destroy();
      failed(String(response.statusCode));
    });
    asked.end();
  });
}
