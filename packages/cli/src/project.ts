/** Finds the project that a path belongs to, and its configuration. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { loadPolicy, type PolicyData } from '@staunch/core/config';
import { shownPath } from './sources/paths.ts';

const NAMES = ['.staunch.toml', '.staunchignore'] as const;

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
  const configured = directories.find((at) => NAMES.some((name) => fs.existsSync(path.join(at, name))));
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

/** A pipe in its place is refused, not waited for. */
function readIfThere(file: string, shown: string): Uint8Array | undefined {
  try {
    if (!fs.statSync(file).isFile()) throw new UserError(`${shown} is not a regular file`);
    return fs.readFileSync(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`${shown} cannot be read (${code ?? 'unknown error'})`);
  }
}

/** The project of `start`, a file or directory. Throws UserError for a broken configuration. */
export function loadProject(start: string, configFile?: string): Project {
  const root = configRoot(start);
  const explicit = configFile === undefined ? undefined : readIfThere(configFile, configFile);
  if (configFile !== undefined && !explicit) throw new UserError(`${configFile}: no such file`);
  const policy = loadPolicy({
    readFile: (name) =>
      name === '.staunch.toml' && explicit ? explicit : readIfThere(path.join(root, name), name),
    ...(configFile === undefined ? {} : { configName: configFile }),
  });
  return { root, policy };
}
