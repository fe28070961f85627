/**
 * Most credentials are a long unbroken run of letters, digits and a few signs, and most text has none: where a keyword
 * is a common word («token», «line»), looking for the run first spares the regex nine times of ten.
 */
import type { Node } from './syntax.ts';

/** What runs are made of: what base64, URLs and dotted tokens are written with. */
const SIGNS = new Set([...'_-+/=.~:%@'].map((char) => char.charCodeAt(0)));
const isRunByte = (byte: number): boolean =>
  SIGNS.has(byte) || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
const RUN_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => (isRunByte(byte) ? 1 : 0));

/** Shorter runs stand everywhere. */
const SHORTEST = 16;

/** Length of a run that every match of the pattern contains; 0 when none of note is certain. */
export function runOf(node: Node): number {
  const { best, open } = measure(node, { best: 0, open: 0 });
  const run = Math.max(best, open);
  return run >= SHORTEST ? run : 0;
}

interface Measure {
  /** The longest run that has ended. */
  readonly best: number;
  /** The certain length of the run that may go on. */
  readonly open: number;
}

function measure(node: Node, before: Measure): Measure {
  const { best, open } = before;
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return before;
    case 'class':
      return isMadeOfRun(node) ? { best, open: open + 1 } : { best: Math.max(best, open), open: 0 };
    case 'group':
      return measure(node.body, before);
    case 'sequence':
      return node.items.reduce((sum, item) => measure(item, sum), before);
    case 'choice': {
      const options = node.options.map((option) => measure(option, before));
      return {
        // whichever it is, it holds at least the longest run of the poorest one
        best: Math.min(...options.map((option) => Math.max(option.best, option.open))),
        open: Math.min(...options.map((option) => option.open)),
      };
    }
    case 'repeat': {
      // what is optional may stand in between without an end to the run, if it is of the same stuff
      if (isMadeOfRun(node.body)) return { best, open: open + node.min * shortest(node.body) };
      const once = node.min > 0 ? measure(node.body, before) : before;
      return { best: Math.max(once.best, once.open), open: 0 };
    }
  }
}

/** Whether all that the node can match is made of run bytes. */
function isMadeOfRun(node: Node): boolean {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return true;
    case 'class':
      return node.bytes.every((on, byte) => on === 0 || RUN_BYTES[byte] === 1);
    case 'group':
    case 'repeat':
      return isMadeOfRun(node.body);
    case 'sequence':
      return node.items.every(isMadeOfRun);
    case 'choice':
      return node.options.every(isMadeOfRun);
  }
}

function shortest(node: Node): number {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return 0;
    case 'class':
      return 1;
    case 'group':
      return shortest(node.body);
    case 'sequence':
      return node.items.reduce((sum, item) => sum + shortest(item), 0);
    case 'choice':
      return Math.min(...node.options.map(shortest));
    case 'repeat':
      return node.min * shortest(node.body);
  }
}

/** Whether `bytes[from, to)` holds a run of `run` bytes. It looks at the last byte that a run would need first. */
export function hasRun(bytes: Uint8Array, from: number, to: number, run: number): boolean {
  for (let start = from; start + run <= to;) {
    let at = start + run - 1;
    while (at >= start && RUN_BYTES[bytes[at]!] === 1) at--;
    if (at < start) return true;
    start = at + 1;
  }
  return false;
}
