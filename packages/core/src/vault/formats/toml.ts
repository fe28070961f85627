/** TOML of names and values; tables are flattened. */
import { parseToml } from '../../config/toml.ts';
import { brokenAt, EntryList, MOST_DEPTH, type Entries } from './entries.ts';

export function readToml(text: string): Entries {
  const list = new EntryList('TOML');
  const walk = (value: unknown, path: readonly string[]): void => {
    if (path.length > MOST_DEPTH) throw brokenAt('TOML', undefined, 'it is nested too deeply');
    if (typeof value === 'string') list.add(path, value);
    else if (value instanceof Date) list.add(path, value.toISOString());
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, [...path, name]);
    } else if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      // what was written cannot be told from what was read
      throw brokenAt('TOML', undefined, 'a number that is no plain integer: write it in quotes');
    } else list.add(path, String(value));
  };
  walk(parseToml(text, 'the TOML file'), []);
  return list;
}
