/** Where a directory of an agent's state lies: what would publish it. */
import fs from 'node:fs';
import path from 'node:path';
import { readQuietly } from '../agents/quiet-file.ts';

export interface Surrounding {
  /** The work tree of git that it lies in. */
  readonly workTree?: string;
  /** The directory of the package that would be published with it. */
  readonly package?: string;
}

export function surroundingOf(file: string): Surrounding {
  let workTree: string | undefined;
  let published: string | undefined;
  for (let at = path.dirname(file); ; at = path.dirname(at)) {
    if (workTree === undefined && fs.existsSync(path.join(at, '.git'))) workTree = at;
    if (published === undefined && isPublished(at, path.relative(at, file))) published = at;
    if (at === path.dirname(at)) break;
  }
  return {
    ...(workTree === undefined ? {} : { workTree }),
    ...(published === undefined ? {} : { package: published }),
  };
}

/** Whether `npm publish` in a directory would take along what is at `inside`: by `private` and by `files`, as far as these tell. */
function isPublished(directory: string, inside: string): boolean {
  let text: string;
  try {
    text = readQuietly(path.join(directory, 'package.json')).toString();
  } catch {
    return false;
  }
  try {
    const {
      name,
      private: isPrivate,
      files,
    } = JSON.parse(text) as { name?: unknown; private?: unknown; files?: unknown };
    if (typeof name !== 'string' || isPrivate === true) return false;
    if (!Array.isArray(files)) return true;
    const parts = inside.split(path.sep);
    return files.some((pattern) => typeof pattern === 'string' && covers(pattern, parts));
  } catch {
    // npm would not publish it either
    return false;
  }
}

function covers(pattern: string, parts: readonly string[]): boolean {
  const wanted = pattern.replace(/^\.?\/+|\/+$/g, '').split('/');
  for (const [at, part] of wanted.entries()) {
    if (part === '' || part.includes('*')) return true;
    if (parts[at] !== part) return false;
  }
  return true;
}
