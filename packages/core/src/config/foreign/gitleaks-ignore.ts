/** `.gitleaksignore` and `.betterleaksignore`: one finding a line. */
import { UserError } from '../../errors.ts';
import { isConflictMarker, readText } from '../text-file.ts';
import type { Places } from './places.ts';

const MAX_BYTES = 16 * 1024 * 1024;
const MAX_LINE = 8192;

type Entry =
  { readonly kind: 'place'; readonly place: string } | { readonly kind: 'digest'; readonly digest: string };

/**
 * `file:rule:line`, `commit:file:rule:line`, or the bare SHA-256 of a secret; undefined for anything else. A file's name
 * may hold colons and, on Windows, backslashes.
 */
export function gitleaksEntry(line: string): Entry | undefined {
  if (/^[0-9a-f]{64}$/i.test(line)) return { kind: 'digest', digest: `sha256:${line.toLowerCase()}` };
  const parts = /^(?:([0-9a-f]{40}|[0-9a-f]{64}):)?(.+):([^:]+):(\d+)$/i.exec(line);
  if (!parts) return undefined;
  const [, commit, file, rule, number] = parts;
  const place = `${file!.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')}:${rule}:${Number(number)}`;
  return { kind: 'place', place: commit === undefined ? place : `${commit.toLowerCase()}:${place}` };
}

/** Throws UserError that names a line by its number, never by its content. */
export function parseGitleaksIgnore(bytes: Uint8Array, name: string): Places {
  const places: string[] = [];
  const digests: string[] = [];
  readText(bytes, name, MAX_BYTES)
    .split('\n')
    .forEach((raw, index) => {
      const fail = (what: string, hint?: string): never => {
        throw new UserError(`${name}, line ${index + 1}: ${what}`, hint === undefined ? {} : { hint });
      };
      if (isConflictMarker(raw.replace(/\r$/, ''))) fail('a conflict marker', 'finish the merge first');
      const line = raw.trim().replace(/^\ufeff/, '');
      if (line === '' || line.startsWith('#')) return;
      if (line.length > MAX_LINE) fail(`more than ${MAX_LINE} characters`);
      // a comment behind an entry makes it another entry in gitleaks, which then does nothing
      const entry = gitleaksEntry(line) ?? gitleaksEntry(line.replace(/\s+#.*$/, ''));
      if (entry?.kind === 'place') places.push(entry.place);
      else if (entry) digests.push(entry.digest);
      else fail('not an entry', 'one is file:rule:line, commit:file:rule:line, or the SHA-256 of a secret');
    });
  return { places, digests };
}
