/**
 * What was known when a baseline was made: our own file, a report of gitleaks or betterleaks, a report of ours, or
 * detect-secrets' `.secrets.baseline`. It silences exactly what it names.
 */
import { UserError } from '../../errors.ts';
import { loadBuiltIn } from '../../platform/library.ts';
import { isConflictMarker, readText } from '../text-file.ts';
import type { Places } from './places.ts';

export interface Baseline extends Places {
  readonly fingerprints: readonly string[];
}

export const NO_BASELINE: Baseline = { fingerprints: [], places: [], digests: [] };

/** A larger file is not read: reports of that size are no list that anybody has looked through. */
export const MAX_BASELINE_BYTES = 64 * 1024 * 1024;

/** The first line of our own. */
export const BASELINE_HEAD = '# staunch baseline 1';

/** One known finding: `fingerprint TAB rule or item TAB path`. No line number, so that it holds when lines move. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly name: string;
  readonly path: string;
}

/** The text of a baseline: sorted, one finding a line, so that git merges it line by line. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries.map(({ fingerprint, name, path }) => [path, name, fingerprint].map(cell));
  const sorted = [...new Set(lines.map(([path, name, print]) => `${print}\t${name}\t${path}`))].sort(byPath);
  return [
    BASELINE_HEAD,
    '# What was known when it was made: fingerprint, rule, path. staunch baseline update and prune keep it.',
    ...sorted,
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replace(/[\t\r\n]/g, ' ');
}

function byPath(a: string, b: string): number {
  const [left, right] = [a, b].map((line) => line.split('\t').reverse().join('\t'));
  return left! < right! ? -1 : left! > right! ? 1 : 0;
}

/** The entries of our own file. Throws UserError with the number of the line, never with its content. */
export function parseOwnBaseline(text: string, name: string): BaselineEntry[] {
  return text.split('\n').flatMap((raw, index) => {
    const line = raw.replace(/\r$/, '');
    const fail = (what: string, hint: string): never => {
      throw new UserError(`${name}, line ${index + 1}: ${what}`, { hint });
    };
    if (isConflictMarker(line))
      fail('a conflict marker', 'keep the lines of both sides, then run staunch baseline prune');
    if (line === '' || line.startsWith('#')) return [];
    const [fingerprint = '', rule = '', path = ''] = line.split('\t');
    if (!/^s[fm]\d+:[A-Za-z0-9_-]{16,88}$/.test(fingerprint))
      fail('not an entry', 'one is a fingerprint, a rule and a path, with tabs between');
    return [{ fingerprint, name: rule, path }];
  });
}

/** Reads any of them. Throws UserError. */
export function parseBaseline(bytes: Uint8Array, name: string): Baseline {
  const text = readText(bytes, name, MAX_BASELINE_BYTES);
  if (!/^\s*[[{]/.test(text.slice(0, 4096).replace(/^\ufeff/, ''))) {
    const isOurs = text.startsWith(BASELINE_HEAD.slice(0, -2));
    // both sides made one: the conflict starts above its first line
    if (!isOurs && text.trim() !== '' && !isConflictMarker(text.split(/\r?\n/, 1)[0]!)) throw unknown(name);
    return {
      ...NO_BASELINE,
      fingerprints: parseOwnBaseline(text, name).map(({ fingerprint }) => fingerprint),
    };
  }
  const marker = text.split('\n').findIndex((line) => isConflictMarker(line.replace(/\r$/, '')));
  if (marker >= 0)
    throw new UserError(`${name}, line ${marker + 1}: a conflict marker`, { hint: 'finish the merge first' });
  const data = parseJson(text, name);
  if (Array.isArray(data)) return fromGitleaks(data, name);
  if (isObject(data) && isObject(data['results'])) return fromDetectSecrets(data['results'], name);
  if (isObject(data) && Array.isArray(data['findings'])) return fromOurs(data['findings'], name);
  throw unknown(name);
}

function unknown(name: string): UserError {
  return new UserError(`${name} is no baseline`, {
    hint: 'one is made by staunch baseline create; reports of gitleaks and betterleaks (JSON) and .secrets.baseline are read too',
  });
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
  } catch {
    // a file of one object a line is a report of ours, too
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    try {
      return { findings: lines.map((line) => JSON.parse(line) as unknown) };
    } catch {
      throw new UserError(`${name} is not valid JSON`, { hint: 'is it a whole report?' });
    }
  }
}

type Entry = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A former report: where it has the secret itself, that is known, wherever it stands now; where it was redacted, its
 * place is.
 */
function fromGitleaks(entries: readonly unknown[], name: string): Baseline {
  const places: string[] = [];
  const digests: string[] = [];
  const fingerprints: string[] = [];
  const { createHash } = loadBuiltIn<typeof import('node:crypto')>('crypto');
  entries.forEach((entry, index) => {
    if (!isObject(entry) || typeof entry['RuleID'] !== 'string')
      throw new UserError(`${name}: entry ${index + 1} is no finding of gitleaks: RuleID is missing`);
    const { RuleID, File, StartLine, Secret, Commit, Fingerprint } = entry;
    // one of our own reports in gitleaks' format
    if (typeof Fingerprint === 'string' && /^sf\d+:/.test(Fingerprint)) fingerprints.push(Fingerprint);
    if (typeof Secret === 'string' && isRaw(Secret))
      digests.push(`sha256:${createHash('sha256').update(Secret).digest('hex')}`);
    else if (typeof File === 'string' && typeof StartLine === 'number') {
      const place = `${File.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')}:${RuleID}:${StartLine}`;
      places.push(typeof Commit === 'string' && Commit !== '' ? `${Commit}:${place}` : place);
    } else throw new UserError(`${name}: entry ${index + 1} has neither a secret nor a place`);
  });
  return { fingerprints, places, digests };
}

/** Not what gitleaks, betterleaks or we put in place of a secret. */
function isRaw(secret: string): boolean {
  return secret !== '' && secret !== 'REDACTED' && !secret.endsWith('...') && !/\*\*\*\[\d+\]$/.test(secret);
}

function fromDetectSecrets(results: Entry, name: string): Baseline {
  const digests: string[] = [];
  for (const entries of Object.values(results)) {
    if (!Array.isArray(entries)) throw unknown(name);
    for (const entry of entries as unknown[]) {
      const hash = isObject(entry) ? entry['hashed_secret'] : undefined;
      if (typeof hash !== 'string' || !/^[0-9a-f]{40}$/i.test(hash))
        throw new UserError(`${name}: an entry of results has no hashed_secret`);
      digests.push(`sha1:${hash.toLowerCase()}`);
    }
  }
  return { ...NO_BASELINE, digests };
}

function fromOurs(entries: readonly unknown[], name: string): Baseline {
  const fingerprints = entries.flatMap((entry, index) => {
    if (!isObject(entry)) throw new UserError(`${name}: entry ${index + 1} is no finding`);
    if (entry['type'] !== undefined && entry['type'] !== 'finding') return [];
    if (typeof entry['fingerprint'] !== 'string')
      throw new UserError(`${name}: entry ${index + 1} has no fingerprint`);
    return [entry['fingerprint']];
  });
  return { ...NO_BASELINE, fingerprints };
}
