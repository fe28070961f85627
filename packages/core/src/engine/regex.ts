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

function toMatch(found: RegExpExecArray | null): RegexMatch | undefined {
  if (!found) return undefined;
  const whole = { start: found.index, end: found.index + found[0].length };
  const indices = found.indices?.groups?.secret;
  return { whole, secret: indices ? { start: indices[0], end: indices[1] } : whole };
}

function fromRegExp(make: (flags: string) => RegExp): Regex {
  let sticky: RegExp | undefined;
  let global: RegExp | undefined;
  const run = (regex: RegExp, text: string, at: number): RegexMatch | undefined => {
    regex.lastIndex = at;
    return toMatch(regex.exec(text));
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
 * A user's pattern, matched in linear time whatever it is. Throws an Error without the pattern in its message when the
 * engine does not accept it.
 */
export function compileUser(pattern: string, ignoreCase: boolean, engine = userRegexEngine()): Regex {
  try {
    return engine === 're2' ? onRe2(pattern, ignoreCase) : onRe2js(pattern, ignoreCase);
  } catch {
    throw new Error('not a regular expression in RE2 syntax');
  }
}

function onRe2(pattern: string, ignoreCase: boolean): Regex {
  const Re2 = re2()!;
  const regex = fromRegExp((flags) => new Re2(pattern, flags + (ignoreCase ? 'i' : '')));
  regex.search('', 0);
  return regex;
}

function onRe2js(pattern: string, ignoreCase: boolean): Regex {
  const { RE2JS } = loadLibrary<Re2jsModule>('re2js');
  const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  const hasSecret = 'secret' in compiled.namedGroups();
  const search = (text: string, at: number): RegexMatch | undefined => {
    const matcher = compiled.matcher(text);
    if (at > text.length || !matcher.find(at)) return undefined;
    const whole = { start: matcher.start(), end: matcher.end() };
    if (!hasSecret) return { whole, secret: whole };
    const start = matcher.start('secret');
    return { whole, secret: start < 0 ? whole : { start, end: matcher.end('secret') } };
  };
  return {
    search,
    matchAt(text, at) {
      const found = search(text, at);
      return found?.whole.start === at ? found : undefined;
    },
  };
}
