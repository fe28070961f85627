/** What gitleaks' command line says of rules and ignores beyond the project's files. */
import fs from 'node:fs';
import path from 'node:path';
import { loadRules, UserError } from '@staunch/core';
import { nearest, parseGitleaksIgnore, type PolicyData } from '@staunch/core/config';
import type { Flags } from './arguments.ts';

export interface ForeignOptions {
  /** A `.gitleaksignore`, or the directory of one, beside the project's own. */
  readonly ignorePath?: string | undefined;
  /** Rules of no other id are looked for; empty for all. */
  readonly enabledRules?: readonly string[];
}

export function foreignOptions(flags: Flags): ForeignOptions {
  const enabledRules = flags
    .all('enable-rule')
    .flatMap((ids) => ids.split(','))
    .map((id) => id.trim())
    .filter((id) => id !== '');
  return { ignorePath: flags.text('gitleaks-ignore-path'), enabledRules };
}

export function isForeignPart({ ignorePath, enabledRules = [] }: ForeignOptions): boolean {
  return ignorePath !== undefined || enabledRules.length > 0;
}

/**
 * The policy with what was said besides. The files that were `given` as a baseline and as gitleaks' configuration hold
 * values to say that they are known: what patterns find in them is suppressed, as in gitleaks. Throws UserError for a rule that is not
 * there, and a broken file.
 */
export function besides(
  policy: PolicyData,
  root: string,
  start: string,
  options: ForeignOptions,
  given: readonly string[],
): PolicyData {
  const { ignorePath, enabledRules = [] } = options;
  const only = enabledRules.length > 0 ? onlyRules(policy, enabledRules) : policy;
  const { ignore, baseline } = only;
  const files = ignoreFiles(root, start, ignorePath);
  const more = files.map((file) => parseGitleaksIgnore(fs.readFileSync(file), path.basename(file)));
  return {
    ...only,
    ignore: {
      ...ignore,
      globs: [...ignore.globs, ...given.flatMap((file) => globOf(root, file))],
      places: [
        ...ignore.places.map((place) => fromRoot(place, root)),
        ...more.flatMap((each) => each.places).flatMap((place) => spellings(place, root)),
      ],
      digests: [...ignore.digests, ...more.flatMap((each) => each.digests)],
    },
    baseline: { ...baseline, places: baseline.places.flatMap((place) => spellings(place, root)) },
  };
}

/** The file alone, as an ignore file names it; nothing for one outside of the project. */
function globOf(root: string, file: string): string[] {
  const inside = path.relative(root, path.resolve(file)).split(path.sep).join('/');
  return inside.startsWith('../') || path.isAbsolute(inside)
    ? []
    : [`/${inside.replace(/[\\*?[\]{}!#]/g, '\\$&')}`];
}

/**
 * As gitleaks looks for them: what was named (without that the current directory, where it is in the project), and what
 * lies in the directory that is scanned.
 */
export function ignoreFiles(root: string, start: string, named?: string): string[] {
  const places = named === undefined ? besideUs(root) : [named];
  const found = [...places.flatMap((each) => [each, ignoreIn(each)]), ignoreIn(start)]
    .filter(isFile)
    .map((file) => path.resolve(file));
  const own = path.join(root, '.gitleaksignore');
  return [...new Set(found)].filter((file) => file !== own);
}

function ignoreIn(directory: string): string {
  return path.join(directory, '.gitleaksignore');
}

function besideUs(root: string): string[] {
  return path.relative(root, process.cwd()).startsWith('..') ? [] : ['.'];
}

function isFile(file: string): boolean {
  try {
    return fs.statSync(file).isFile();
  } catch {
    // not there, or below what is no directory
    return false;
  }
}

/** gitleaks names a file as it was reached: here from the root of the file system. */
function fromRoot(place: string, root: string): string {
  const [, commit = '', file = ''] = /^([0-9a-f]{40,64}:)?([^]*)$/.exec(place)!;
  const absolute = `${root.split(path.sep).join('/')}/`;
  return file.startsWith(absolute) ? commit + file.slice(absolute.length) : place;
}

/** The same, or from the current directory. */
function spellings(place: string, root: string): string[] {
  const own = fromRoot(place, root);
  const prefix = path.relative(root, process.cwd()).split(path.sep).join('/');
  if (own !== place || prefix === '' || prefix.startsWith('..') || /^[0-9a-f]{40,64}:/.test(place))
    return [own];
  return [place, path.posix.normalize(`${prefix}/${place}`)];
}

function onlyRules(policy: PolicyData, ids: readonly string[]): PolicyData {
  const catalogue = loadRules();
  const disabled = new Set(policy.disabledRules);
  const isNamed = (id: string, aliases: readonly string[] = []): boolean =>
    ids.some((each) => each === id || aliases.includes(each));
  const known = [
    ...catalogue.filter(({ id }) => !disabled.has(id)).flatMap(({ id, aliases = [] }) => [id, ...aliases]),
    ...policy.userRules.map(({ id }) => id),
    ...policy.foreign.pathRules.map(({ id }) => id),
  ];
  for (const id of ids) {
    if (known.includes(id)) continue;
    const meant = nearest(id, known);
    throw new UserError('--enable-rule names a rule that is not there', {
      hint: meant ? `did you mean ${meant}?` : 'see staunch rules list',
    });
  }
  // what a rule requires is looked for, and then not reported
  const required = new Set(
    policy.userRules
      .filter(({ id }) => isNamed(id))
      .flatMap(({ foreign }) => (foreign?.required ?? []).map(({ id }) => id)),
  );
  return {
    ...policy,
    disabledRules: [
      ...disabled,
      ...catalogue
        .filter(({ id, aliases }) => !isNamed(id, aliases) && !disabled.has(id))
        .map(({ id }) => id),
    ],
    userRules: policy.userRules
      .filter(({ id }) => isNamed(id) || required.has(id))
      .map((rule) =>
        isNamed(rule.id) || !rule.foreign
          ? rule
          : { ...rule, foreign: { ...rule.foreign, skipReport: true } },
      ),
    foreign: {
      ...policy.foreign,
      pathRules: policy.foreign.pathRules.filter(({ id }) => isNamed(id)),
    },
  };
}
