/** What two bytes of text can stand side by side, in UTF-8 or UTF-16: most of what is not text is told by two of its bytes. */

/** 0: in no text; 1: ASCII; 2: zero; 3, 4: tails of UTF-8 below 0xa0, and from there on; 5: leads; 6: others; 7: 0xfe, 0xff. */
export const KINDS = new Uint8Array(256);
KINDS.fill(1, 0x20, 0x7f);
for (const byte of [0x09, 0x0a, 0x0d]) KINDS[byte] = 1;
KINDS[0] = 2;
KINDS.fill(3, 0x80, 0xa0).fill(4, 0xa0, 0xc0).fill(6, 0xc0).fill(5, 0xc2, 0xf5).fill(7, 0xfe);

const kinds = (...all: number[]): number => all.reduce((set, kind) => set | (1 << kind), 0);

/** For each kind the kinds that may follow it, as bits. A zero is the upper half of a character of Latin-1. */
const FOLLOWS = Uint8Array.of(
  0,
  kinds(1, 2, 5),
  kinds(1, 2, 4, 5, 6, 7),
  kinds(1, 2, 3, 4, 5),
  kinds(1, 2, 3, 4, 5),
  kinds(2, 3, 4),
  kinds(2),
  kinds(2, 7),
);

/** Whether the second may follow the first. */
export const mayFollow = (first: number, second: number): boolean =>
  ((FOLLOWS[KINDS[first]!]! >> KINDS[second]!) & 1) === 1;
