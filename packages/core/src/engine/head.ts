/**
 * What the first bytes of a match must be, so that most keyword hits are refused after a byte or two: `pat` stands in
 * every «path», an Airtable token starts with it and 14 more letters and digits. A head says no or maybe, never yes.
 */
import type { Node } from './syntax.ts';

/** One class a byte of the match, from its start: 256 flags each. */
export type Head = readonly Uint8Array[];

const LONGEST = 16;
const LOWER_TO_UPPER = 32;

/** The head of a pattern; empty when its first byte can be anything. */
export function headOf(node: Node, ignoreCase: boolean): Head {
  const { classes } = fixed(node);
  const cut = classes.slice(0, LONGEST);
  return ignoreCase ? cut.map(withoutCase) : cut;
}

/** The classes of the bytes that a node surely starts with, and whether it ends there in every match. */
function fixed(node: Node): { classes: Uint8Array[]; whole: boolean } {
  switch (node.kind) {
    case 'empty':
    case 'assertion':
      return { classes: [], whole: true };
    case 'class':
      return { classes: [node.bytes], whole: true };
    case 'group':
      return fixed(node.body);
    case 'sequence':
      return chain(node.items);
    case 'choice': {
      const options = node.options.map(fixed);
      const shortest = Math.min(...options.map(({ classes }) => classes.length));
      const classes = Array.from({ length: shortest }, (_, at) =>
        options.map((option) => option.classes[at]!).reduce(union),
      );
      return {
        classes,
        whole: options.every((option) => option.whole && option.classes.length === shortest),
      };
    }
    case 'repeat': {
      const times = Math.min(node.min, LONGEST);
      const { classes, whole } = chain(Array.from({ length: times }, () => node.body));
      return { classes, whole: whole && node.min === node.max && times === node.min };
    }
  }
}

function chain(items: readonly Node[]): { classes: Uint8Array[]; whole: boolean } {
  const classes: Uint8Array[] = [];
  for (const item of items) {
    const part = fixed(item);
    classes.push(...part.classes);
    if (!part.whole || classes.length >= LONGEST) return { classes, whole: false };
  }
  return { classes, whole: true };
}

function union(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((on, byte) => on | b[byte]!);
}

/** As V8 and RE2 compare ASCII letters without case. */
function withoutCase(bytes: Uint8Array): Uint8Array {
  const folded = bytes.slice();
  for (let lower = 97; lower <= 122; lower++) {
    const upper = lower - LOWER_TO_UPPER;
    folded[lower] = folded[upper] = bytes[lower]! | bytes[upper]!;
  }
  return folded;
}

/** Whether a match may start at `at`. */
export function mayStart(head: Head, bytes: Uint8Array, length: number, at: number): boolean {
  if (at + head.length > length) return false;
  for (let i = 0; i < head.length; i++) if (head[i]![bytes[at + i]!] === 0) return false;
  return true;
}

const [BACKSLASH, PERCENT, X, U, M] = [...'\\%xum'].map((char) => char.charCodeAt(0));

/**
 * Whether the byte before `at` forbids a match there: it is one of `before`, and no escape can end with it. Where an
 * escape may be, the regex itself looks closer (regex.ts, AFTER_ESCAPE).
 */
export function isInsideWord(before: Uint8Array, bytes: Uint8Array, at: number): boolean {
  if (at === 0 || before[bytes[at - 1]!] === 0) return false;
  const escaped =
    bytes[at - 2] === BACKSLASH ||
    bytes[at - 3] === PERCENT ||
    (bytes[at - 4] === BACKSLASH && bytes[at - 3] === X) ||
    (bytes[at - 6] === BACKSLASH && bytes[at - 5] === U) ||
    bytes[at - 1] === M;
  return !escaped;
}
