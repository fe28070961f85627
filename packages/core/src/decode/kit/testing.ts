/** For tests: what is in a container, read in small pieces, and that nothing can make one throw or go on for ever. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { FileBudget } from '../budget.ts';
import type { Budget, Container } from '../container.ts';
import { bytesSource } from './source.ts';

export interface Said {
  readonly name: string | undefined;
  readonly text?: string;
  readonly encoding?: readonly string[];
  readonly cause?: string;
  readonly reason?: string;
}

/** Everything inside; members' bytes as Latin-1, of each at most `most`. */
export function contents(
  container: Container,
  bytes: Buffer,
  { budget = new FileBudget(bytes.length) as Budget, piece = 1000, most = 1 << 20 } = {},
): Said[] {
  const said: Said[] = [];
  const into = Buffer.alloc(piece);
  for (const part of container.open(bytesSource(bytes), budget)) {
    if (part.kind === 'unopened') {
      said.push({ name: part.name, cause: part.cause, reason: part.reason });
      continue;
    }
    let text = '';
    let length = 0;
    for (let count = part.read(into, 0); count > 0; count = part.read(into, length)) {
      length += count;
      if (length <= most) text += into.toString('latin1', 0, count);
    }
    said.push({ name: part.name, text, ...(part.encoding ? { encoding: part.encoding } : {}) });
  }
  return said;
}

/** Cut anywhere, with bits turned anywhere, and after a start of its own random bytes: it never throws, and it ends. */
export function expectBounded(container: Container, sample: Buffer, runs = 200): void {
  const look = (bytes: Buffer): void => {
    const said = contents(container, bytes, { piece: 4096, most: 0 });
    expect(said.length).toBeLessThan(bytes.length + 3);
  };
  look(Buffer.alloc(0));
  for (let cut = 0; cut < sample.length; cut += Math.max(1, Math.floor(sample.length / 200))) {
    look(sample.subarray(0, cut));
  }
  const place = fc.nat(sample.length - 1);
  const flips = fc.array(fc.tuple(place, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(flips, (turned) => {
      const bytes = Buffer.from(sample);
      for (const [at, bits] of turned) bytes[at]! ^= bits;
      look(bytes);
    }),
    { numRuns: runs },
  );
  fc.assert(
    fc.property(fc.nat(Math.min(64, sample.length)), fc.uint8Array({ maxLength: 600 }), (kept, random) =>
      look(Buffer.concat([sample.subarray(0, kept), random])),
    ),
    { numRuns: runs },
  );
}

/** Text that packs like text. */
export function prose(lines: number): string {
  let text = '';
  for (let i = 0; i < lines; i++) text += `${i} ${(i * 2654435761) % 99991} GET /items/${i % 17} ok\n`;
  return text;
}
