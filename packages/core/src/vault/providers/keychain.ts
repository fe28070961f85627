/**
 * A password of the macOS keychain through security(1). Contract: manual page of security, macOS 14:
 * `security find-generic-password -s SERVICE [-a ACCOUNT] -w` prints the password alone, with a line break; one that is
 * not plain ASCII it prints as hex digits, which are kept as they are: what they stand for is looked for too. Each read
 * may ask the user to allow it.
 */
import { onSystem } from '../../platform/program.ts';
import { addressParts, type Provider } from './kit/provider.ts';
import { locate, toolValue, withoutNewline, type Tool } from './kit/tool.ts';
import { ValueList } from './kit/values.ts';

const usage = 'keychain:SERVICE[/ACCOUNT]';
const tool: Tool = { program: 'security', timeoutMs: 60_000 };

export const keychain: Provider = {
  scheme: 'keychain',
  usage,
  title: 'a password of the macOS keychain (security)',
  capabilities: { names: true, network: false },
  probe: () => (onSystem() === 'darwin' ? locate(tool) : undefined),
  canonical: (address) => addressParts(address, 1, 2, usage).join('/'),
  list: async (address) => [addressParts(address, 1, 2, usage).join('/')],
  async read(address) {
    const [service, account] = addressParts(address, 1, 2, usage);
    const args = ['find-generic-password', '-s', service!, ...(account ? ['-a', account] : []), '-w'];
    const list = new ValueList();
    list.add([service, account].filter(Boolean).join('/'), withoutNewline(await toolValue(tool, args)));
    return list;
  },
};
