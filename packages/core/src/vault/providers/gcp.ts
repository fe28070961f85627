/**
 * Google Cloud Secret Manager through gcloud. Contract: reference of Google Cloud SDK 528
 * (cloud.google.com/sdk/gcloud/reference/secrets): `gcloud secrets list --project P --format json` prints an array of
 * objects whose name is projects/N/secrets/NAME; `gcloud secrets versions access latest --secret NAME --project P
 * --format get(payload.data)` prints the value in Base64 of the URL alphabet, which is exact for binary values too.
 */
import { addressParts, readEach, type Provider } from './kit/provider.ts';
import {
  base64Of,
  listOf,
  locate,
  NETWORK_VARIABLES,
  textOf,
  toolJson,
  toolValue,
  type Tool,
} from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'gcp:PROJECT[/SECRET]';
const tool: Tool = {
  program: 'gcloud',
  variables: ['CLOUDSDK_*', 'GOOGLE_APPLICATION_CREDENTIALS', ...NETWORK_VARIABLES],
  set: { CLOUDSDK_CORE_DISABLE_PROMPTS: '1', CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: 'true' },
  timeoutMs: 60_000,
};

async function namesAt(address: string): Promise<string[]> {
  const [project, secret] = addressParts(address, 1, 2, usage);
  if (secret) return [secret];
  const secrets = await toolJson(tool, ['secrets', 'list', `--project=${project}`, '--format=json']);
  return listOf(secrets, 'gcloud').map(({ name }) => textOf(name, 'gcloud').split('/').at(-1)!);
}

export const gcp: Provider = {
  scheme: 'gcp',
  usage,
  title: 'Google Cloud Secret Manager (gcloud), latest versions',
  capabilities: { names: true, network: true },
  probe: () => locate(tool),
  canonical: (address) => addressParts(address, 1, 2, usage).join('/'),
  async list(address) {
    const [project] = addressParts(address, 1, 2, usage);
    return (await namesAt(address)).map((name) => `${project}/${name}`);
  },
  async read(address) {
    const [project] = addressParts(address, 1, 2, usage);
    const list = new ValueList();
    const { read, refused } = await readEach(await namesAt(address), async (name) => {
      const which = ['latest', `--secret=${name}`, `--project=${project}`, '--format=get(payload.data)'];
      const out = await toolValue(tool, ['secrets', 'versions', 'access', ...which]);
      try {
        return { name, value: base64Of(out.toString('latin1'), 'gcloud') };
      } finally {
        out.fill(0);
      }
    });
    list.addRefused(refused, `${project}/`);
    for (const { name, value } of read) list.add(`${project}/${name}`, value);
    return list;
  },
};
