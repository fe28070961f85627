/** The age format (https://age-encryption.org/v1), which exports are written in: other programs can open them too. */
import { loadLibrary } from './library.ts';

type Age = typeof import('age-encryption');

export type AgeLock =
  | { readonly kind: 'recipient'; readonly recipient: string }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

export type AgeKey =
  /** Lines of identities: any of them may open it. */
  | { readonly kind: 'identity'; readonly identity: string }
  | { readonly kind: 'passphrase'; readonly passphrase: string };

/** Throws what the library throws: its messages can repeat what it was given, so they are not to be shown. */
export async function encryptAge(lock: AgeLock, content: Uint8Array): Promise<Uint8Array> {
  const { Encrypter } = loadLibrary<Age>('age-encryption');
  const encrypter = new Encrypter();
  if (lock.kind === 'recipient') encrypter.addRecipient(lock.recipient);
  else encrypter.setPassphrase(lock.passphrase);
  return encrypter.encrypt(content);
}

/** As it stands, or in the ASCII armour that `age -a` puts around. */
export async function decryptAge(key: AgeKey, file: Uint8Array): Promise<Uint8Array> {
  const { Decrypter, armor } = loadLibrary<Age>('age-encryption');
  const decrypter = new Decrypter();
  if (key.kind === 'identity') for (const line of key.identity.split('\n')) decrypter.addIdentity(line);
  else decrypter.addPassphrase(key.passphrase);
  const head = Buffer.from(file.subarray(0, 64)).toString('latin1').trimStart();
  const armoured = head.startsWith('-----BEGIN AGE');
  return decrypter.decrypt(armoured ? armor.decode(Buffer.from(file).toString('latin1')) : file);
}
