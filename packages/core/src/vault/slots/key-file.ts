/** A file of 32 random bytes beside the vault: who reads the directory opens it. No parameters. */
import { subKey } from '../sealing.ts';
import type { SlotType } from './slot-type.ts';

export const keyFile: SlotType = {
  kind: 'keyfile',
  code: 2,
  title: 'its key file',
  take: (reader) => reader.take(0),
  describe: () => '',
  derive: (_, secret) => subKey(secret, 'key file'),
};
