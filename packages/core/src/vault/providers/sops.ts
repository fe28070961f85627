/**
 * Files that sops encrypted. Contract: README of sops 3.11 (github.com/getsops/sops): `sops --decrypt --output-type json
 * FILE` prints the decrypted document as JSON, whatever its own format; other exit codes than 0 are errors
 * (cmd/sops/codes). A binary file comes as `{"data": …}`. Keys come from where sops finds them: age, PGP, cloud KMS.
 */
import { absolutePath, isFile } from '../../platform/source-file.ts';
import { UserError } from '../../errors.ts';
import { readEntries, type Entries } from '../formats/index.ts';
import { badAddress, type Provider } from './kit/provider.ts';
import { locate, NETWORK_VARIABLES, toolOutput, type Tool } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'sops:FILE';
const tool: Tool = {
  program: 'sops',
  variables: [
    'SOPS_*',
    'GNUPGHOME',
    'GPG_TTY',
    'AWS_*',
    'AZURE_*',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'CLOUDSDK_*',
    'VAULT_ADDR',
    'VAULT_TOKEN',
    ...NETWORK_VARIABLES,
  ],
  set: { SOPS_DISABLE_VERSION_CHECK: 'true' },
};

async function entriesOf(path: string): Promise<Entries> {
  if (!isFile(path)) throw new UserError('the sops file is not there, or is no regular file');
  const out = await toolOutput(tool, ['--decrypt', '--output-type', 'json', path]);
  try {
    return readEntries(out, 'decrypted.json');
  } finally {
    out.fill(0);
  }
}

export const sops: Provider = {
  scheme: 'sops',
  usage,
  title: 'a file that sops encrypted (a.b is a_b)',
  capabilities: { names: false, network: false },
  probe: () => locate(tool),
  canonical(address) {
    if (address === '') throw badAddress(usage);
    return absolutePath(address);
  },
  list: async (address) => [...(await entriesOf(address)).values.keys()],
  async read(address) {
    const list = new ValueList();
    list.addAll(await entriesOf(address));
    return list;
  },
};
