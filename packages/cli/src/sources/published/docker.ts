/** What a docker build sends: the directory less what `.dockerignore` names. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { globMatcher } from '@staunch/core/config';

/** BuildKit prefers the one that belongs to the Dockerfile. */
const NAMES = ['Dockerfile.dockerignore', '.dockerignore'];
const MAX_BYTES = 4 * 1024 * 1024;

/** Whether a file, by its path in the context with `/`, is sent. Throws UserError when the ignore file cannot be read. */
export function dockerContext(root: string): (file: string) => boolean {
  const name = NAMES.find((each) => fs.existsSync(path.join(root, each)));
  if (name === undefined) return () => true;
  const ignored = globMatcher(dockerGlobs(read(path.join(root, name), name)));
  // the builder gets these two whatever is ignored
  return (file) => file === name || file === 'Dockerfile' || !ignored(file);
}

function read(file: string, name: string): string {
  try {
    if (fs.statSync(file).size > MAX_BYTES) throw new UserError(`${name} is too large to be an ignore file`);
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${name} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`,
    );
  }
}

/**
 * The same in the flavour of `.gitignore`: docker's patterns always start at the root, `#` is a comment only as the
 * first character, and the last pattern that fits decides, for what lies below a directory too.
 */
function dockerGlobs(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((raw) => {
      if (raw.startsWith('#')) return [];
      const line = raw.trim();
      const negated = line.startsWith('!');
      const body = (negated ? line.slice(1).trim() : line).replace(/^\/+/, '');
      const clean = path.posix.normalize(body === '' ? '.' : body).replace(/\/$/, '');
      // the context itself is no name of anything in it
      if (line === '' || clean === '.' || clean.startsWith('..')) return [];
      return spread(clean).map((glob) => `${negated ? '!' : ''}/${glob}`);
    });
}

/** `**` within a name goes across slashes: `a**b` is `a*b`, and `a*` and `*b` with any directories between. */
function spread(pattern: string): string[] {
  const names = pattern.split('/');
  const at = names.findIndex((name) => name !== '**' && name.includes('**'));
  if (at < 0) return [pattern];
  const name = names[at]!;
  const [before = '', ...after] = name.split(/\*{2,}/);
  const join = (middle: string): string => [...names.slice(0, at), middle, ...names.slice(at + 1)].join('/');
  const rest = after.join('*');
  return [join(`${before}*${rest}`), join(`${before}*/**/*${rest}`)];
}
