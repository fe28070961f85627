/**
 * The system's keychain through @napi-rs/keyring 2.1 (macOS Keychain, Windows Credential Manager, the Secret Service of
 * Linux), which is optional. It is called in a node of its own: a keychain that is locked waits for a window that
 * nobody may see, inside of native code that cannot be interrupted.
 */
import { UserError } from '../errors.ts';
import { findLibrary } from './library.ts';
import { runNodeNow } from './program.ts';

const SERVICE = 'staunch';
const TIMEOUT_MS = 20_000;

// without the pin Linux would fall back to the kernel's keyring, which is empty after a restart
const CALL = `
const [library, service, account, action] = process.argv.slice(1);
const { Entry } = require(library);
const entry = new Entry(service, account, { linux: { store: 'secret-service' } });
if (action === 'write') entry.setSecret(require('node:fs').readFileSync(0));
else if (action === 'remove') entry.deleteCredential();
else process.stdout.write(Buffer.from(entry.getSecret() ?? []));
`;

function call(action: 'read' | 'write' | 'remove', account: string, input?: Uint8Array): Buffer {
  const library = findLibrary('@napi-rs/keyring');
  if (!library) {
    throw new UserError('the keychain needs @napi-rs/keyring, which is not installed', {
      hint: 'npm install @napi-rs/keyring beside staunch (--global if staunch is)',
    });
  }
  const { code, out } = runNodeNow({
    what: 'the keychain',
    args: ['--eval', CALL, '--', library, SERVICE, account, action],
    timeoutMs: TIMEOUT_MS,
    mostBytes: 1 << 16,
    ...(input ? { input } : {}),
  });
  if (code === 0) return out;
  out.fill(0);
  throw new UserError('the keychain cannot be used: it is locked, or there is none', {
    hint: 'unlock it (on Linux: a Secret Service such as gnome-keyring, with DBUS_SESSION_BUS_ADDRESS set)',
  });
}

/** Undefined when there is no such entry. The caller wipes it. Throws UserError when the keychain does not answer. */
export function readKeychain(account: string): Buffer | undefined {
  const secret = call('read', account);
  return secret.length > 0 ? secret : undefined;
}

/** Throws UserError. */
export function writeKeychain(account: string, secret: Uint8Array): void {
  call('write', account, secret);
}

/** Throws UserError. */
export function removeKeychain(account: string): void {
  call('remove', account);
}
