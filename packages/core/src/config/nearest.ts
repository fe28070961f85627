/** The known name that is most like what was written; undefined when none is like it. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  const plain = (name: string): string => name.toLowerCase().replace(/[-_]/g, '');
  const target = plain(written);
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(target.length / 3)) + 1;
  for (const name of known) {
    const candidate = plain(name);
    if (Math.abs(candidate.length - target.length) >= least) continue;
    const steps = distance(target, candidate);
    if (steps < least) [best, least] = [name, steps];
  }
  return best;
}

/** How many characters must be put in, left out, changed or swapped with their neighbour. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let steps = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        steps = Math.min(steps, before[j - 2]! + 1);
      row.push(steps);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}

/**
 * Whether a name that a configuration holds may be repeated in a message. It could be a secret that was pasted into
 * the wrong place, so only what reads as words: short, and with next to no digits.
 */
export function isShowable(name: string): boolean {
  return (
    name.length <= 40 &&
    /^[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*$/.test(name) &&
    name.replace(/\D/g, '').length <= 4 &&
    // base64 changes case all the time, a name changes it at words
    (name.match(/[a-z][A-Z]/g)?.length ?? 0) <= 3
  );
}
