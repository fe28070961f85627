/** What containers say of what they could not look at, in the same words. */
import type { Member, Unopened } from '../container.ts';
import type { Metered } from './metered.ts';

export const DAMAGED = 'its data is damaged';
export const CUT = 'it is cut short';
export const ENCRYPTED = 'it is encrypted';
export const TOO_MANY = 'it holds more members than are looked at in one file';
export const TOO_MUCH = 'it unpacks to more than is looked at in one file';

export function unopened(name: string | undefined, cause: Unopened['cause'], reason: string): Unopened {
  return { kind: 'unopened', name, reason, cause };
}

/** A member that is unpacked as it is read, and after it what kept it from its end. */
export function* unpacked(
  name: string | undefined,
  stream: Metered,
  encoding?: readonly string[],
): Generator<Member | Unopened> {
  yield { kind: 'member', name, read: stream.read, ...(encoding ? { encoding } : {}) };
  if (stream.problem) yield unopened(name, stream.problem.cause, stream.problem.reason);
}
