/**
 * HashiCorp Vault (or OpenBao) over its HTTP API, key-value engines of version 1 and 2. Contract: the API documentation
 * of Vault 1.21: `GET /v1/sys/internal/ui/mounts/PATH` tells mount and version; version 1 reads `GET /v1/MOUNT/PATH`
 * (`data`) and lists `GET /v1/MOUNT/PATH?list=true` (`data.keys`, folders with a slash behind); version 2 reads
 * `/v1/MOUNT/data/PATH` (`data.data`) and lists `/v1/MOUNT/metadata/PATH?list=true`. 404 says that nothing is there.
 *
 * The token is VAULT_TOKEN or ~/.vault-token, as for its own client; VAULT_ADDR, also one with a path behind a gateway,
 * VAULT_NAMESPACE, VAULT_CACERT, VAULT_PROXY_ADDR and HTTPS_PROXY count. Path and namespace are kept in the address, so
 * that a link is read from where it was made.
 */
import { UserError } from '../../errors.ts';
import { printable } from '../../report/escape.ts';
import { httpGet } from '../../platform/http.ts';
import { patience, variable } from '../../platform/program.ts';
import { homePath, isFile, readSourceFile } from '../../platform/source-file.ts';
import {
  badAddress,
  MOST_VALUES,
  readEach,
  Refused,
  splitOptions,
  type Provider,
  type ReadEach,
} from './kit/provider.ts';
import { fieldsOf, parseJson } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'vault:https://HOST/MOUNT[/PATH][?namespace=NS&prefix=PATH] or vault:MOUNT[/PATH]';
const OPTIONS = ['namespace', 'prefix'];
const WHO = 'Vault';
const TIMEOUT_MS = 15_000;
const MOST_BYTES = 8 << 20;
const MOST_DEPTH = 16;
/** A server that names new folders for ever is asked no further. */
const MOST_FOLDERS = 10_000;

interface Place {
  /** Where the API begins: the server, and what a gateway has before it; no slash at the end. */
  readonly base: string;
  readonly prefix: string;
  readonly namespace: string;
  /** Mount and path together, without slashes at the ends. */
  readonly path: string;
}

function placeOf(written: string): Place {
  const { path: address, options } = splitOptions(written, OPTIONS, usage);
  const isUrl = /^https?:\/\//.test(address);
  const server = variable('VAULT_ADDR');
  if (!isUrl && !server) {
    throw new UserError('this address names no server', { hint: `set VAULT_ADDR, or write ${usage}` });
  }
  // a URL would be read without them
  if (/(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(address)) throw badAddress(usage);
  const own = isUrl ? undefined : ownServer(server!);
  let url: URL;
  try {
    url = new URL(own ? `${own.origin}/${address}` : address);
  } catch {
    throw badAddress(usage);
  }
  // who writes a password into an address has it shown with the address
  const inServer = own ? `${own.username}${own.password}` : '';
  if (url.username || url.password || inServer || url.search || url.hash)
    throw badAddress(`${usage}, with nothing else in it`);
  const prefix = slashless(options.get('prefix') ?? own?.pathname ?? '');
  const namespace = slashless(options.get('namespace') ?? variable('VAULT_NAMESPACE') ?? '');
  if (!isHeader(namespace || 'x') || !/^[\w.~/-]*$/.test(prefix) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(prefix))
    throw badAddress(usage);
  const path = decoded(url.pathname)
    .replace(/^\/+|\/+$/g, '')
    .replace(/^(?:v1\/)/, '');
  const parts = path.split('/');
  if (
    path === '' ||
    parts.some((part) => part === '' || part === '.' || part === '..' || /[\p{Cc}]/u.test(part))
  )
    throw badAddress(usage);
  return { base: url.origin + (prefix && `/${prefix}`), prefix, namespace, path };
}

/** It is not repeated: it may hold a password. */
function ownServer(written: string): URL {
  const isUrl = /^https?:\/\//.test(written) && URL.canParse(written);
  if (isUrl) return new URL(written);
  throw new UserError('VAULT_ADDR is no address of a server', {
    hint: 'it is written https://HOST:PORT; or give the whole address: vault:https://HOST/MOUNT/PATH',
  });
}

function slashless(text: string): string {
  return text.replace(/^\/+|\/+$/g, '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badAddress(usage);
  }
}

/** What a header can hold; of anything else node's error would not be a user's. */
function isHeader(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function token(): string {
  const given = variable('VAULT_TOKEN')?.trim();
  if (given && isHeader(given)) return given;
  // another one would be sent in its stead
  if (given) {
    throw new UserError('VAULT_TOKEN holds what is no token', {
      hint: 'vault login, or set it anew; nothing was changed',
    });
  }
  const file = homePath('.vault-token');
  if (isFile(file)) {
    const bytes = readSourceFile(file, 'the token file', 1 << 16);
    const text = bytes.toString('latin1').trim();
    bytes.fill(0);
    if (isHeader(text)) return text;
  }
  throw new UserError('there is no token for Vault', { hint: 'vault login, or set VAULT_TOKEN' });
}

/** Undefined where there is nothing. */
async function get({ base, namespace }: Place, path: string, list = false): Promise<unknown> {
  const steps = path.split('/').map(encodeURIComponent).join('/');
  const url = new URL(`${base}/v1/${steps}${list ? '?list=true' : ''}`);
  const { status, body } = await httpGet({
    url,
    headers: {
      'X-Vault-Token': token(),
      'X-Vault-Request': 'true',
      Accept: 'application/json',
      ...(namespace ? { 'X-Vault-Namespace': namespace } : {}),
    },
    authorities: variable('VAULT_CACERT'),
    proxy: variable('VAULT_PROXY_ADDR') ?? variable('VAULT_HTTP_PROXY'),
    timeoutMs: patience(TIMEOUT_MS),
    mostBytes: MOST_BYTES,
  });
  try {
    if (status === 404) return undefined;
    if (status === 200) return fieldsOf(parseJson(body, WHO), WHO)['data'];
    throw refused(status);
  } finally {
    body.fill(0);
  }
}

function refused(status: number): UserError {
  if (status === 403) {
    return new Refused('Vault refuses the token, or does not let it read this path (403)', {
      hint: 'vault login; nothing was changed',
    });
  }
  if (status === 503) return new UserError('Vault is sealed (503)', { hint: 'nothing was changed' });
  const isElsewhere = status >= 300 && status < 400;
  return new UserError(`Vault answers with ${status}`, {
    hint: isElsewhere
      ? 'it sends to another server, which is not followed with the token: give the address of the active one'
      : 'nothing was changed',
  });
}

interface Engine {
  readonly mount: string;
  readonly version: 1 | 2;
}

async function engineOf(place: Place): Promise<Engine> {
  const about = fieldsOf((await get(place, `sys/internal/ui/mounts/${place.path}`)) ?? {}, WHO);
  const mount = about['path'];
  if (typeof mount !== 'string') throw new UserError('Vault has no key-value engine at this path');
  if (about['type'] !== 'kv' && about['type'] !== 'generic') {
    throw new UserError('the engine of Vault at this path keeps no values (it is not of type kv)');
  }
  const options = about['options'];
  const version =
    typeof options === 'object' && options !== null && (options as { version?: unknown }).version;
  return { mount: mount.replace(/\/+$/, ''), version: version === '2' ? 2 : 1 };
}

interface Paths {
  /** Within the engine. */
  readonly found: readonly string[];
  /** Folders that the token may not list. */
  readonly refused: ReadEach<unknown>['refused'];
}

/** Paths of the engine that hold values, below `start`. */
async function pathsBelow(place: Place, { mount, version }: Engine, start: string): Promise<Paths> {
  const found: string[] = [];
  const refused: { name: string; why: string }[] = [];
  let folders = 0;
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (depth > MOST_DEPTH || ++folders > MOST_FOLDERS)
      throw new UserError('Vault has more folders there than can be asked for', {
        hint: `at most ${MOST_FOLDERS}, ${MOST_DEPTH} deep: name one of them`,
      });
    const at = [mount, ...(version === 2 ? ['metadata'] : []), ...(folder ? [folder] : [])].join('/');
    let listed: unknown;
    try {
      listed = await get(place, at, true);
    } catch (error) {
      if (!(error instanceof Refused) || depth === 0) throw error;
      refused.push({ name: folder, why: error.message });
      return;
    }
    if (listed === undefined) return;
    const { keys } = fieldsOf(listed, WHO);
    if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string'))
      throw new UserError('Vault answers in a form that this version of Staunch does not know');
    for (const key of keys as string[]) {
      const path = folder ? `${folder}/${key}` : key;
      if (key.endsWith('/')) await walk(path.slice(0, -1), depth + 1);
      else found.push(path);
      if (found.length > MOST_VALUES)
        throw new UserError(`there are more than ${MOST_VALUES} values at this address`);
    }
  };
  await walk(start, 0);
  return { found, refused };
}

/** The fields at one path; undefined where there are none, or they were deleted. */
async function fieldsAt(place: Place, { mount, version }: Engine, path: string): Promise<unknown> {
  const data = await get(place, version === 2 ? `${mount}/data/${path}` : `${mount}/${path}`);
  return data === undefined || version === 1 ? data : fieldsOf(data, WHO)['data'];
}

function startOf({ path }: Place, { mount }: Engine): string {
  return path === mount ? '' : path.slice(mount.length + 1);
}

/**
 * The path itself where values are, which a token may be allowed to read and not to list; else all below it, of which
 * the opposite may be true.
 */
async function pathsAt(place: Place, engine: Engine): Promise<Paths> {
  const start = startOf(place, engine);
  if (start === '') return pathsBelow(place, engine, start);
  try {
    const own = await fieldsAt(place, engine, start);
    if (own !== undefined && own !== null) return { found: [start], refused: [] };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
  return pathsBelow(place, engine, start);
}

export const hashicorpVault: Provider = {
  scheme: 'vault',
  usage,
  title: 'HashiCorp Vault or OpenBao, key-value engines 1 and 2: what is at the path, else all below it',
  capabilities: { names: true, network: true },
  probe: () => 'built in',
  canonical(address) {
    const { base, prefix, namespace, path } = placeOf(address);
    const origin = prefix ? base.slice(0, -prefix.length - 1) : base;
    const options = Object.entries({ namespace, prefix }).filter(([, value]) => value !== '');
    const words = options.map(
      ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2F', '/')}`,
    );
    // what would not be read as a path again
    return `${origin}/${path.replace(/[%?#]/g, encodeURIComponent)}${words.length > 0 ? `?${words.join('&')}` : ''}`;
  },
  async list(address) {
    const place = placeOf(address);
    const engine = await engineOf(place);
    const { found, refused } = await pathsAt(place, engine);
    if (refused[0])
      throw new UserError(`${printable(`${engine.mount}/${refused[0].name}`)}: ${refused[0].why}`);
    return found.map((path) => `${engine.mount}/${path}`);
  },
  async read(address) {
    const place = placeOf(address);
    const engine = await engineOf(place);
    const paths = await pathsAt(place, engine);
    const list = new ValueList();
    const { read, refused } = await readEach(paths.found, async (path) => ({
      path,
      fields: await fieldsAt(place, engine, path),
    }));
    list.addRefused([...paths.refused, ...refused], `${engine.mount}/`);
    for (const { path, fields } of read) {
      // a path that is a folder only, or whose last version was deleted
      if (fields === undefined || fields === null) continue;
      for (const [name, value] of Object.entries(fieldsOf(fields, WHO))) {
        list.addJson(`${engine.mount}/${path}/${name}`, value);
      }
    }
    if (list.entries.length === 0 && list.leftOut.length === 0) {
      throw new UserError('Vault has nothing at this path', { hint: 'nothing was changed' });
    }
    return list;
  },
};
