/**
 * The only door to a regular-expression engine. Built-in rules are in a proven subset and run on V8 in bounded
 * windows; users' rules run in linear time, on re2 where it loads and on re2js elsewhere.
 */
import { loadLibrary } from '../platform/library.ts';
import type { Span } from '../span.ts';

/** Offsets are characters of the searched text, which is one character a byte. */
export interface RegexMatch {
  readonly whole: Span;
  /** The group `secret`; the whole match where the pattern has no such group. */
  readonly secret: Span;
}

export interface Regex {
  /** A match that starts exactly at `at`. */
  matchAt(text: string, at: number): RegexMatch | undefined;
  /** The first match that starts at `at` or later. */
  search(text: string, at: number): RegexMatch | undefined;
}

/** What may not stand beside a match, as insides of character classes; '' allows everything. */
export interface Edges {
  readonly before: string;
  readonly after: string;
}

/** An escape that ends directly before a match: its last letter is no part of a word. */
const AFTER_ESCAPE = String.raw`(?<=\\[nrtbfv0]|\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|%[0-9A-Fa-f]{2}|\x1b\[[0-9;]{0,9}m)`;

/** The pattern with its edges as lookaround, for the engines that have it. */
function withEdges(pattern: string, edges: Edges): string {
  const before = edges.before && `(?:(?<![${edges.before}])|${AFTER_ESCAPE})`;
  const after = edges.after && `(?![${edges.after}])`;
  return `${before}(?:${pattern})${after}`;
}

/** Which group is the secret: the one of that name, the one of that number, or with 0 the first that is not empty. */
export type SecretGroup = 'secret' | number;

function toMatch(found: RegExpExecArray | null, group: SecretGroup): RegexMatch | undefined {
  if (!found) return undefined;
  const whole = { start: found.index, end: found.index + found[0].length };
  const { indices } = found;
  const place =
    group === 'secret'
      ? indices?.groups?.secret
      : group > 0
        ? indices?.[group]
        : indices?.slice(1).find((each) => each && each[1] > each[0]);
  return { whole, secret: place ? { start: place[0], end: place[1] } : whole };
}

function fromRegExp(make: (flags: string) => RegExp, group: SecretGroup = 'secret'): Regex {
  let sticky: RegExp | undefined;
  let global: RegExp | undefined;
  const run = (regex: RegExp, text: string, at: number): RegexMatch | undefined => {
    regex.lastIndex = at;
    return toMatch(regex.exec(text), group);
  };
  return {
    matchAt: (text, at) => run((sticky ??= make('dy')), text, at),
    search: (text, at) => run((global ??= make('dg')), text, at),
  };
}

/** A built-in rule's pattern on V8, compiled when it is first needed. */
export function compileBuiltIn(pattern: string, edges: Edges, ignoreCase: boolean): Regex {
  const source = withEdges(pattern, edges);
  return fromRegExp((flags) => new RegExp(source, flags + (ignoreCase ? 'i' : '')));
}

type Re2Constructor = new (source: string, flags: string) => RegExp;
interface Re2jsModule {
  readonly RE2JS: {
    readonly CASE_INSENSITIVE: number;
    compile(
      source: string,
      flags: number,
    ): {
      matcher(text: string): {
        groupCount(): number;
        find(at: number): boolean;
        start(group?: string | number): number;
        end(group?: string | number): number;
      };
      namedGroups(): Record<string, number>;
    };
  };
}

/** Which linear-time engine serves users' rules here. */
export function userRegexEngine(): 're2' | 're2js' {
  return re2() ? 're2' : 're2js';
}

let loaded: { re2: Re2Constructor | undefined } | undefined;

/** The native engine, which many machines do not have: its install script compiles it. */
function re2(): Re2Constructor | undefined {
  if (!loaded) {
    try {
      loaded = { re2: loadLibrary<Re2Constructor>('re2') };
    } catch {
      loaded = { re2: undefined };
    }
  }
  return loaded.re2;
}

/**
 * A user's pattern, matched in linear time whatever it is. Throws an Error without the pattern in its message when no
 * engine accepts it.
 */
export function compileUser(
  pattern: string,
  ignoreCase: boolean,
  engine = userRegexEngine(),
  group: SecretGroup = 'secret',
): Regex {
  try {
    if (engine === 're2') {
      try {
        return onRe2(pattern, ignoreCase, group);
      } catch {
        // it reads patterns as JavaScript has them; the other one reads them as Go has them
      }
    }
    return onRe2js(pattern, ignoreCase, group);
  } catch {
    throw new Error('not a regular expression in RE2 syntax');
  }
}

/** How many groups a pattern has, named ones too. Throws like `compileUser`. */
export function groupCount(pattern: string): number {
  const { RE2JS } = loadLibrary<Re2jsModule>('re2js');
  try {
    return RE2JS.compile(pattern, 0).matcher('').groupCount();
  } catch {
    throw new Error('not a regular expression in RE2 syntax');
  }
}

function onRe2(pattern: string, ignoreCase: boolean, group: SecretGroup): Regex {
  const Re2 = re2()!;
  const regex = fromRegExp((flags) => new Re2(pattern, flags + (ignoreCase ? 'i' : '')), group);
  regex.search('', 0);
  return regex;
}

function onRe2js(pattern: string, ignoreCase: boolean, group: SecretGroup): Regex {
  const { RE2JS } = loadLibrary<Re2jsModule>('re2js');
  const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  const hasSecret = group === 'secret' && 'secret' in compiled.namedGroups();
  const search = (text: string, at: number): RegexMatch | undefined => {
    const matcher = compiled.matcher(text);
    if (at > text.length || !matcher.find(at)) return undefined;
    const whole = { start: matcher.start(), end: matcher.end() };
    const place = (which: string | number): Span | undefined => {
      const start = matcher.start(which);
      return start < 0 ? undefined : { start, end: matcher.end(which) };
    };
    if (group === 'secret') return { whole, secret: (hasSecret && place('secret')) || whole };
    if (group > 0) return { whole, secret: place(group) ?? whole };
    for (let number = 1; number <= matcher.groupCount(); number++) {
      const secret = place(number);
      if (secret && secret.end > secret.start) return { whole, secret };
    }
    return { whole, secret: whole };
  };
  return {
    search,
    matchAt(text, at) {
      const found = search(text, at);
      return found?.whole.start === at ? found : undefined;
    },
  };
}
