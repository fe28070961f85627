import { UserError } from '../errors.ts';

/** The text of a configuration file. Throws UserError when it is larger than `most` bytes or not UTF-8. */
export function readText(bytes: Uint8Array, name: string, most: number): string {
  if (bytes.length > most) {
    throw new UserError(`${name} has ${bytes.length} bytes, more than the ${most} that are read`, {
      hint: 'a configuration file of this size is most likely another file that was put in its place',
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${name} is not UTF-8`, {
      hint: 'save it as UTF-8 (PowerShell redirection writes UTF-16)',
    });
  }
}

/** A line that git leaves in a file when a merge conflicts. */
export function isConflictMarker(line: string): boolean {
  return /^(?:<{7}|>{7}|\|{7})(?: |$)|^={7}$/.test(line);
}
