/** What of a JSON document may not be altered, and where in it that stands. */

/** The way to a value: keys and indexes, outermost first. */
export type JsonPath = readonly (string | number)[];

/**
 * Patterns of JSON paths: keys between dots, `*` for one key or index, `**` for any number of them. A pattern holds
 * for everything below what it names.
 */
export interface JsonLaws {
  /** Credentials in their own place: `mcpServers.*.env`. */
  readonly belongs: readonly string[];
  /** Ids and words that the agent looks for: `**.id`. Never altered. */
  readonly fixed: readonly string[];
  /** Objects that the model's server has signed: dropped whole or left, never altered. */
  readonly signed: readonly SignedBlock[];
  /** Signatures and encrypted text, long base64: never altered, and what only looks like a credential there is none. */
  readonly opaque: readonly string[];
}

/** An object is signed where it has all of `having` and, at `signature`, a text that is not empty. */
export interface SignedBlock {
  /** Keys and the texts that they must have: `{ type: 'thinking' }`. */
  readonly having: Readonly<Record<string, string>>;
  /** The path of the signature inside of the object. */
  readonly signature: string;
  /** Keys of the object whose text is signed. */
  readonly covers: readonly string[];
}

export const NO_LAWS: JsonLaws = { belongs: [], fixed: [], signed: [], opaque: [] };

/** Whether one of `patterns` names `path` or something above it. */
export function isNamed(patterns: readonly string[], path: JsonPath): boolean {
  return patterns.some((pattern) => matches(pattern.split('.'), 0, path, 0));
}

function matches(pattern: readonly string[], at: number, path: JsonPath, from: number): boolean {
  if (at === pattern.length) return true;
  const part = pattern[at]!;
  if (part === '**') {
    for (let skip = from; skip <= path.length; skip++) if (matches(pattern, at + 1, path, skip)) return true;
    return false;
  }
  if (from === path.length) return false;
  return (part === '*' || part === String(path[from])) && matches(pattern, at + 1, path, from + 1);
}

const PLAIN_KEY = /^[\p{L}\p{N}_$-]+$/u;

/** `state.metadata.files[3].patch`; a key that is no word stands in brackets, as JSON. */
export function pathText(path: JsonPath): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (!PLAIN_KEY.test(part)) text += `[${JSON.stringify(part)}]`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
}
