/** Where matches of each rule start, so that «is there one nearby» costs no walk over all of them. */
import type { Position } from './lines.ts';

interface Starts {
  /** The columns of each line. */
  readonly byLine: Map<number, number[]>;
  readonly lines: number[];
  readonly columns: number[];
}

export class Nearby {
  private readonly starts = new Map<string, Starts>();

  constructor(places: Iterable<{ readonly names: readonly string[]; readonly start: Position }>) {
    for (const { names, start } of places) {
      for (const name of new Set(names)) {
        let own = this.starts.get(name);
        if (!own) this.starts.set(name, (own = { byLine: new Map(), lines: [], columns: [] }));
        const inLine = own.byLine.get(start.line);
        if (inLine) inLine.push(start.column);
        else own.byLine.set(start.line, [start.column]);
        own.lines.push(start.line);
        own.columns.push(start.column);
      }
    }
    for (const { byLine, lines, columns } of this.starts.values())
      for (const each of [lines, columns, ...byLine.values()]) each.sort((a, b) => a - b);
  }

  /** Whether a match of the rule starts at most so many lines and columns away. */
  has(name: string, { line, column }: Position, withinLines = Infinity, withinColumns = Infinity): boolean {
    const own = this.starts.get(name);
    if (!own) return false;
    if (withinColumns === Infinity) return isAnyWithin(own.lines, line, withinLines);
    if (withinLines === Infinity) return isAnyWithin(own.columns, column, withinColumns);
    // the lines that there are, or those in reach: whichever are fewer
    const { byLine } = own;
    if (byLine.size < 2 * withinLines + 1) {
      for (const [at, columns] of byLine)
        if (Math.abs(at - line) <= withinLines && isAnyWithin(columns, column, withinColumns)) return true;
      return false;
    }
    for (let at = line - withinLines; at <= line + withinLines; at++)
      if (isAnyWithin(byLine.get(at) ?? [], column, withinColumns)) return true;
    return false;
  }
}

/** Whether a number of the sorted ones is at most `within` away from `from`. */
function isAnyWithin(sorted: readonly number[], from: number, within: number): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < from - within) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && sorted[low]! <= from + within;
}
