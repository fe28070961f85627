/**
 * Infisical through its command-line tool. Contract: infisical.com/docs/cli/commands/export and the tool's source
 * (github.com/Infisical/cli, packages/cmd/export.go at commit db544c289dcd): `infisical export --format json --projectId
 * ID --env ENV --path PATH --silent` prints an array of objects with key and value.
 */
import { addressParts, type Provider } from './kit/provider.ts';
import { listOf, locate, NETWORK_VARIABLES, textOf, toolJson, type Tool } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'infisical:PROJECT-ID/ENVIRONMENT[/FOLDER…]';
const tool: Tool = {
  program: 'infisical',
  variables: [
    'INFISICAL_TOKEN',
    'INFISICAL_UNIVERSAL_AUTH_ACCESS_TOKEN',
    // opens its own keyring file, where the desktop has none
    'INFISICAL_VAULT_FILE_PASSPHRASE',
    'INFISICAL_API_URL',
    'INFISICAL_DOMAIN',
    ...NETWORK_VARIABLES,
  ],
  set: { INFISICAL_DISABLE_UPDATE_CHECK: 'true' },
};

interface Found {
  /** Environment and folders, with a slash behind. */
  readonly prefix: string;
  readonly secrets: readonly Readonly<Record<string, unknown>>[];
}

async function exported(address: string): Promise<Found> {
  const [project, environment, ...folders] = addressParts(address, 2, 16, usage);
  const place = ['--projectId', project!, '--env', environment!, '--path', `/${folders.join('/')}`];
  const secrets = await toolJson(tool, ['export', '--format', 'json', ...place, '--silent']);
  return { prefix: [environment, ...folders, ''].join('/'), secrets: listOf(secrets, 'infisical') };
}

export const infisical: Provider = {
  scheme: 'infisical',
  usage,
  title: 'Infisical (infisical): what is in one folder, not in those below it',
  capabilities: { names: false, network: true },
  probe: () => locate(tool),
  canonical: (address) => addressParts(address, 2, 16, usage).join('/'),
  async list(address) {
    const { prefix, secrets } = await exported(address);
    return secrets.map(({ key }) => prefix + textOf(key, 'infisical'));
  },
  async read(address) {
    const { prefix, secrets } = await exported(address);
    const list = new ValueList();
    for (const { key, value } of secrets)
      list.add(prefix + textOf(key, 'infisical'), textOf(value, 'infisical'));
    return list;
  },
};
