/**
 * Secrets of Kubernetes through kubectl. Contract: kubectl 1.32 and the API's Secret v1 (kubernetes.io/docs/reference):
 * `kubectl get secrets --namespace NS --output json` prints a List whose items are Secrets with metadata.name and data,
 * an object of Base64; `kubectl get secret NAME` prints one Secret.
 */
import { addressParts, splitOptions, type Provider } from './kit/provider.ts';
import {
  base64Of,
  fieldsOf,
  listOf,
  locate,
  NETWORK_VARIABLES,
  textOf,
  toolJson,
  type Tool,
} from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'kubernetes:NAMESPACE[/SECRET][?context=C]';
const tool: Tool = {
  program: 'kubectl',
  // the clouds' own sign-in is run by kubectl
  variables: [
    'KUBECONFIG',
    'KUBERNETES_SERVICE_HOST',
    'KUBERNETES_SERVICE_PORT',
    'AWS_*',
    'AZURE_*',
    'CLOUDSDK_*',
    'GOOGLE_APPLICATION_CREDENTIALS',
    ...NETWORK_VARIABLES,
  ],
};

interface Place {
  readonly namespace: string;
  readonly secret: string | undefined;
  readonly context: string | undefined;
}

function placeOf(address: string): Place {
  const { path, options } = splitOptions(address, ['context'], usage);
  const [namespace, secret] = addressParts(path, 1, 2, usage);
  return { namespace: namespace!, secret, context: options.get('context') };
}

interface Secret {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

async function secretsAt({ namespace, secret, context }: Place): Promise<Secret[]> {
  const what = secret ? ['secret', secret] : ['secrets'];
  const where = [`--namespace=${namespace}`, ...(context ? [`--context=${context}`] : [])];
  const answer = fieldsOf(await toolJson(tool, ['get', ...what, ...where, '--output=json']), 'kubectl');
  const items = secret ? [answer] : listOf(answer['items'], 'kubectl');
  return items.map(({ metadata, data = {} }) => ({
    name: textOf(fieldsOf(metadata, 'kubectl')['name'], 'kubectl'),
    data: fieldsOf(data, 'kubectl'),
  }));
}

export const kubernetes: Provider = {
  scheme: 'kubernetes',
  usage,
  title: 'Secrets of a Kubernetes namespace (kubectl)',
  capabilities: { names: false, network: true },
  probe: () => locate(tool),
  canonical(address) {
    placeOf(address);
    return address;
  },
  async list(address) {
    const place = placeOf(address);
    return (await secretsAt(place)).flatMap(({ name, data }) =>
      Object.keys(data).map((key) => `${place.namespace}/${name}/${key}`),
    );
  },
  async read(address) {
    const place = placeOf(address);
    const list = new ValueList();
    for (const { name, data } of await secretsAt(place)) {
      for (const [key, value] of Object.entries(data))
        list.add(`${place.namespace}/${name}/${key}`, base64Of(value, 'kubectl'));
    }
    return list;
  },
};
