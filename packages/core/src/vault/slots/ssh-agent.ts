/**
 * A signature that the ssh-agent makes with an Ed25519 key. Such signatures are deterministic (RFC 8032), so the same
 * key answers the same question with the same 64 bytes, which nobody else can make. What is signed has the form of
 * OpenSSH's PROTOCOL.sshsig with a name space of its own: no server that one logs in to ever asks for it, and
 * `ssh-keygen -Y sign -n staunch-vault` makes the same signature. Parameters: the public key, a salt of 32 bytes.
 *
 * Who can use the agent can open the slot: on machines where it is forwarded to, too.
 */
import { UserError } from '../../errors.ts';
import { askAgent } from '../../platform/ssh-agent.ts';
import { printable } from '../../report/escape.ts';
import { ByteReader, Damaged, u32, u8 } from '../bytes.ts';
import { crypto, same, subKey, wipe } from '../sealing.ts';
import { taken, type HeldSlotType } from './slot-type.ts';

const REQUEST_IDENTITIES = 11;
const IDENTITIES_ANSWER = 12;
const SIGN_REQUEST = 13;
const SIGN_RESPONSE = 14;
const NAMESPACE = 'staunch-vault';
const KEY_BYTES = 32;
const SALT_BYTES = 32;

function text(bytes: Uint8Array | string): Buffer {
  const content = Buffer.from(bytes);
  return Buffer.concat([u32(content.length), content]);
}

function take(reader: ByteReader): Buffer {
  return reader.take(reader.u32());
}

function keyBlob(publicKey: Buffer): Buffer {
  return Buffer.concat([text('ssh-ed25519'), text(publicKey)]);
}

/** As `ssh-add -l` prints it. */
function fingerprintOf(publicKey: Buffer): string {
  const digest = crypto().createHash('sha256').update(keyBlob(publicKey)).digest('base64');
  return `SHA256:${digest.replace(/=+$/, '')}`;
}

interface AgentKey {
  readonly publicKey: Buffer;
  readonly comment: string;
}

/** The Ed25519 keys that the agent holds. Throws UserError. */
function agentKeys(): AgentKey[] {
  const answer = new ByteReader(askAgent(u8(REQUEST_IDENTITIES)));
  try {
    if (answer.u8() !== IDENTITIES_ANSWER) throw new Damaged('answer');
    const count = answer.u32();
    const keys: AgentKey[] = [];
    for (let number = 0; number < count; number++) {
      const blob = new ByteReader(take(answer));
      const comment = take(answer).toString();
      if (take(blob).toString('latin1') !== 'ssh-ed25519') continue;
      const publicKey = take(blob);
      if (publicKey.length === KEY_BYTES) keys.push({ publicKey, comment });
    }
    return keys;
  } catch (error) {
    if (error instanceof Damaged) throw new UserError('the ssh-agent answers what no agent does');
    throw error;
  }
}

function questionFor(salt: Buffer): Buffer {
  const digest = crypto().createHash('sha512').update(salt).digest();
  return Buffer.concat([Buffer.from('SSHSIG'), text(NAMESPACE), text(''), text('sha512'), text(digest)]);
}

/** 64 bytes that only the holder of the key can make. Throws UserError. */
function sign(publicKey: Buffer, salt: Buffer): Buffer {
  const question = questionFor(salt);
  const request = Buffer.concat([u8(SIGN_REQUEST), text(keyBlob(publicKey)), text(question), u32(0)]);
  const answer = askAgent(request);
  try {
    const reader = new ByteReader(answer);
    if (reader.u8() !== SIGN_RESPONSE) throw absent(publicKey);
    const signature = new ByteReader(take(reader));
    const kind = take(signature).toString('latin1');
    const made = Buffer.from(take(signature));
    if (kind !== 'ssh-ed25519' || !isGood(publicKey, question, made)) throw new Damaged('signature');
    return made;
  } catch (error) {
    if (error instanceof Damaged) throw new UserError('the ssh-agent answers what no agent does');
    throw error;
  } finally {
    wipe(answer);
  }
}

function absent(publicKey: Buffer): UserError {
  return new UserError(`the ssh-agent does not sign with the key ${fingerprintOf(publicKey)}`, {
    hint: 'it is not there, or the agent is locked, or its use was refused: see ssh-add -l',
  });
}

function isGood(publicKey: Buffer, question: Buffer, signature: Buffer): boolean {
  const { createPublicKey, verify } = crypto();
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') },
    format: 'jwk',
  });
  return verify(null, question, key, signature);
}

/** The one key that is meant. Throws UserError. */
function chosen(wanted: string | undefined): Buffer {
  const keys = agentKeys();
  const fitting = wanted ? keys.filter(({ publicKey }) => fingerprintOf(publicKey) === wanted) : keys;
  if (fitting.length === 1) return fitting[0]!.publicKey;
  if (fitting.length === 0) {
    throw new UserError(`the ssh-agent holds no ${wanted ? 'such key' : 'Ed25519 key'}`, {
      hint: 'ssh-keygen -t ed25519 makes one, ssh-add adds it',
    });
  }
  const names = fitting
    .slice(0, 8)
    .map(({ publicKey, comment }) => `${fingerprintOf(publicKey)} ${printable(comment)}`);
  throw new UserError('the ssh-agent holds several Ed25519 keys', {
    hint: `say which: --key ${names.join(' | ')}`,
  });
}

function readNow(parameters: Buffer): Buffer {
  const reader = new ByteReader(parameters);
  return sign(reader.take(KEY_BYTES), reader.take(SALT_BYTES));
}

export const sshAgent: HeldSlotType = {
  kind: 'ssh-agent',
  code: 3,
  title: 'an ssh-agent',
  take: (reader) => taken(reader, () => reader.take(KEY_BYTES + SALT_BYTES)),
  describe: (parameters) => fingerprintOf(parameters.subarray(0, KEY_BYTES)),
  derive: (parameters, secret) => subKey(secret, 'slot ssh-agent', parameters),
  create({ key }) {
    const publicKey = chosen(key);
    const parameters = Buffer.concat([publicKey, crypto().randomBytes(SALT_BYTES)]);
    const secret = readNow(parameters);
    const again = readNow(parameters);
    try {
      // an agent that signs with fresh randomness would lock its owner out
      if (!same(secret, again)) {
        wipe(secret);
        throw new UserError('this agent signs otherwise each time: its key cannot open a vault');
      }
      return { parameters, secret };
    } finally {
      wipe(again);
    }
  },
  read: readNow,
  readNow,
};
