/**
 * A random secret that is encrypted to an age recipient: whoever holds the identity opens the slot, from a file on a
 * stick, say. A plugin's recipient (age1yubikey1…) is another program's: age(1) of age 1.1.1 is run, `age --encrypt
 * --recipient R` and `age --decrypt --identity FILE`, which finds the plugin. Parameters: the recipient, and the age
 * file (https://age-encryption.org/v1), each with its length.
 */
import { UserError } from '../../errors.ts';
import { decryptAge, encryptAge } from '../../platform/age.ts';
import { absolutePath } from '../../platform/source-file.ts';
import { runProgram } from '../../platform/program.ts';
import { ByteReader, Damaged, u16 } from '../bytes.ts';
import { crypto, subKey, wipe } from '../sealing.ts';
import { taken, type HeldSlotType, type SlotChoice } from './slot-type.ts';

const MOST_RECIPIENT = 4096;
const MOST_FILE = 8192;
const SECRET_BYTES = 32;
const RECIPIENT = /^age1[0-9a-z+._-]+$/;
/** The name of a plugin, then the key: a plain recipient has no other 1 in it. */
const OF_PLUGIN = /^age1.*1/;

function read(reader: ByteReader): { recipient: string; file: Buffer } {
  const part = (most: number): Buffer => {
    const length = reader.u16();
    if (length > most) throw new Damaged('length');
    return reader.take(length);
  };
  const recipient = part(MOST_RECIPIENT).toString('latin1');
  if (!RECIPIENT.test(recipient)) throw new Damaged('recipient');
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
    if (!RECIPIENT.test(recipient) || recipient.length > MOST_RECIPIENT) {
      throw new UserError('this is no age recipient: one begins with age1', { hint: 'see age-keygen' });
    }
    const secret = crypto().randomBytes(SECRET_BYTES);
    const file = await encrypt(recipient, secret);
    if (file.length > MOST_FILE || !isSealed(file) || file.includes(secret)) throw strange();
    const name = Buffer.from(recipient, 'latin1');
    return { parameters: Buffer.concat([u16(name.length), name, u16(file.length), file]), secret };
  },
  async read(parameters, choice) {
    const { recipient, file } = read(new ByteReader(parameters));
    if (!choice.identity && !choice.identityFile) {
      throw new UserError(`the age slot needs the identity of ${recipient.slice(0, 20)}…`, {
        hint: 'give its file: --identity FILE, or STAUNCH_IDENTITY_FILE',
      });
    }
    const secret = await decrypt(recipient, file, choice);
    if (secret.length === SECRET_BYTES) return secret;
    wipe(secret);
    throw new UserError('the age slot of this vault is damaged');
  },
};

async function encrypt(recipient: string, secret: Buffer): Promise<Buffer> {
  try {
    return Buffer.from(await encryptAge({ kind: 'recipient', recipient }, secret));
  } catch {
    if (!OF_PLUGIN.test(recipient)) {
      throw new UserError('nothing can be encrypted to this age recipient', { hint: 'see age-keygen' });
    }
  }
  const { code, out } = await runProgram({
    program: 'age',
    args: ['--encrypt', '--recipient', recipient],
    input: secret,
  });
  if (code === 0) return out;
  wipe(out);
  throw new UserError(`age cannot encrypt to this recipient (exit code ${code})`, {
    hint: 'is its plugin installed, on PATH? nothing was changed',
  });
}

const HEAD =
  /^age-encryption\.org\/v1\n(?:-> [^\n]+\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n)+--- [A-Za-z0-9+/]{43}\n/;
/** A nonce, the secret, the tag of its only chunk. */
const PAYLOAD_BYTES = 16 + SECRET_BYTES + 16;

/** Whole: what only begins as an age file would open the vault for nobody. */
function isSealed(file: Buffer): boolean {
  const head = HEAD.exec(file.toString('latin1'))?.[0];
  return head !== undefined && file.length === head.length + PAYLOAD_BYTES;
}

function strange(): UserError {
  return new UserError('age answers with something else than an age file', { hint: 'nothing was changed' });
}

async function decrypt(recipient: string, file: Buffer, choice: SlotChoice): Promise<Buffer> {
  try {
    if (choice.identity)
      return Buffer.from(await decryptAge({ kind: 'identity', identity: choice.identity }, file));
  } catch {
    // a plugin's identity may stand in the same file
  }
  if (choice.identityFile && OF_PLUGIN.test(recipient)) {
    const identity = absolutePath(choice.identityFile);
    const { code, out } = await runProgram({
      program: 'age',
      args: ['--decrypt', '--identity', identity],
      input: file,
    });
    if (code === 0) return out;
    wipe(out);
    throw new UserError(`age does not open the vault with this identity (exit code ${code})`, {
      hint: 'is its plugin installed, and its key at hand? a PIN cannot be asked for here; nothing was changed',
    });
  }
  throw new UserError('this age identity does not open the vault', { hint: 'nothing was changed' });
}
