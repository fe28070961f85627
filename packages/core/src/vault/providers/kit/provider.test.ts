import { expect, test } from 'vitest';
import { UserError } from '../../../errors.ts';
import { readEach, Refused } from './provider.ts';

const names = Array.from({ length: 40 }, (_, i) => `name-${i}`);

test('in order, without those that were refused', async () => {
  const { read, refused } = await readEach(names, (name, at) =>
    at % 10 === 3 ? Promise.reject(new Refused('no right')) : Promise.resolve(name),
  );
  expect(read).toEqual(names.filter((_, at) => at % 10 !== 3));
  expect(refused).toEqual([3, 13, 23, 33].map((at) => ({ name: names[at], why: 'no right' })));
});

test('a store that stays just within the limit of each call is not followed for ever', async () => {
  let asked = 0;
  const slow = (): Promise<void> => {
    asked++;
    return new Promise((resolve) => setTimeout(resolve, 20));
  };
  const error: unknown = await readEach(names, slow, { width: 1, most: 60 }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toMatch(
    /^name-\d+: reading what comes before it took longer than 1 seconds$/,
  );
  expect(asked).toBeLessThan(names.length);
});
