/**
 * pass, the standard Unix password manager. Contract, of its release 1.7.4 (pass(1)): the store is the folder that
 * PASSWORD_STORE_DIR names, else ~/.password-store, each entry a file NAME.gpg; `pass show NAME` decrypts one to
 * standard output. The first line is the password by its convention; what stands behind it is kept as NAME/notes.
 * gpg-agent asks for a passphrase with its own pinentry, if it has to.
 */
import { homePath, isDirectory, isFile, namesBelow } from '../../platform/source-file.ts';
import { variable } from '../../platform/program.ts';
import { UserError } from '../../errors.ts';
import { objection, withoutMark } from './kit/content.ts';
import { addressParts, MOST_VALUES, readEach, type Entry, type Provider } from './kit/provider.ts';
import { locate, toolOutput, type Tool } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'pass:[FOLDER or NAME]';
const tool: Tool = {
  program: 'pass',
  variables: ['PASSWORD_STORE_DIR', 'PASSWORD_STORE_GPG_OPTS', 'GNUPGHOME', 'GPG_TTY', 'SSH_AUTH_SOCK'],
  // somebody may have to type a passphrase
  timeoutMs: 60_000,
};

function storeFolder(): string {
  return variable('PASSWORD_STORE_DIR') ?? homePath('.password-store');
}

function namesAt(address: string): string[] {
  const store = storeFolder();
  if (!isDirectory(store)) {
    throw new UserError('there is no password store', { hint: 'PASSWORD_STORE_DIR names it; see pass init' });
  }
  if (address !== '' && isFile(`${store}/${address}.gpg`)) return [address];
  const folder = address === '' ? store : `${store}/${address}`;
  if (!isDirectory(folder))
    throw new UserError('the password store has no such entry', { hint: 'see pass ls' });
  return namesBelow(folder, '.gpg', MOST_VALUES).map((name) =>
    address === '' ? name : `${address}/${name}`,
  );
}

interface Shown {
  readonly entries: readonly Entry[];
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

async function show(name: string): Promise<Shown> {
  const all = await toolOutput(tool, ['show', '--', name]);
  const why = objection(all);
  if (why) {
    all.fill(0);
    return { entries: [], leftOut: [{ name, why }] };
  }
  const content = withoutMark(all);
  const end = content.indexOf(0x0a);
  const first = content.subarray(0, end < 0 ? content.length : end);
  const rest = content.subarray(first.length);
  const isBlank = rest.every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x09);
  // a key, or bytes that are no lines at all
  const isWhole = first.includes('-----BEGIN ') || content.includes(0);
  const take = (bytes: Buffer): Buffer => Buffer.from(bytes);
  try {
    if (isWhole) return { entries: [{ name, value: take(content) }], leftOut: [] };
    const password = first.at(-1) === 0x0d ? first.subarray(0, -1) : first;
    return {
      entries: [
        { name, value: take(password) },
        ...(isBlank ? [] : [{ name: `${name}/notes`, value: take(rest.subarray(1)) }]),
      ],
      leftOut: [],
    };
  } finally {
    all.fill(0);
  }
}

export const pass: Provider = {
  scheme: 'pass',
  usage,
  title: 'pass, the password manager; a first line is the value, the rest NAME/notes',
  capabilities: { names: true, network: false },
  probe: () => locate(tool),
  canonical: (address) => addressParts(address.replace(/\/+$/, ''), 0, 32, usage).join('/'),
  list: async (address) => namesAt(address),
  async read(address) {
    const list = new ValueList();
    const names = namesAt(address);
    const { read: shown, refused } = await readEach(names, show);
    list.addRefused(refused);
    for (const { entries, leftOut } of shown) {
      list.leftOut.push(...leftOut);
      for (const { name, value } of entries) list.add(name, value);
    }
    return list;
  },
};
