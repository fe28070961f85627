/** The parser is loaded only where there is a file to parse: the hook's clean path does without. */
import { UserError } from '../errors.ts';
import { loadLibrary } from '../platform/library.ts';
import { isConflictMarker } from './text-file.ts';

/** Throws UserError with line and column; the library's own message would repeat the line. */
export function parseToml(text: string, name: string): Readonly<Record<string, unknown>> {
  const { parse } = loadLibrary<typeof import('smol-toml')>('smol-toml');
  try {
    return parse(text);
  } catch (error) {
    const { line, column } = error as { line?: unknown; column?: unknown };
    const place =
      typeof line === 'number' && typeof column === 'number' ? ` (line ${line}, column ${column})` : '';
    const conflict = typeof line === 'number' && isConflictMarker(text.split(/\r?\n/)[line - 1] ?? '');
    throw new UserError(`${name} is not valid TOML${place}`, {
      hint: conflict ? 'that line is a conflict marker: finish the merge first' : 'https://toml.io/en/v1.0.0',
    });
  }
}
