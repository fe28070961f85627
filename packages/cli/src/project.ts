/** Finds the project that a path belongs to, and its configuration. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { loadPolicy, type PolicyData } from '@staunch/core/config';

const NAMES = ['.staunch.toml', '.staunchignore'] as const;

export interface Project {
  /** The directory of the configuration, absolute. */
  readonly root: string;
  readonly policy: PolicyData;
}

/**
 * The nearest directory from `start` upwards that holds configuration; the search ends at a repository's top, at the
 * home directory and at the root. Without any, the start itself.
 */
function findRoot(start: string): string {
  for (let at = start; ;) {
    if (NAMES.some((name) => fs.existsSync(path.join(at, name)))) return at;
    const up = path.dirname(at);
    if (up === at || at === os.homedir() || fs.existsSync(path.join(at, '.git'))) return start;
    at = up;
  }
}

function readIfThere(file: string, shown: string): Uint8Array | undefined {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`${shown} cannot be read (${code ?? 'unknown error'})`);
  }
}

/** The project of `start`, a file or directory. Throws UserError for a broken configuration. */
export function loadProject(start: string, configFile?: string): Project {
  const absolute = path.resolve(start);
  const isDirectory = fs.statSync(absolute, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const root = findRoot(isDirectory ? absolute : path.dirname(absolute));
  const explicit = configFile === undefined ? undefined : readIfThere(configFile, configFile);
  if (configFile !== undefined && !explicit) throw new UserError(`${configFile}: no such file`);
  const policy = loadPolicy({
    readFile: (name) => (name === '.staunch.toml' && explicit ? explicit : readIfThere(path.join(root, name), name)),
    ...(configFile === undefined ? {} : { configName: configFile }),
  });
  return { root, policy };
}
