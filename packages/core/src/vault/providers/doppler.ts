/**
 * Doppler through its command-line tool. Contract: reference of Doppler CLI 3.75 (docs.doppler.com/docs/cli):
 * `doppler secrets download --no-file --no-fallback --format json --project P --config C` prints an object of names and
 * values, among them DOPPLER_PROJECT, DOPPLER_CONFIG and DOPPLER_ENVIRONMENT, which are no secrets and are not taken.
 * Project and config are always said, so that no settings of a directory count.
 */
import { addressParts, type Provider } from './kit/provider.ts';
import { fieldsOf, locate, NETWORK_VARIABLES, textOf, toolJson, type Tool } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'doppler:PROJECT/CONFIG';
const tool: Tool = {
  program: 'doppler',
  variables: ['DOPPLER_TOKEN', 'DOPPLER_API_HOST', 'DOPPLER_CONFIG_DIR', ...NETWORK_VARIABLES],
  set: { DOPPLER_ENABLE_VERSION_CHECK: 'false' },
};
const PUBLIC = ['DOPPLER_PROJECT', 'DOPPLER_CONFIG', 'DOPPLER_ENVIRONMENT'];

async function download(address: string): Promise<Readonly<Record<string, unknown>>> {
  const [project, config] = addressParts(address, 2, 2, usage);
  const flags = [
    '--no-file',
    '--no-fallback',
    '--format',
    'json',
    '--project',
    project!,
    '--config',
    config!,
  ];
  return fieldsOf(await toolJson(tool, ['secrets', 'download', ...flags]), 'doppler');
}

export const doppler: Provider = {
  scheme: 'doppler',
  usage,
  title: 'Doppler (doppler)',
  capabilities: { names: false, network: true },
  probe: () => locate(tool),
  canonical: (address) => addressParts(address, 2, 2, usage).join('/'),
  async list(address) {
    const names = Object.keys(await download(address)).filter((name) => !PUBLIC.includes(name));
    return names.map((name) => `${address}/${name}`);
  },
  async read(address) {
    const list = new ValueList();
    for (const [name, value] of Object.entries(await download(address))) {
      if (!PUBLIC.includes(name)) list.add(`${address}/${name}`, textOf(value, 'doppler'));
    }
    return list;
  },
};
