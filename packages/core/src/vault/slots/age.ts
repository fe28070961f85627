/**
 * A random secret that is encrypted to an age recipient: whoever holds the identity opens the slot, from a file on a
 * stick, say. Parameters: the recipient, and the age file (https://age-encryption.org/v1), each with its length.
 */
import { UserError } from '../../errors.ts';
import { decryptAge, encryptAge } from '../../platform/age.ts';
import { ByteReader, Damaged, u16 } from '../bytes.ts';
import { crypto, subKey } from '../sealing.ts';
import { taken, type HeldSlotType } from './slot-type.ts';

const MOST_RECIPIENT = 4096;
const MOST_FILE = 8192;
const SECRET_BYTES = 32;

function read(reader: ByteReader): { recipient: string; file: Buffer } {
  const part = (most: number): Buffer => {
    const length = reader.u16();
    if (length > most) throw new Damaged('length');
    return reader.take(length);
  };
  const recipient = part(MOST_RECIPIENT).toString('latin1');
  if (!/^age1[0-9a-z]+$/.test(recipient)) throw new Damaged('recipient');
  return { recipient, file: part(MOST_FILE) };
}

export const age: HeldSlotType = {
  kind: 'age',
  code: 4,
  title: 'an age identity',
  take: (reader) => taken(reader, () => read(reader)),
  describe(parameters) {
    const { recipient } = read(new ByteReader(parameters));
    return recipient.length <= 70 ? recipient : `${recipient.slice(0, 60)}…`;
  },
  derive: (parameters, secret) => subKey(secret, 'slot age', parameters),
  async create({ recipient }) {
    if (!recipient) throw new UserError('say to whom: --recipient age1…', { hint: 'see age-keygen' });
    if (!/^age1[0-9a-z]+$/.test(recipient) || recipient.length > MOST_RECIPIENT) {
      throw new UserError('this is no age recipient: one begins with age1', { hint: 'see age-keygen' });
    }
    const secret = crypto().randomBytes(SECRET_BYTES);
    let file: Uint8Array;
    try {
      file = await encryptAge({ kind: 'recipient', recipient }, secret);
    } catch {
      throw new UserError('nothing can be encrypted to this age recipient', {
        hint: 'a plain one begins with age1, without the name of a plugin: see age-keygen',
      });
    }
    const name = Buffer.from(recipient, 'latin1');
    return { parameters: Buffer.concat([u16(name.length), name, u16(file.length), file]), secret };
  },
  async read(parameters, { identity }) {
    const { recipient, file } = read(new ByteReader(parameters));
    if (!identity) {
      throw new UserError(`the age slot needs the identity of ${recipient.slice(0, 20)}…`, {
        hint: 'give its file: --identity FILE, or STAUNCH_IDENTITY_FILE',
      });
    }
    let secret: Uint8Array;
    try {
      secret = await decryptAge({ kind: 'identity', identity }, file);
    } catch {
      throw new UserError('this age identity does not open the vault', { hint: 'nothing was changed' });
    }
    if (secret.length !== SECRET_BYTES) throw new UserError('the age slot of this vault is damaged');
    return Buffer.from(secret);
  },
};
