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
