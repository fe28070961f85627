/**
 * Path patterns in the flavour of .gitignore. The matcher is linear in the product of path and pattern and loads
 * nothing: a library that turns globs into regular expressions backtracks for minutes on `*a*a*a*a*b`, and costs the
 * hook more to load than its whole scan.
 */

/** Stands for any run, also none: of characters within a name, of names within a path. */
const ANY = Symbol('any');

type CharTest = (char: string) => boolean;
type NamePattern = readonly (CharTest | typeof ANY)[];
type PathPattern = readonly (NamePattern | typeof ANY)[];

interface Glob {
  readonly negated: boolean;
  readonly pattern: PathPattern;
}

/** Wildcard matching by restarting at the last ANY only, which looks at no pair of items twice. */
function matches<P, T>(
  pattern: readonly (P | typeof ANY)[],
  items: readonly T[],
  fits: (part: P, item: T) => boolean,
): boolean {
  let at = 0;
  let index = 0;
  let lastAny = -1;
  let resume = 0;
  while (index < items.length) {
    const part = pattern[at];
    if (part === ANY) {
      lastAny = at++;
      resume = index;
    } else if (part !== undefined && fits(part, items[index]!)) {
      at++;
      index++;
    } else if (lastAny >= 0) {
      at = lastAny + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === ANY) at++;
  return at === pattern.length;
}

const POSIX_CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  digit: /[0-9]/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** The bracket expression that starts at `chars[start]`; undefined where its end is missing: then it is a plain `[`. */
function bracket(chars: readonly string[], start: number): { test: CharTest; next: number } | undefined {
  let at = start + 1;
  const negated = chars[at] === '!' || chars[at] === '^';
  if (negated) at++;
  const tests: CharTest[] = [];
  for (let first = true; first || chars[at] !== ']'; first = false) {
    const named = /^\[:([a-z]{4,6}):\]/.exec(chars.slice(at, at + 10).join(''));
    const posix = named && POSIX_CLASSES[named[1]!];
    if (named && posix) {
      tests.push((char) => posix.test(char));
      at += named[0].length;
      continue;
    }
    if (chars[at] === '\\') at++;
    const from = chars[at++];
    if (from === undefined) return undefined;
    let to = from;
    if (chars[at] === '-' && chars[at + 1] !== ']' && chars[at + 1] !== undefined) {
      at += chars[at + 1] === '\\' ? 2 : 1;
      to = chars[at++] ?? from;
    }
    const [low, high] = [from.codePointAt(0)!, to.codePointAt(0)!];
    tests.push((char) => char.codePointAt(0)! >= low && char.codePointAt(0)! <= high);
  }
  return { test: (char) => tests.some((test) => test(char)) !== negated, next: at + 1 };
}

function parseName(name: string): NamePattern {
  // by code points, so that ? stands for a whole emoji
  const chars = [...name];
  const parts: (CharTest | typeof ANY)[] = [];
  for (let at = 0; at < chars.length;) {
    let char = chars[at]!;
    const set = char === '[' ? bracket(chars, at) : undefined;
    if (set) {
      parts.push(set.test);
      at = set.next;
      continue;
    }
    at++;
    if (char === '*') {
      if (parts.at(-1) !== ANY) parts.push(ANY);
    } else if (char === '?') {
      parts.push(() => true);
    } else {
      if (char === '\\' && at < chars.length) char = chars[at++]!;
      const literal = char;
      parts.push((other) => other === literal);
    }
  }
  return parts;
}

/** Undefined when the text names nothing: only slashes, or nothing after the `!`. */
export function parseGlob(text: string): Glob | undefined {
  const negated = text.startsWith('!');
  const body = negated ? text.slice(1) : text;
  const directory = body.endsWith('/');
  const names = body.split('/').filter((name) => name !== '' && name !== '.');
  if (names.length === 0) return undefined;
  const anchored = body.replace(/\/$/, '').includes('/');
  const pattern: (NamePattern | typeof ANY)[] = anchored ? [] : [ANY];
  for (const name of names) pattern.push(name === '**' ? ANY : parseName(name));
  // what matches a directory matches all that is in it; `a/` and `a/**` match only what is in it
  if (directory || names.at(-1) === '**') pattern.push([ANY]);
  pattern.push(ANY);
  return { negated, pattern };
}

/**
 * Whether the globs, taken together, match a path (`/`-separated, relative to the directory of the configuration):
 * the last one that matches decides, and `!` takes back. Unlike git, `!` also takes back what lies in a directory that
 * an earlier glob matched: a secret scanner rather looks at more.
 */
export function globMatcher(texts: readonly string[]): (path: string) => boolean {
  const globs = texts.flatMap((text) => parseGlob(text) ?? []).reverse();
  return (path) => {
    if (globs.length === 0) return false;
    const names = path.split('/').map((name) => [...name]);
    const matched = globs.find(({ pattern }) =>
      matches(pattern, names, (part, name) => matches(part, name, fitsChar)),
    );
    return matched !== undefined && !matched.negated;
  };
}

function fitsChar(test: CharTest, char: string): boolean {
  return test(char);
}
