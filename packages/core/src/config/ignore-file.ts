import { UserError } from '../errors.ts';
import { parseGlob } from './globs.ts';
import { gitleaksEntry } from './foreign/gitleaks-ignore.ts';
import type { Places } from './foreign/places.ts';
import { isConflictMarker, readText } from './text-file.ts';

/** What `.staunchignore` holds, in the order of its lines; places and digests are other scanners' entries. */
export interface IgnoreFile extends Places {
  readonly globs: readonly string[];
  readonly fingerprints: readonly string[];
}

export const NOTHING_IGNORED: IgnoreFile = { globs: [], fingerprints: [], places: [], digests: [] };

const MAX_BYTES = 8 * 1024 * 1024;
const MAX_LINE = 4096;

const FINGERPRINT = /^sf1:[A-Za-z0-9_-]{16,88}$/;

/** Throws UserError that names the line by its number, never by its content. */
export function parseIgnoreFile(bytes: Uint8Array, name = '.staunchignore'): IgnoreFile {
  const globs: string[] = [];
  const fingerprints: string[] = [];
  const places: string[] = [];
  const digests: string[] = [];
  readText(bytes, name, MAX_BYTES)
    .split('\n')
    .forEach((line, index) => {
      const fail = (what: string, hint?: string): never => {
        throw new UserError(`${name}, line ${index + 1}: ${what}`, hint === undefined ? {} : { hint });
      };
      const raw = line.replace(/\r$/, '');
      if (isConflictMarker(raw)) fail('a conflict marker', 'finish the merge first');
      const entry = withoutComment(raw);
      if (entry === '') return;
      if (entry.length > MAX_LINE) fail(`more than ${MAX_LINE} characters`);
      // control characters never stand in a glob that was meant; a UTF-16 file is full of them
      if (/[^\P{Cc}\t]/u.test(entry)) fail('a control character', `save ${name} as UTF-8 text`);
      if (/^sf\d*:/.test(entry)) {
        if (!FINGERPRINT.test(entry)) fail('not a fingerprint', 'one is sf1: and 24 hexadecimal digits');
        fingerprints.push(entry);
        return;
      }
      const foreign = gitleaksEntry(entry);
      if (foreign?.kind === 'place') places.push(foreign.place);
      else if (foreign) digests.push(foreign.digest);
      else {
        if (!parseGlob(entry)) fail('a glob that names nothing');
        globs.push(entry);
      }
    });
  return { globs, fingerprints, places, digests };
}

/** A `#` starts a comment at the start of a line and after white space; `\#` and `\ ` are taken as they are. */
function withoutComment(line: string): string {
  const comment = /(?<![^ \t])#/.exec(line)?.index ?? line.length;
  const text = line.slice(0, comment).replace(/^[ \t]+/, '');
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t') && text[end - 2] !== '\\') end--;
  return text.slice(0, end);
}
