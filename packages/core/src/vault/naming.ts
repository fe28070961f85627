/** What a name and a value may be. */
import { UserError } from '../errors.ts';

const MOST_NAME = 200;
export const MOST_VALUE_BYTES = 1 << 20;

/** Throws UserError; the name is not repeated: it could be a value in the wrong place. */
export function checkName(name: string): void {
  // controls, line and paragraph separators, lone surrogates: what no terminal shows as it is
  if (name === '' || name.length > MOST_NAME || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(name)) {
    throw new UserError(`a name has 1 to ${MOST_NAME} printable characters on one line`);
  }
  if (name.startsWith('-')) throw new UserError('a name cannot begin with a hyphen: that is a flag');
}

/** Throws UserError. */
export function checkValue(value: Uint8Array, whose = 'the value'): void {
  if (value.length === 0) throw new UserError(`${whose} is empty`, { hint: 'nothing was stored' });
  if (value.length > MOST_VALUE_BYTES) {
    throw new UserError(`${whose} has more than 1 MiB`, { hint: 'a secret is smaller; nothing was stored' });
  }
}
