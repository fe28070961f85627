/**
 * The token that the GitHub CLI signs in with. Contract: gh-auth-token(1) of gh 2.46, `gh auth token --hostname HOST
 * [--user USER]`, which prints it with a line break; 2.23 has no --user. Secrets of GitHub Actions can be written and
 * never read, by gh or by anybody.
 */
import { UserError } from '../../errors.ts';
import { addressParts, splitOptions, type Provider } from './kit/provider.ts';
import { locate, NETWORK_VARIABLES, toolValue, withoutNewline, type Tool } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'gh:[HOST][?user=USER]';
const tool: Tool = {
  program: 'gh',
  variables: [
    'GH_TOKEN',
    'GITHUB_TOKEN',
    'GH_ENTERPRISE_TOKEN',
    'GITHUB_ENTERPRISE_TOKEN',
    'GH_CONFIG_DIR',
    ...NETWORK_VARIABLES,
  ],
  set: { GH_NO_UPDATE_NOTIFIER: '1', GH_PROMPT_DISABLED: '1' },
};

function placeOf(address: string): { host: string; user: string | undefined } {
  const { path, options } = splitOptions(address, ['user'], usage);
  const [host = 'github.com'] = addressParts(path, 0, 1, usage);
  return { host, user: options.get('user') };
}

function nameOf({ host, user }: { host: string; user: string | undefined }): string {
  return ['gh', host, ...(user ? [user] : []), 'token'].join('/');
}

export const gh: Provider = {
  scheme: 'gh',
  usage,
  title: 'the token of the GitHub CLI (gh)',
  capabilities: { names: true, network: false },
  probe: () => locate(tool),
  canonical(address) {
    placeOf(address);
    return address;
  },
  list: async (address) => [nameOf(placeOf(address))],
  async read(address) {
    const place = placeOf(address);
    const args = ['auth', 'token', '--hostname', place.host, ...(place.user ? ['--user', place.user] : [])];
    const list = new ValueList();
    const token = withoutNewline(await toolValue(tool, args));
    // a notice, or nothing at all
    if (!/^[\x21-\x7e]+$/.test(token.toString('latin1'))) {
      token.fill(0);
      throw new UserError('gh printed something else than a token', { hint: 'nothing was changed' });
    }
    list.add(nameOf(place), token);
    return list;
  },
};
