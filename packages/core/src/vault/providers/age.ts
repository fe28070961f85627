/**
 * Files of names and values that age encrypted (https://age-encryption.org/v1), with the identity in a file. An identity
 * of age's own kind is used without another program; for ssh keys and plugins the program `age` is run: contract
 * age(1) of age 1.1.1, `age --decrypt --identity FILE FILE` to standard output.
 */
import { UserError } from '../../errors.ts';
import { decryptAge } from '../../platform/age.ts';
import { absolutePath, baseName, readSourceFile } from '../../platform/source-file.ts';
import { readEntries, type Entries } from '../formats/index.ts';
import { badAddress, splitOptions, type Provider } from './kit/provider.ts';
import { locate, toolOutput, type Tool } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const MOST_BYTES = 16 << 20;
const usage = 'age:FILE?identity=FILE';
const tool: Tool = { program: 'age' };

async function entriesOf(address: string): Promise<Entries> {
  const { path, options } = splitOptions(address, ['identity'], usage);
  const content = await decrypt(path, options.get('identity')!);
  try {
    return readEntries(content, baseName(path).replace(/\.age$/, ''));
  } finally {
    content.fill(0);
  }
}

async function decrypt(path: string, identityFile: string): Promise<Buffer> {
  const file = readSourceFile(path, 'the age file', MOST_BYTES);
  const text = readSourceFile(identityFile, 'the identity file', 1 << 16);
  const identity = identityIn(text.toString('latin1'));
  const hasPlugin = /^\s*AGE-PLUGIN-/m.test(text.toString('latin1'));
  text.fill(0);
  if (!identity) return decryptWithTool(path, identityFile);
  try {
    return Buffer.from(await decryptAge({ kind: 'identity', identity }, file));
  } catch {
    // a plugin's identity stands in the same file: only the program can ask that
    if (hasPlugin && locate(tool)) return decryptWithTool(path, identityFile);
    throw new UserError('the age file does not open: it is damaged, or the identity is another', {
      hint: 'nothing was changed',
    });
  }
}

async function decryptWithTool(path: string, identityFile: string): Promise<Buffer> {
  const content = await toolOutput(tool, ['--decrypt', '--identity', identityFile, '--', path]);
  if (content.length > 0) return content;
  throw new UserError('age printed nothing', { hint: 'nothing was changed' });
}

/** Those of age's own kind, one a line; age-keygen writes comments around them. Undefined where there is none. */
export function identityIn(text: string): string | undefined {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const identities = lines.filter((line) => line.startsWith('AGE-SECRET-KEY-'));
  return identities.length > 0 ? identities.join('\n') : undefined;
}

export const age: Provider = {
  scheme: 'age',
  usage,
  title: 'a .env, JSON, YAML or TOML file that age encrypted',
  capabilities: { names: false, network: false },
  probe: () => 'built in',
  canonical(address) {
    const { path, options } = splitOptions(address, ['identity'], usage);
    const identity = options.get('identity');
    if (path === '' || !identity) throw badAddress(`${usage}, or with --identity FILE`);
    return `${absolutePath(path)}?identity=${encodeURIComponent(absolutePath(identity)).replaceAll('%2F', '/')}`;
  },
  list: async (address) => [...(await entriesOf(address)).values.keys()],
  async read(address) {
    const list = new ValueList();
    list.addAll(await entriesOf(address));
    return list;
  },
};
