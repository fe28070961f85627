/**
 * A random secret in the system's keychain: it opens when its owner has logged in. Parameters: 16 random bytes, the
 * entry's name.
 */
import { UserError } from '../../errors.ts';
import { readKeychain, removeKeychain, writeKeychain } from '../../platform/keychain.ts';
import { crypto, subKey, wipe } from '../sealing.ts';
import { taken, type HeldSlotType } from './slot-type.ts';

const NAME_BYTES = 16;
const SECRET_BYTES = 32;

function accountOf(parameters: Buffer): string {
  return `vault ${parameters.toString('hex')}`;
}

function readNow(parameters: Buffer): Buffer {
  const secret = readKeychain(accountOf(parameters));
  if (secret?.length === SECRET_BYTES) return secret;
  wipe(secret);
  throw new UserError('the keychain does not hold the key of this vault', {
    hint: 'it was removed there, or this is another keychain',
  });
}

export const keychain: HeldSlotType = {
  kind: 'keychain',
  code: 6,
  title: "the system's keychain",
  take: (reader) => taken(reader, () => reader.take(NAME_BYTES)),
  describe: (parameters) => accountOf(parameters),
  derive: (parameters, secret) => subKey(secret, 'slot keychain', parameters),
  create() {
    const parameters = crypto().randomBytes(NAME_BYTES);
    const secret = crypto().randomBytes(SECRET_BYTES);
    writeKeychain(accountOf(parameters), secret);
    const back = readNow(parameters);
    const isSame = back.equals(secret);
    wipe(back);
    if (!isSame) throw new UserError('the keychain gives back something else than it was given');
    return { parameters, secret };
  },
  read: readNow,
  readNow,
  forget: (parameters) => removeKeychain(accountOf(parameters)),
};
