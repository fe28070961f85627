/** A passphrase: the wrapping key takes its time (scrypt). Parameters: N, r, p, a salt of 16 bytes. */
import { ByteReader, Damaged, u32 } from '../bytes.ts';
import { crypto } from '../sealing.ts';
import { taken, type SlotType } from './slot-type.ts';

export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 128 MiB and some 0.4 s a try. */
const DEFAULT_COST: ScryptCost = { N: 1 << 17, r: 8, p: 1 };
const SALT_BYTES = 16;

/** Less would be cheap to guess, more would let a forged file take the machine's memory. */
function isBearable({ N, r, p }: ScryptCost): boolean {
  return N >= 1 << 14 && N <= 1 << 20 && (N & (N - 1)) === 0 && r === 8 && p >= 1 && p <= 4;
}

function read(reader: ByteReader): ScryptCost & { readonly salt: Buffer } {
  const cost = { N: reader.u32(), r: reader.u32(), p: reader.u32() };
  if (!isBearable(cost)) throw new Damaged('cost');
  return { ...cost, salt: reader.take(SALT_BYTES) };
}

export const passphrase: SlotType = {
  kind: 'passphrase',
  code: 1,
  title: 'a passphrase',
  take: (reader) => taken(reader, () => read(reader)),
  describe: () => '',
  derive(parameters, secret) {
    const { N, r, p, salt } = read(new ByteReader(parameters));
    const maxmem = 128 * r * (N + p) + (1 << 20);
    return crypto().scryptSync(secret, salt, 32, { N, r, p, maxmem });
  },
};

export function passphraseParameters({ N, r, p }: ScryptCost = DEFAULT_COST): Buffer {
  return Buffer.concat([u32(N), u32(r), u32(p), crypto().randomBytes(SALT_BYTES)]);
}
