/** Finds the project that a path belongs to, and its configuration. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { CONFIG_FILES, loadPolicy, MAX_BASELINE_BYTES, type PolicyData } from '@staunch/core/config';
import { shownPath } from './sources/paths.ts';
import { besides, type ForeignOptions } from './foreign-options.ts';

export interface Project {
  /** The directory of the configuration, absolute. */
  readonly root: string;
  readonly policy: PolicyData;
}

function isDirectoryAt(absolute: string): boolean {
  try {
    return fs.statSync(absolute).isDirectory();
  } catch {
    // whoever reads it says why it cannot be read
    return false;
  }
}

/** The directory of `start`, and those above it up to a repository's top, the home directory or the root. */
function* upwards(start: string): Iterable<string> {
  const absolute = path.resolve(start);
  const isDirectory = isDirectoryAt(absolute);
  for (let at = isDirectory ? absolute : path.dirname(absolute); ; at = path.dirname(at)) {
    yield at;
    if (at === path.dirname(at) || at === os.homedir() || fs.existsSync(path.join(at, '.git'))) return;
  }
}

/** Where the configuration of `start` stands, or would be made: a repository's top, as for the gate; else the nearest. */
export function configRoot(start: string): string {
  const directories = [...upwards(start)];
  const repository = directories.find((at) => fs.existsSync(path.join(at, '.git')));
  const configured = directories.find((at) =>
    CONFIG_FILES.some((name) => fs.existsSync(path.join(at, name))),
  );
  return repository ?? configured ?? directories[0]!;
}

/** A path as the project's configuration sees it; for a file outside of the project it starts with `../`. */
export function projectPathOf(root: string, file: string | Buffer): string {
  const prefix = path.relative(root, process.cwd());
  const shown = shownPath(file);
  return path.posix.normalize(
    path.isAbsolute(shown) ? path.relative(root, shown) : path.posix.join(prefix, shown),
  );
}

/** A pipe in its place is refused, not waited for; a file larger than `most` bytes is not read. */
function readIfThere(file: string, shown: string, most = Infinity): Uint8Array | undefined {
  try {
    const stats = fs.statSync(file);
    if (!stats.isFile()) throw new UserError(`${shown} is not a regular file`);
    if (stats.size > most)
      throw new UserError(`${shown} has ${stats.size} bytes, more than the ${most} that are read`);
    return fs.readFileSync(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`${shown} cannot be read (${code ?? 'unknown error'})`);
  }
}

/** The same, of a file that was named: it must be there. */
export function readNamed(
  file: string,
  most?: number,
): { readonly bytes: Uint8Array; readonly name: string } {
  const bytes = readIfThere(file, file, most);
  if (!bytes) throw new UserError(`${file}: no such file`);
  return { bytes, name: file };
}

export interface ProjectOptions extends ForeignOptions {
  /** In place of `.staunch.toml`, or of `.gitleaks.toml` where it is written like one. */
  readonly configFile?: string | undefined;
  /** In place of `.staunchbaseline`. */
  readonly baselineFile?: string | undefined;
  /** Without any baseline: to make one. */
  readonly withoutBaseline?: boolean;
}

/**
 * The `.gitleaks.toml` of a directory that is scanned and is not the top of its project: gitleaks reads that of its target,
 * and no other. Undefined where there is none, and where another one was named.
 */
export function targetConfig(start: string, { configFile }: ProjectOptions): string | undefined {
  const { GITLEAKS_CONFIG: file, GITLEAKS_CONFIG_TOML: text } = process.env;
  if (configFile !== undefined || file || text || configRoot(start) === path.resolve(start)) return undefined;
  return GITLEAKS_FILES.map((name) => path.join(start, name)).find((each) => fs.existsSync(each));
}

const GITLEAKS_FILES = ['.betterleaks.toml', '.gitleaks.toml'];

/** The project of `start`, a file or directory. Throws UserError for a broken configuration. */
export function loadProject(start: string, options: ProjectOptions = {}): Project {
  const { baselineFile, withoutBaseline = false } = options;
  const root = configRoot(start);
  const ofTarget = targetConfig(start, options);
  const configFile = options.configFile ?? ofTarget;
  const explicit = configFile === undefined ? undefined : readNamed(configFile);
  const isForeign =
    explicit !== undefined &&
    (/(?:git|better)leaks/i.test(path.basename(explicit.name)) || looksLikeGitleaks(explicit.bytes));
  const gitleaks = isForeign ? explicit : gitleaksFromEnvironment();
  const ownConfig = isForeign ? undefined : explicit;
  const place = placeOf(root);
  const given = [baselineFile, isForeign ? configFile : undefined].filter((file) => file !== undefined);
  const policy = loadPolicy({
    readFile: (name) => {
      if (name === '.staunch.toml' && ownConfig) return ownConfig.bytes;
      if (name === '.staunchbaseline' && (withoutBaseline || baselineFile !== undefined)) return undefined;
      return readIfThere(path.resolve(root, name), place + path.basename(name), MAX_BASELINE_BYTES);
    },
    place,
    ...(ownConfig ? { configName: ownConfig.name } : {}),
    gitleaks,
    baseline: baselineFile === undefined ? undefined : readNamed(baselineFile, MAX_BASELINE_BYTES),
  });
  const all = besides(policy, root, start, options, given);
  if (ofTarget === undefined) return { root, policy: all };
  const note = `${ofTarget} counts for this scan, as in gitleaks; the gate and staunch git go by the repository's top`;
  return { root, policy: { ...all, foreign: { ...all.foreign, notes: [...all.foreign.notes, note] } } };
}

/** The way to a project from where the user stands, to be put before a name in it. */
function placeOf(root: string): string {
  const way = shownPath(path.relative(process.cwd(), root));
  return way === '' ? '' : `${way}/`;
}

/** gitleaks' own variables, in gitleaks' order: a path first, then the text itself. */
function gitleaksFromEnvironment(): { readonly bytes: Uint8Array; readonly name: string } | undefined {
  const { GITLEAKS_CONFIG: file, GITLEAKS_CONFIG_TOML: text } = process.env;
  if (file) return { ...readNamed(file), name: 'the file that GITLEAKS_CONFIG names' };
  return text ? { bytes: Buffer.from(text), name: 'GITLEAKS_CONFIG_TOML' } : undefined;
}

/** Keys that only gitleaks' configuration has; ours has `pattern` where it has `regex`. */
function looksLikeGitleaks(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4 << 20)).toString(
    'latin1',
  );
  return /^[ \t]*(?:\[extend\]|\[\[?allowlists?\]|(?:regex|path|secretGroup|minVersion|description)[ \t]*=|title[ \t]*=(?![^]*^[ \t]*pattern[ \t]*=))/im.test(
    text,
  );
}
