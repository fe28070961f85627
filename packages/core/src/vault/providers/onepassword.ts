/**
 * 1Password through its command-line tool. Contract: reference of 1Password CLI 2 (developer.1password.com/docs/cli,
 * 2.30): `op item list --vault V --format json` (id, title), `op item get ID --vault V --format json --reveal` (fields
 * with id, type, purpose, label, value, section), `op read --no-newline op://VAULT/ITEM/FIELD`. Taken are concealed
 * fields, private keys, one-time passwords, notes, and text fields whose label says that they are secret.
 */
import { addressParts, readEach, type Provider } from './kit/provider.ts';
import {
  fieldsOf,
  listOf,
  locate,
  NETWORK_VARIABLES,
  textOf,
  toolJson,
  toolValue,
  type Tool,
} from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'op://VAULT[/ITEM[/FIELD]]';
const tool: Tool = {
  program: 'op',
  variables: [
    'OP_SERVICE_ACCOUNT_TOKEN',
    'OP_CONNECT_HOST',
    'OP_CONNECT_TOKEN',
    'OP_ACCOUNT',
    'OP_SESSION_*',
    'OP_BIOMETRIC_UNLOCK_ENABLED',
    'OP_CONFIG_DIR',
    ...NETWORK_VARIABLES,
  ],
  timeoutMs: 60_000,
};

const SECRET_TYPES = ['CONCEALED', 'SSHKEY', 'OTP'];
const SECRET_LABEL = /pass|secret|token|key|pin\b|credential|auth/i;

function partsOf(address: string): string[] {
  return addressParts(address.replace(/^\/\//, '').replace(/\/+$/, ''), 1, 4, usage);
}

interface Item {
  readonly id: string;
  readonly title: string;
}

async function itemsOf(vault: string): Promise<Item[]> {
  const items = listOf(await toolJson(tool, ['item', 'list', '--vault', vault, '--format', 'json']), 'op');
  return items.map(({ id, title }) => {
    const known = textOf(id, 'op');
    // it becomes an argument
    if (!/^[A-Za-z0-9]+$/.test(known)) textOf(undefined, 'op');
    return { id: known, title: textOf(title, 'op') };
  });
}

async function addItem(list: ValueList, vault: string, item: string): Promise<void> {
  const args = ['item', 'get', item, '--vault', vault, '--format', 'json', '--reveal'];
  const { title, fields = [] } = fieldsOf(await toolJson(tool, args), 'op');
  const names = new Set<string>();
  for (const { id, type, purpose, label, value, section } of listOf(fields, 'op')) {
    const text = typeof label === 'string' && label !== '' ? label : textOf(id, 'op');
    const isSecret =
      SECRET_TYPES.includes(textOf(type, 'op')) || purpose === 'NOTES' || SECRET_LABEL.test(text);
    if (!isSecret || typeof value !== 'string' || value === '') continue;
    const group = section === undefined ? undefined : fieldsOf(section, 'op')['label'];
    const path = [vault, textOf(title, 'op'), ...(typeof group === 'string' && group ? [group] : []), text];
    // labels may stand twice, ids never
    const name = names.has(path.join('/')) ? [...path, textOf(id, 'op')].join('/') : path.join('/');
    names.add(name);
    list.add(name, value);
  }
}

export const onepassword: Provider = {
  scheme: 'op',
  usage,
  title: '1Password (op): secret fields of all items of a vault, or of one',
  capabilities: { names: true, network: true },
  probe: () => locate(tool),
  canonical: (address) => `//${partsOf(address).join('/')}`,
  async list(address) {
    const [vault, ...rest] = partsOf(address);
    if (rest.length > 0) return [[vault, ...rest].join('/')];
    return (await itemsOf(vault!)).map(({ title }) => `${vault}/${title}`);
  },
  async read(address) {
    const [vault, item, ...field] = partsOf(address);
    const list = new ValueList();
    if (field.length > 0) {
      const reference = `op://${[vault, item, ...field].join('/')}`;
      list.add([vault, item, ...field].join('/'), await toolValue(tool, ['read', '--no-newline', reference]));
      return list;
    }
    const items = item ? [{ id: item, title: item }] : await itemsOf(vault!);
    const titles = items.map(({ title }) => title);
    const { read: lists, refused } = await readEach(titles, async (title, at) => {
      const { id } = items[at]!;
      const own = new ValueList();
      await addItem(own, vault!, id);
      return { own, title, id };
    });
    list.addRefused(refused, `${vault}/`);
    for (const { own, title, id } of lists) {
      // two items of one title are told apart by their ids
      const isTwice = titles.filter((each) => each === title).length > 1;
      for (const { name, value } of own.entries) list.add(isTwice ? `${name} ${id}` : name, value);
      list.leftOut.push(...own.leftOut);
    }
    return list;
  },
};
