/**
 * Lines that a mark may stand before: numbers, comment and diff marks, quotes, borders, and what a line has in common with the one
 * before it, as in a log. In most texts few lines have any, and of those that have, few have a neighbour: what stands alone
 * is nothing that was put before the lines of something. Told are no fewer than decode/prefixes.ts would write something of.
 */

const MAX_PREFIX: usize = 200;

// inline
function at(place: usize, end: usize): u32 {
  return place < end ? <u32>load<u8>(place) : 0x20;
}

// inline
function isBlank(byte: u32): bool {
  return byte == 0x20 || byte == 0x09;
}

// inline
function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

// inline
function isLetter(byte: u32): bool {
  return (byte | 0x20) - 0x61 < 26;
}

/** Sets in the plane at `out` a bit for the start of each such line of text[0, length); `feeds` has one for each line feed. */
export function markLines(text: usize, length: u32, feeds: usize, out: usize): bool {
  const words = ((length + 63) >> 6) << 3;
  memory.fill(out, 0, words);
  const end = text + length;
  let any = false;
  let previous: usize = 0;
  let previousEnd: usize = 0;
  let previousFirst: usize = 0;
  let wasMarked = false;
  let word: u32 = 0;
  let bits: u64 = words > 0 ? load<u64>(feeds) : 0;
  for (let start = text; start < end;) {
    while (bits == 0 && (word += 8) < words) bits = load<u64>(feeds + word);
    let next = end;
    let lineEnd = end;
    if (word < words) {
      lineEnd = text + ((<usize>word) << 3) + <usize>ctz(bits);
      bits &= bits - 1;
      next = lineEnd + 1;
      if (lineEnd > start && load<u8>(lineEnd - 1) == 0x0d) lineEnd--;
    }
    let first = start;
    while (first < lineEnd && isBlank(<u32>load<u8>(first))) first++;
    const isMarked = first < lineEnd && isMark(first, start, lineEnd);
    let tells = load<u8>(start) == 0x40 && at(start + 1, end) == 0x40;
    if (isMarked && wasMarked) {
      tells = true;
      set(out, previous - text);
    } else if (!tells && first < lineEnd && previousFirst < previousEnd)
      tells = isAligned(previousFirst, previousEnd, first, lineEnd);
    if (tells) {
      set(out, start - text);
      any = true;
    }
    previous = start;
    previousEnd = lineEnd;
    previousFirst = first;
    wasMarked = isMarked;
    start = next;
  }
  return any;
}

// inline
function set(plane: usize, bit: usize): void {
  const place = plane + ((bit >> 6) << 3);
  store<u64>(place, load<u64>(place) | ((<u64>1) << (bit & 63)));
}

/** Whether what stands at `first` may be a mark: kit/line-mark.ts says which there are. */
function isMark(first: usize, start: usize, end: usize): bool {
  const byte = <u32>load<u8>(first);
  const next = at(first + 1, end);
  if (isDigit(byte)) {
    let digits = first + 1;
    while (digits < end && isDigit(<u32>load<u8>(digits))) digits++;
    if (digits - first > 7) return false;
    const behind = at(digits, end);
    return (
      isBlank(behind) ||
      behind == 0x3a ||
      behind == 0x2d ||
      behind == 0x7c ||
      behind == 0x2e ||
      behind == 0x29 ||
      behind == 0xe2
    );
  }
  if (isLetter(byte)) {
    if (!isBlank(at(first + 3, end))) return false;
    const word = ((byte | 0x20) << 16) | ((next | 0x20) << 8) | (at(first + 2, end) | 0x20);
    return word == 0x72656d || word == 0x646e6c;
  }
  switch (byte) {
    case 0x23: // # ; % ! > |, and what may be a border
    case 0x3b:
    case 0x25:
    case 0x21:
    case 0x3e:
    case 0x7c:
    case 0xe2:
      return true;
    case 0x2f: // // /*
      return next == 0x2f || next == 0x2a;
    case 0x2a: // *
      return isBlank(next) || next == 0x2f;
    case 0x2d: // - --
      return next == 0x2d ? isBlank(at(first + 2, end)) : first == start || isBlank(next);
    case 0x2b: // +
      return first == start;
    case 0x3a: // ::
      return next == 0x3a;
    case 0x27: // ' "
    case 0x22:
      return isBlank(next);
    case 0x3c: // <!-- <
      return next == 0x21 || isBlank(next);
    case 0x2e: // ...
      return next == 0x2e;
  }
  return false;
}

/** Whether two lines have something before them in common, numbers aside, that may be a prefix. */
function isAligned(firstA: usize, endA: usize, firstB: usize, endB: usize): bool {
  let a = firstA;
  let b = firstB;
  const limit = min(endB, b + MAX_PREFIX);
  let cut: usize = 0;
  let hasSign = false;
  // lines of JSON have their fields in common
  if (load<u8>(b) == 0x7b) return false;
  while (a < endA && b < limit) {
    const byte = <u32>load<u8>(b);
    const other = <u32>load<u8>(a);
    if (isDigit(byte) && isDigit(other)) {
      hasSign = true;
      while (a < endA && isDigit(<u32>load<u8>(a))) a++;
      while (b < limit && isDigit(<u32>load<u8>(b))) b++;
      continue;
    }
    if (isBlank(byte) && isBlank(other)) {
      while (a < endA && isBlank(<u32>load<u8>(a))) a++;
      while (b < limit && isBlank(<u32>load<u8>(b))) b++;
      cut = b;
    } else if (byte == other) {
      a++;
      b++;
      // brackets may hold what is not in common
      if (byte == 0x5b) return true;
      if (byte == 0x3a || byte == 0x7c || byte == 0x5d || byte == 0x3e || byte == 0x82) {
        hasSign = true;
        cut = b;
      } else if (byte == 0x29 || byte == 0x2d) cut = b;
    } else
      // the level of a log
      return cut != 0 && (hasSign || (isLevel(max(cut, firstB), limit) && isLevel(a - (b - cut), endA)));
    if (hasSign && cut != 0) return true;
  }
  return hasSign && cut != 0;
}

/** Whether a word begins as the name of a level does. */
function isLevel(from: usize, end: usize): bool {
  let to = from;
  while (to < end && to - from < 12 && isLetter(<u32>load<u8>(to))) to++;
  const length = to - from;
  if (length == 0) return false;
  const first = (<u32>load<u8>(from)) | 0x20;
  if (length == 1) return true;
  const two = (first << 8) | (at(from + 1, end) | 0x20);
  switch (two) {
    case 0x7472: // tr de db ve in no wa wr er fa cr al se pa fi
    case 0x6465:
    case 0x6462:
    case 0x7665:
    case 0x696e:
    case 0x6e6f:
    case 0x7761:
    case 0x7772:
    case 0x6572:
    case 0x6661:
    case 0x6372:
    case 0x616c:
    case 0x7365:
    case 0x7061:
    case 0x6669:
      return true;
  }
  return false;
}
