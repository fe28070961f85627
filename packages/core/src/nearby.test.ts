import { expect, test } from 'vitest';
import fc from 'fast-check';
import { Nearby } from './nearby.ts';

test('it says what a walk over all of them says', () => {
  const position = fc.record({
    line: fc.integer({ min: 1, max: 30 }),
    column: fc.integer({ min: 1, max: 30 }),
  });
  const within = fc.oneof(fc.constant(undefined), fc.integer({ min: 0, max: 8 }));
  fc.assert(
    fc.property(
      fc.array(position, { maxLength: 20 }),
      position,
      within,
      within,
      (all, own, lines, columns) => {
        const nearby = new Nearby(all.map((start) => ({ names: ['a', 'b'], start })));
        const walked = all.some(
          ({ line, column }) =>
            Math.abs(line - own.line) <= (lines ?? Infinity) &&
            Math.abs(column - own.column) <= (columns ?? Infinity),
        );
        expect(nearby.has('b', own, lines, columns)).toBe(walked);
        expect(nearby.has('c', own, lines, columns)).toBe(false);
      },
    ),
  );
});
