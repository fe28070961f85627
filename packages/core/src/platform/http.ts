/** One GET with a bounded answer in bounded time. No redirect is followed: it would take the credential along. */
import fs from 'node:fs';
import type { Socket } from 'node:net';
import { UserError } from '../errors.ts';
import { loadBuiltIn } from './library.ts';
import { proxyFor, throughProxy } from './proxy.ts';

export interface Answer {
  readonly status: number;
  /** The caller wipes it. */
  readonly body: Buffer;
}

export interface Question {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** A file of certificates that are trusted instead of the system's. */
  readonly authorities?: string | undefined;
  /** A proxy instead of the one that HTTPS_PROXY names. */
  readonly proxy?: string | undefined;
  readonly timeoutMs: number;
  readonly mostBytes: number;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Throws UserError when nobody answers, the certificate is not good, or it takes too long or too much. */
export async function httpGet({
  url,
  headers,
  authorities,
  proxy: named,
  timeoutMs,
  mostBytes,
}: Question): Promise<Answer> {
  const isPlain = url.protocol === 'http:';
  const host = url.host;
  if (isPlain && !LOOPBACK.test(url.hostname)) {
    throw new UserError(`${host} is asked without encryption`, {
      hint: 'use https:// for any other machine',
    });
  }
  const { request } = isPlain
    ? loadBuiltIn<typeof import('node:http')>('http')
    : loadBuiltIn<typeof import('node:https')>('https');
  // what is on this machine is asked directly, as by curl and Go
  const isHere = isPlain || LOOPBACK.test(url.hostname);
  const proxy = isHere ? undefined : proxyFor(url.hostname, named);
  const ca = authorities ? readAuthorities(authorities) : undefined;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let stop = (): void => {};
    const fail = (error: UserError): void => {
      clearTimeout(timer);
      stop();
      for (const chunk of chunks) chunk.fill(0);
      reject(error);
    };
    // over all of it: an answer that drips in would pass a limit on each pause
    const timer = setTimeout(
      () => fail(new UserError(`${host} gave no answer within ${timeoutMs / 1000} seconds`)),
      timeoutMs,
    );
    const failed = (error: NodeJS.ErrnoException): void =>
      fail(new UserError(`${host} cannot be asked (${error.code ?? 'unknown error'})`));
    const ask = (connection?: Socket): void => {
      const question = request(url, {
        method: 'GET',
        headers,
        ...(ca ? { ca } : {}),
        // an agent would make a connection of its own
        ...(connection ? { createConnection: () => encrypted(connection, url, ca) } : { agent: false }),
      });
      stop = () => {
        question.destroy();
        connection?.destroy();
      };
      question.on('error', failed);
      question.on('response', (response) => {
        response.on('error', failed);
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          chunks.push(chunk);
          if (length > mostBytes)
            fail(new UserError(`${host} answers with more than ${mostBytes >> 20} MiB`));
        });
        response.on('aborted', () => fail(new UserError(`${host} broke off its answer`)));
        response.on('end', () => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) });
          for (const chunk of chunks) chunk.fill(0);
          connection?.destroy();
        });
      });
      question.end();
    };
    if (!proxy) ask();
    else throughProxy(proxy, url, (destroy) => (stop = destroy)).then(ask, fail);
  });
}

/** The certificate must be the server's, whatever the proxy is. */
function encrypted(socket: Socket, url: URL, ca: Buffer | undefined): Socket {
  const { connect } = loadBuiltIn<typeof import('node:tls')>('tls');
  const { isIP } = loadBuiltIn<typeof import('node:net')>('net');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return connect({ socket, host, ...(isIP(host) ? {} : { servername: host }), ...(ca ? { ca } : {}) });
}

function readAuthorities(file: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`the certificates in ${file} cannot be read (${code ?? 'unknown error'})`);
  }
}
