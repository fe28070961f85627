import path from 'node:path';
import { shownPath } from '../sources/paths.ts';

/** A file as reports name it: relative to where the command was started. */
export function namedHere(file: string | Buffer): string {
  return typeof file === 'string' ? shownPath(path.relative(process.cwd(), file) || '.') : shownPath(file);
}
