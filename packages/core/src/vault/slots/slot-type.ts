/** What a kind of key slot is: the master key wrapped under something that the user has. One file for each. */
import type { ByteReader } from '../bytes.ts';

export interface SlotType {
  readonly kind: string;
  /** Its number in the vault's file; one that was used is never given to another kind. */
  readonly code: number;
  /** In words, for lists and errors. */
  readonly title: string;
  /** Reads its parameters with every bound checked, and answers their bytes. Throws Damaged. */
  take(reader: ByteReader): Buffer;
  /** What tells this slot from others of its kind; '' where nothing does. */
  describe(parameters: Buffer): string;
  /** The wrapping key, 32 bytes. The caller wipes it. Throws Damaged for parameters that nobody should use. */
  derive(parameters: Buffer, secret: Buffer): Buffer;
}

/** What the user may say when a slot is made or opened. */
export interface SlotChoice {
  /** An age recipient. */
  readonly recipient?: string | undefined;
  /** An age identity: the text, not the file's name. */
  readonly identity?: string | undefined;
  /** The file that it stands in, or that a plugin's stands in: what the program `age` is given. */
  readonly identityFile?: string | undefined;
  /** The fingerprint of an ssh key, as `ssh-add -l` prints it. */
  readonly key?: string | undefined;
}

export interface NewSlot {
  readonly parameters: Buffer;
  /** What the wrapping key follows from. The caller wipes it. */
  readonly secret: Buffer;
}

/** A kind whose secret somebody else keeps: an agent, a keychain, the system, an identity. */
export interface HeldSlotType extends SlotType {
  /** Throws UserError. */
  create(choice: SlotChoice): NewSlot | Promise<NewSlot>;
  /** The secret of a slot that was made. The caller wipes it. Throws UserError. */
  read(parameters: Buffer, choice: SlotChoice): Buffer | Promise<Buffer>;
  /** The same at once and without a choice, which the custody of the index needs; absent where that cannot be. */
  readNow?(parameters: Buffer): Buffer;
  /** Takes away what the keeper keeps for it. Throws UserError. */
  forget?(parameters: Buffer): void;
}

/** For `take`: the bytes that `read` went over. */
export function taken(reader: ByteReader, read: () => void): Buffer {
  const start = reader.at;
  read();
  return reader.bytes.subarray(start, reader.at);
}
