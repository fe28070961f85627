/**
 * Parameters of AWS Systems Manager through the AWS CLI. Contract: reference of AWS CLI 1.45 and 2
 * (docs.aws.amazon.com/cli): `aws ssm get-parameters-by-path --path /P --recursive --with-decryption --output json`
 * prints Parameters with Name, Type, Value. Only those of the type SecureString are taken.
 */
import { addressParts, splitOptions, type Provider } from './kit/provider.ts';
import { fieldsOf, listOf, locate, textOf, toolJson } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';
import { awsPlace, awsTool, AWS_OPTIONS } from './kit/aws.ts';

const usage = 'aws-ssm:/PATH[?profile=P&region=R]';

function argumentsFor(address: string): string[] {
  const { path, options } = splitOptions(address, AWS_OPTIONS, usage);
  const parts = addressParts(path.replace(/^\//, ''), 0, 15, usage);
  const where = `--path=/${parts.join('/')}`;
  const flags = ['--recursive', '--with-decryption', '--output', 'json'];
  return ['ssm', 'get-parameters-by-path', where, ...flags, ...awsPlace(options)];
}

async function parametersAt(address: string): Promise<{ name: string; value: string }[]> {
  const { Parameters: parameters } = fieldsOf(await toolJson(awsTool, argumentsFor(address)), 'aws');
  return listOf(parameters, 'aws').flatMap(({ Name: name, Type: type, Value: value }) =>
    textOf(type, 'aws') === 'SecureString'
      ? [{ name: textOf(name, 'aws'), value: textOf(value, 'aws') }]
      : [],
  );
}

export const awsSsm: Provider = {
  scheme: 'aws-ssm',
  usage,
  title: 'AWS Systems Manager (aws): parameters of the type SecureString',
  capabilities: { names: false, network: true },
  probe: () => locate(awsTool),
  canonical(address) {
    argumentsFor(address);
    return address;
  },
  list: async (address) => (await parametersAt(address)).map(({ name }) => name),
  async read(address) {
    const list = new ValueList();
    for (const { name, value } of await parametersAt(address)) list.add(name, value);
    return list;
  },
};
