/**
 * A random secret that systemd-creds encrypts to this machine: under its TPM2 chip, or a key that only root reads.
 * Contract: systemd-creds(1) of systemd 252 (`encrypt NAME - -`, `decrypt`, Base64 on standard output); from systemd 256
 * on, users other than root have `--user`. Parameters: the credential with its length.
 */
import { UserError } from '../../errors.ts';
import { isRoot, runProgramNow } from '../../platform/program.ts';
import { ByteReader, Damaged, u16 } from '../bytes.ts';
import { crypto, subKey, wipe } from '../sealing.ts';
import { taken, type HeldSlotType } from './slot-type.ts';

const LEAST_BYTES = 16;
const MOST_BYTES = 8192;
const SECRET_BYTES = 32;
const CREDENTIAL = 'staunch-vault';
const TIMEOUT_MS = 15_000;

function read(reader: ByteReader): Buffer {
  const length = reader.u16();
  if (length < LEAST_BYTES || length > MOST_BYTES) throw new Damaged('length');
  return reader.take(length);
}

function call(action: 'encrypt' | 'decrypt', input: Buffer): Buffer {
  const { code, out } = runProgramNow({
    program: 'systemd-creds',
    args: [...(isRoot() ? [] : ['--user']), `--name=${CREDENTIAL}`, action, '-', '-'],
    input,
    timeoutMs: TIMEOUT_MS,
    mostBytes: 1 << 16,
  });
  if (code === 0) return out;
  wipe(out);
  throw new UserError(
    action === 'encrypt'
      ? 'systemd-creds cannot encrypt here'
      : 'systemd-creds does not open it: it belongs to another machine, or its key is gone',
    { hint: 'users other than root need systemd 256; see systemd-creds(1)' },
  );
}

function readNow(parameters: Buffer): Buffer {
  // as hex digits: the tool may take its input for text
  const digits = call('decrypt', Buffer.from(read(new ByteReader(parameters)).toString('base64')));
  const secret = Buffer.from(digits.toString('latin1').trim(), 'hex');
  wipe(digits);
  if (secret.length === SECRET_BYTES) return secret;
  wipe(secret);
  throw strange();
}

function strange(): UserError {
  return new UserError('systemd-creds gives back something else than it was given', {
    hint: 'nothing was changed',
  });
}

export const systemdCreds: HeldSlotType = {
  kind: 'systemd-creds',
  code: 5,
  title: 'systemd-creds',
  take: (reader) => taken(reader, () => read(reader)),
  describe: () => 'this machine',
  derive: (parameters, secret) => subKey(secret, 'slot systemd-creds', parameters),
  create() {
    const secret = crypto().randomBytes(SECRET_BYTES);
    const digits = Buffer.from(secret.toString('hex'));
    const answer = call('encrypt', digits);
    // what stands in the vault's file must not be what it protects
    const isOpen = answer.includes(digits) || answer.includes(secret);
    const sealed = Buffer.from(answer.toString('latin1').replace(/\s+/g, ''), 'base64');
    wipe(digits, answer);
    if (isOpen || sealed.includes(secret)) throw strange();
    if (sealed.length < LEAST_BYTES || sealed.length > MOST_BYTES) throw strange();
    const parameters = Buffer.concat([u16(sealed.length), sealed]);
    const back = readNow(parameters);
    const isSame = back.equals(secret);
    wipe(back);
    if (!isSame) throw strange();
    return { parameters, secret };
  },
  read: readNow,
  readNow,
};
