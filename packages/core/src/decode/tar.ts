/** tar: ustar, GNU, pax and the seventh edition's, read forward only. */
import type { Container } from './container.ts';
import { nameText, untilNul } from './kit/names.ts';
import { CUT, DAMAGED, TOO_MANY, unopened } from './kit/said.ts';
import { plain, readAt } from './kit/source.ts';

const BLOCK = 512;
/** Longer names and pax headers are read up to here: none that a tool writes is longer. */
const LONGEST_HEADER = 1 << 20;

export const tar: Container = {
  name: 'tar',
  separator: '!',
  recognises: (head) => head.length >= BLOCK && head[0] !== 0 && isHeader(head),
  *open(source, budget) {
    let at = 0;
    let longName: Buffer | undefined;
    let pax = new Map<string, Buffer>();
    let isLost = false;
    let isEnded = false;
    for (;;) {
      const block = readAt(source, at, BLOCK);
      if (block.length === 0) break;
      if (block.every((byte) => byte === 0)) {
        // also archives that were written one behind the other
        isEnded = true;
        at += BLOCK;
        continue;
      }
      if (block.length < BLOCK || !isHeader(block)) {
        // what follows the end is no archive, and stands in the file as it is
        if (isEnded) return;
        if (!isLost) yield unopened(undefined, 'damaged', block.length < BLOCK ? CUT : DAMAGED);
        isLost = true;
        at += BLOCK;
        continue;
      }
      isLost = false;
      isEnded = false;
      const type = String.fromCharCode(block[156]!);
      const declared = numberAt(block.subarray(124, 136));
      const own = 'xg'.includes(type) ? undefined : pax.get('size');
      const size = WITHOUT_DATA.includes(type) ? 0 : own ? Number(own.toString()) : declared;
      at += BLOCK;
      if (!Number.isSafeInteger(size) || size < 0) {
        yield unopened(undefined, 'damaged', DAMAGED);
        continue;
      }
      if (type === 'S' && block[482] === 1) {
        // the map of an old sparse file goes on in blocks of its own; holes are left out of the data
        for (let more = true; more; at += BLOCK) more = readAt(source, at, BLOCK)[504] === 1;
      }
      const start = at;
      at += Math.ceil(size / BLOCK) * BLOCK;
      if (type === 'L' || type === 'x') {
        const bytes = readAt(source, start, Math.min(size, LONGEST_HEADER));
        if (type === 'L') longName = untilNul(bytes);
        else pax = records(bytes);
      } else if (!ABOUT_OTHERS.includes(type)) {
        const name = nameText(pax.get('GNU.sparse.name') ?? pax.get('path') ?? longName ?? ownName(block));
        longName = undefined;
        pax = new Map();
        if (size === 0) continue;
        if (!budget.member()) return yield unopened(undefined, 'budget', TOO_MANY);
        yield { kind: 'member', name, read: plain(source, start, size) };
        if (start + size > source.size) return yield unopened(name, 'damaged', CUT);
      }
    }
    if (!isEnded && !isLost) yield unopened(undefined, 'damaged', CUT);
  },
};

/** Links, devices, folders, FIFOs, labels: nothing follows, whatever size they tell. */
const WITHOUT_DATA = '123456V';
/** Global headers of pax, long targets of links, lists of folders. */
const ABOUT_OTHERS = `${WITHOUT_DATA}gKXD`;

/** The sum of all bytes, the sum itself counted as blanks; old programs took bytes as signed. */
function isHeader(block: Buffer): boolean {
  const told = numberAt(block.subarray(148, 156));
  let sum = 8 * 32;
  let signed = sum;
  for (let i = 0; i < BLOCK; i++) {
    if (i >= 148 && i < 156) continue;
    sum += block[i]!;
    signed += (block[i]! << 24) >> 24;
  }
  return told === sum || told === signed;
}

/** Octal digits, or since GNU tar a number of base 256. */
function numberAt(field: Buffer): number {
  if (field[0]! & 0x80) {
    let value = field[0]! & 0x7f;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return value;
  }
  const digits = /^[\0 ]*([0-7]+)[\0 ]*/.exec(field.toString('latin1'));
  return digits ? Number.parseInt(digits[1]!, 8) : /^[\0 ]*$/.test(field.toString('latin1')) ? 0 : Number.NaN;
}

function ownName(block: Buffer): Buffer {
  const name = untilNul(block.subarray(0, 100));
  // GNU's own headers have times where the prefix is
  const isPosix = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isPosix ? untilNul(block.subarray(345, 500)) : Buffer.alloc(0);
  return prefix.length > 0 ? Buffer.concat([prefix, Buffer.from('/'), name]) : name;
}

/** The records of a pax header: `length key=value\n`. */
function records(bytes: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(0x20, at);
    const equals = bytes.indexOf(0x3d, blank);
    const length = blank < 0 ? Number.NaN : Number(bytes.toString('latin1', at, blank));
    if (!(length > 0) || blank - at > 10 || equals < 0 || equals > at + length) break;
    found.set(bytes.toString('utf8', blank + 1, equals), bytes.subarray(equals + 1, at + length - 1));
    at += length;
  }
  return found;
}
