/**
 * The Secret Service of Linux desktops (gnome-keyring, KWallet, KeePassXC) through secret-tool. Contract: secret-tool(1)
 * of libsecret 0.20.5, run against gnome-keyring 42.1: `search --all ATTRIBUTE VALUE …` prints a block for each item to
 * standard output ([path], label, secret, created, modified, schema; attributes go to standard error), `lookup` the
 * secret alone, byte for byte. Nothing lists a keyring without an attribute.
 *
 * Label and secret are printed as they are, so one may hold what looks like another item. The service itself is asked
 * how many there are (SearchItems of org.freedesktop.Secret.Service, draft 0.2, through busctl or dbus-send where
 * either is installed).
 */
import { findProgram, runProgram } from '../../platform/program.ts';
import { UserError } from '../../errors.ts';
import { isText, objection, withoutMark } from './kit/content.ts';
import { badAddress, type Provider } from './kit/provider.ts';
import { locate, toolOutput, type Tool } from './kit/tool.ts';
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
  /** Its bytes, one a character. */
  readonly secret: string;
  /** Label and secret may as well be parted elsewhere. */
  readonly isUnclear: boolean;
}

const DATE = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;
const HEAD = /\[(\/?[\x21-\x5a\x5e-\x7e]*)\]\nlabel = /y;
/** Label and secret may have lines of their own: an item ends where its dates stand, and the next one or the end. */
const END = new RegExp(
  String.raw`\ncreated = ${DATE}\nmodified = ${DATE}\n(?:schema = [^\n]*\n)?(?=\[|$)`,
  'g',
);
const SECRET = '\nsecret = ';

function itemsIn(text: string): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < text.length;) {
    HEAD.lastIndex = at;
    const head = HEAD.exec(text);
    END.lastIndex = HEAD.lastIndex;
    const end = head ? END.exec(text) : null;
    if (!head || !end) throw strange();
    const body = text.slice(HEAD.lastIndex, end.index);
    const split = body.indexOf(SECRET);
    // what a locked keyring shows of an item
    if (split < 0)
      throw new UserError('the keyring is locked', { hint: 'unlock it on the desktop; nothing was changed' });
    const label = Buffer.from(body.slice(0, split), 'latin1');
    const secret = body.slice(split + SECRET.length);
    items.push({
      path: head[1]!,
      label: isText(label) && !/[\t\r\n]/.test(label.toString()) ? label.toString().trim() : '',
      secret,
      isUnclear: secret.includes(SECRET),
    });
    at = END.lastIndex;
  }
  return items;
}

function strange(): UserError {
  return new UserError('secret-tool answers in a form that this version of Staunch does not know', {
    hint: 'nothing was changed; its format may have changed',
  });
}

async function search(address: string): Promise<Item[]> {
  const attributes = attributesOf(address);
  const out = await toolOutput(tool, ['search', '--all', '--unlock', ...attributes]);
  try {
    const items = itemsIn(out.toString('latin1'));
    if (items.length === 0) {
      throw new UserError('the keyring has no such item', { hint: 'or it is locked; nothing was changed' });
    }
    const count = items.length > 1 ? await countOf(attributes) : undefined;
    if (count !== undefined && count !== items.length) {
      throw new UserError('the items of the keyring cannot be told apart: one looks like several', {
        hint: 'nothing was changed; name one item alone',
      });
    }
    return items;
  } finally {
    out.fill(0);
  }
}

const SERVICE = 'org.freedesktop.secrets';
const OBJECT = '/org/freedesktop/secrets';
const INTERFACE = 'org.freedesktop.Secret.Service';

/** How many items the service has; undefined where nobody can ask it. */
async function countOf(attributes: readonly string[]): Promise<number | undefined> {
  const pairs = ['a{ss}', `${attributes.length / 2}`, ...attributes];
  const to = [`--dest=${SERVICE}`, OBJECT, `${INTERFACE}.SearchItems`];
  const ways: Readonly<Record<string, readonly string[]>> = {
    busctl: ['--user', 'call', SERVICE, OBJECT, INTERFACE, 'SearchItems', ...pairs],
    'dbus-send': ['--session', '--print-reply', ...to, `dict:string:string:${attributes.join(',')}`],
  };
  const way = Object.entries(ways).find(([program]) => findProgram(program));
  if (!way) return undefined;
  const [program, args] = way;
  const { code, out } = await runProgram({ program, args });
  // each path is quoted, by either
  return code === 0 ? [...out.toString('latin1').matchAll(/"\/[^"\n]*"/g)].length : undefined;
}

/** Labels may stand twice, or be none that could be a name. */
function namesOf(items: readonly Item[]): string[] {
  const times = new Map<string, number>();
  for (const { label } of items) times.set(label, (times.get(label) ?? 0) + 1);
  return items.map(({ label, path }) => {
    if (label === '') return path;
    return times.get(label)! > 1 ? `${label} ${path.split('/').at(-1)}` : label;
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
    for (const [at, { secret, isUnclear }] of items.entries()) {
      const isOne = items.length === 1;
      // alone it is had byte for byte
      const bytes = isOne
        ? await toolOutput(tool, ['lookup', ...attributesOf(address)])
        : Buffer.from(secret, 'latin1');
      const why = objection(bytes) ?? (isUnclear && !isOne ? UNCLEAR : undefined);
      if (!why) list.add(names[at]!, withoutMark(bytes));
      else {
        list.leftOut.push({ name: names[at]!, why });
        bytes.fill(0);
      }
    }
    return list;
  },
};

const UNCLEAR = 'where its label ends cannot be told: name it alone';
