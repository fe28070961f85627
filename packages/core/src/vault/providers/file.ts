/** Files of names and values: dotenv, JSON, YAML, TOML (../formats). */
import { absolutePath, baseName, readSourceFile } from '../../platform/source-file.ts';
import { readEntries, type Entries } from '../formats/index.ts';
import { badAddress, type Provider } from './kit/provider.ts';
import { ValueList } from './kit/values.ts';

const MOST_BYTES = 64 << 20;
const usage = 'FILE or file:FILE';

function entriesOf(file: string): Entries {
  const bytes = readSourceFile(file, 'the file to import', MOST_BYTES);
  try {
    return readEntries(bytes, baseName(file));
  } finally {
    bytes.fill(0);
  }
}

export const file: Provider = {
  scheme: 'file',
  usage,
  title: 'a .env, JSON, YAML or TOML file (a.b is a_b)',
  capabilities: { names: false, network: false },
  probe: () => 'built in',
  canonical(address) {
    if (address === '') throw badAddress(usage);
    return absolutePath(address);
  },
  list: async (address) => [...entriesOf(address).values.keys()],
  async read(address) {
    const list = new ValueList();
    list.addAll(entriesOf(address));
    return list;
  },
};
