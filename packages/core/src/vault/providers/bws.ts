/**
 * Bitwarden Secrets Manager through bws. Contract: bitwarden.com/help/secrets-manager-cli and the source of bws 2.1.0:
 * `bws secret list [PROJECT_ID] --output json --color no` prints an array of objects with id, key, value, note,
 * projectId; BWS_ACCESS_TOKEN signs in. Two secrets may have one key: then the id is part of the name.
 */
import { addressParts, type Provider } from './kit/provider.ts';
import { listOf, locate, NETWORK_VARIABLES, textOf, toolJson, type Tool } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'bws:[PROJECT-ID]';
const tool: Tool = {
  program: 'bws',
  variables: ['BWS_ACCESS_TOKEN', 'BWS_SERVER_URL', 'BWS_PROFILE', 'BWS_CONFIG_FILE', ...NETWORK_VARIABLES],
};

async function secretsAt(address: string): Promise<{ name: string; value: string }[]> {
  const flags = ['--output', 'json', '--color', 'no'];
  const secrets = listOf(await toolJson(tool, ['secret', 'list', ...partsOf(address), ...flags]), 'bws');
  const keys = secrets.map(({ key }) => textOf(key, 'bws'));
  const times = new Map<string, number>();
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  return secrets.map(({ id, value }, at) => ({
    name: times.get(keys[at]!) === 1 ? keys[at]! : `${textOf(id, 'bws')}/${keys[at]}`,
    value: textOf(value, 'bws'),
  }));
}

function partsOf(address: string): string[] {
  return addressParts(address, 0, 1, usage);
}

export const bws: Provider = {
  scheme: 'bws',
  usage,
  title: 'Bitwarden Secrets Manager (bws)',
  capabilities: { names: false, network: true },
  probe: () => locate(tool),
  canonical: (address) => partsOf(address).join('/'),
  list: async (address) => (await secretsAt(address)).map(({ name }) => name),
  async read(address) {
    const list = new ValueList();
    for (const { name, value } of await secretsAt(address)) list.add(name, value);
    return list;
  },
};
