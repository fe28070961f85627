/**
 * AWS Secrets Manager through the AWS CLI. Contract: reference of AWS CLI 1.45 and 2 (docs.aws.amazon.com/cli):
 * `aws secretsmanager list-secrets --output json` (SecretList with Name), `get-secret-value --secret-id NAME --output
 * json` (Name, and SecretString or SecretBinary in Base64). A string that is a JSON object, as the console makes it,
 * becomes NAME/KEY for each of its keys.
 */
import { addressParts, readEach, splitOptions, type Provider } from './kit/provider.ts';
import { base64Of, fieldsOf, hasTwins, listOf, locate, textOf, toolJson } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';
import { awsPlace, awsTool, AWS_OPTIONS } from './kit/aws.ts';

const usage = 'aws:[SECRET][?profile=P&region=R]';

function placeOf(address: string): { secret: string; place: string[] } {
  const { path, options } = splitOptions(address, AWS_OPTIONS, usage);
  // a name may begin with a slash
  const [start, rest] = /^\/./.test(path) ? ['/', path.slice(1)] : ['', path];
  return { secret: start + addressParts(rest, 0, 32, usage).join('/'), place: awsPlace(options) };
}

async function namesAt(address: string): Promise<string[]> {
  const { secret, place } = placeOf(address);
  if (secret !== '') return [secret];
  const args = ['secretsmanager', 'list-secrets', '--output', 'json', ...place];
  const { SecretList: list } = fieldsOf(await toolJson(awsTool, args), 'aws');
  // the tool would read a file of that name, and send it
  return listOf(list, 'aws').map(({ Name: name }) =>
    textOf(typeof name === 'string' && name.includes('://') ? undefined : name, 'aws'),
  );
}

/** Undefined when it is anything else. */
function objectIn(text: string): object | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function addText(list: ValueList, name: string, text: string): void {
  const object = objectIn(text);
  if (object && hasTwins(text, object))
    list.leftOut.push({ name, why: 'it is JSON with two values for one name' });
  else list.addJson(name, object ?? text);
}

export const aws: Provider = {
  scheme: 'aws',
  usage,
  title: 'AWS Secrets Manager (aws)',
  capabilities: { names: true, network: true },
  probe: () => locate(awsTool),
  canonical(address) {
    placeOf(address);
    return address;
  },
  list: namesAt,
  async read(address) {
    const { place } = placeOf(address);
    const { read, refused } = await readEach(await namesAt(address), async (name) => {
      const args = [
        'secretsmanager',
        'get-secret-value',
        `--secret-id=${name}`,
        '--output',
        'json',
        ...place,
      ];
      return { name, fields: fieldsOf(await toolJson(awsTool, args), 'aws') };
    });
    const list = new ValueList();
    list.addRefused(refused);
    for (const { name, fields } of read) {
      const { SecretString: text, SecretBinary: binary } = fields;
      if (text === undefined) list.add(name, base64Of(binary, 'aws'));
      else addText(list, name, textOf(text, 'aws'));
    }
    return list;
  },
};
