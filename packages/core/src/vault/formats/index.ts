/** Files that values are imported from. */
import { UserError } from '../../errors.ts';
import { readDotenv } from './dotenv.ts';
import type { Entries } from './entries.ts';
import { readJson } from './json.ts';
import { readToml } from './toml.ts';
import { readYaml } from './yaml.ts';

export type { Entries } from './entries.ts';

const READERS: Readonly<Record<string, (text: string) => Entries>> = {
  json: readJson,
  yaml: readYaml,
  yml: readYaml,
  toml: readToml,
  env: readDotenv,
};

/** Told by the file's name, else by what it begins with. Throws UserError, which names a line and quotes nothing. */
export function readEntries(bytes: Uint8Array, fileName: string): Entries {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError('the file to import is not UTF-8', { hint: 'nothing was imported' });
  }
  // colours of a terminal, or UTF-16 without its mark: no value would be what it is meant to be
  if (/[\0-\x08\x0e-\x1f\x7f]/.test(text)) {
    throw new UserError('the file to import holds control characters, which are no text', {
      hint: 'nothing was imported; save it as plain UTF-8',
    });
  }
  const extension = /\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const reader = Object.hasOwn(READERS, extension) ? READERS[extension]! : readerFor(text);
  return reader(text);
}

function readerFor(text: string): (text: string) => Entries {
  const first =
    text.split(/\r?\n/).find((line) => line.trim() !== '' && !line.trimStart().startsWith('#')) ?? '';
  if (first.trimStart().startsWith('{')) return readJson;
  if (/^\s*\[[^\]]*\]\s*(?:#.*)?$/.test(first)) return readToml;
  if (/^---\s*$|^\s*(?:"[^"]*"|'[^']*'|[\w.-]+)\s*:(?:\s|$)/.test(first)) return readYaml;
  return readDotenv;
}
