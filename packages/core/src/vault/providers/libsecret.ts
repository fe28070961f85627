/**
 * The Secret Service of Linux desktops (gnome-keyring, KWallet, KeePassXC) through secret-tool. Contract: secret-tool(1)
 * of libsecret 0.20.5, run against gnome-keyring 42.1: `search --all ATTRIBUTE VALUE …` prints a block for each item to
 * standard output ([path], label, secret, created, modified; attributes go to standard error), `lookup` the secret
 * alone, without a line break where the output is no terminal. Nothing lists a keyring without an attribute.
 */
import { UserError } from '../../errors.ts';
import { badAddress, type Provider } from './kit/provider.ts';
import { isText, locate, toolOutput, toolValue, type Tool } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'libsecret:ATTRIBUTE=VALUE[,ATTRIBUTE=VALUE…]';
const tool: Tool = { program: 'secret-tool' };

function attributesOf(address: string): string[] {
  const words = address.split(',').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 && at < pair.length - 1 ? [pair.slice(0, at), pair.slice(at + 1)] : [''];
  });
  if (words.some((word) => word === '' || word.startsWith('-') || /[\p{Cc}]/u.test(word)))
    throw badAddress(usage);
  return words;
}

interface Item {
  readonly path: string;
  readonly label: string;
  readonly secret: string;
}

const DATE = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;
const HEAD = String.raw`\[(/?[^\]\n]*)\]\nlabel = ([^\n]*)\nsecret = `;
/** A secret may hold lines of its own: it ends where its dates stand, and the next item or the end. */
const ITEM = new RegExp(
  `${HEAD}([^]*?)\\ncreated = ${DATE}\\nmodified = ${DATE}\\n(?:schema = [^\\n]*\\n)?(?=\\[|$)`,
  'y',
);

function itemsIn(text: string): Item[] {
  const items: Item[] = [];
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < text.length) {
    const at = ITEM.lastIndex;
    const found = ITEM.exec(text);
    // what a locked keyring shows of an item
    if (!found && !/^secret = /m.test(text.slice(at)) && /^label = /m.test(text)) {
      throw new UserError('the keyring is locked', { hint: 'unlock it on the desktop; nothing was changed' });
    }
    if (!found) {
      throw new UserError('secret-tool answers in a form that this version of Staunch does not know', {
        hint: 'nothing was changed; its format may have changed',
      });
    }
    items.push({ path: found[1]!, label: found[2]!, secret: found[3]! });
  }
  return items;
}

async function search(address: string): Promise<Item[]> {
  const out = await toolOutput(tool, ['search', '--all', '--unlock', ...attributesOf(address)]);
  try {
    if (!isText(out)) {
      throw new UserError('secret-tool printed something else than plain text in UTF-8', {
        hint: 'nothing was changed; name one item alone',
      });
    }
    const items = itemsIn(out.toString());
    if (items.length === 0) {
      throw new UserError('the keyring has no such item', { hint: 'or it is locked; nothing was changed' });
    }
    return items;
  } finally {
    out.fill(0);
  }
}

/** Labels may stand twice. */
function namesOf(items: readonly Item[]): string[] {
  const times = new Map<string, number>();
  for (const { label } of items) times.set(label, (times.get(label) ?? 0) + 1);
  return items.map(({ label, path }) => {
    const name = label.trim() || path;
    return times.get(label)! > 1 ? `${name} ${path.split('/').at(-1)}` : name;
  });
}

export const libsecret: Provider = {
  scheme: 'libsecret',
  usage,
  title: 'the keyring of a Linux desktop (secret-tool)',
  capabilities: { names: false, network: false },
  probe: () => locate(tool),
  canonical(address) {
    attributesOf(address);
    return address;
  },
  async list(address) {
    return namesOf(await search(address));
  },
  async read(address) {
    const items = await search(address);
    const names = namesOf(items);
    const list = new ValueList();
    // alone, byte for byte
    if (items.length === 1) {
      list.add(names[0]!, await toolValue(tool, ['lookup', ...attributesOf(address)]));
    } else for (const [at, item] of items.entries()) list.add(names[at]!, item.secret);
    return list;
  },
};
