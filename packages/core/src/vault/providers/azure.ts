/**
 * Azure Key Vault through the Azure CLI. Contract: reference of Azure CLI 2.70 (learn.microsoft.com/cli/azure/keyvault):
 * `az keyvault secret list --vault-name V --output json` prints an array of objects with name and id, `az keyvault
 * secret show --vault-name V --name N --output json` an object with value.
 */
import { addressParts, readEach, type Provider } from './kit/provider.ts';
import { fieldsOf, listOf, locate, NETWORK_VARIABLES, textOf, toolJson, type Tool } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'azure:VAULT[/SECRET]';
const tool: Tool = {
  program: 'az',
  variables: ['AZURE_*', 'REQUESTS_CA_BUNDLE', ...NETWORK_VARIABLES],
  set: {
    AZURE_CORE_NO_COLOR: 'true',
    AZURE_CORE_COLLECT_TELEMETRY: 'false',
    AZURE_CORE_ONLY_SHOW_ERRORS: 'true',
  },
  timeoutMs: 60_000,
};

async function namesAt(address: string): Promise<string[]> {
  const [vault, secret] = addressParts(address, 1, 2, usage);
  if (secret) return [secret];
  const args = ['keyvault', 'secret', 'list', `--vault-name=${vault}`, '--output=json'];
  return listOf(await toolJson(tool, args), 'az').map(({ name }) => textOf(name, 'az'));
}

export const azure: Provider = {
  scheme: 'azure',
  usage,
  title: 'Azure Key Vault (az)',
  capabilities: { names: true, network: true },
  probe: () => locate(tool),
  canonical: (address) => addressParts(address, 1, 2, usage).join('/'),
  async list(address) {
    const [vault] = addressParts(address, 1, 2, usage);
    return (await namesAt(address)).map((name) => `${vault}/${name}`);
  },
  async read(address) {
    const [vault] = addressParts(address, 1, 2, usage);
    const list = new ValueList();
    const { read, refused } = await readEach(await namesAt(address), async (name) => {
      const args = ['keyvault', 'secret', 'show', `--vault-name=${vault}`, `--name=${name}`, '--output=json'];
      const { value } = fieldsOf(await toolJson(tool, args), 'az');
      return { name, value: textOf(value, 'az') };
    });
    list.addRefused(refused, `${vault}/`);
    for (const { name, value } of read) list.add(`${vault}/${name}`, value);
    return list;
  },
};
