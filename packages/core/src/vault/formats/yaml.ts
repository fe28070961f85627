/** YAML of names and values; plain scalars keep what was written (`1.50`, `0777`, `yes`). */
import { loadLibrary } from '../../platform/library.ts';
import { brokenAt, EntryList, MOST_DEPTH, type Entries } from './entries.ts';

export function readYaml(text: string): Entries {
  const yaml = loadLibrary<typeof import('yaml')>('yaml');
  const lines = new yaml.LineCounter();
  const list = new EntryList('YAML');
  // the library's own messages quote the line
  // «error»: silent, it would say nothing of documents behind the first
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const lineOf = (node: { readonly range?: readonly number[] | null | undefined }): number | undefined =>
    node.range ? lines.linePos(node.range[0]!).line : undefined;
  const [error] = document.errors;
  if (error) {
    const isAnother = error.code === 'MULTIPLE_DOCS';
    const what = isAnother ? 'another document begins: a file of one is read' : 'it is not valid YAML';
    throw brokenAt('YAML', lines.linePos(error.pos[0]).line, what);
  }
  if (!yaml.isMap(document.contents))
    throw brokenAt('YAML', undefined, 'it must be a mapping of names to values');
  // aliases of aliases would grow without end
  let steps = 0;
  walk(document.contents, []);
  return list;

  function walk(node: unknown, path: readonly string[]): void {
    if (path.length > MOST_DEPTH || ++steps > 1_000_000)
      throw brokenAt('YAML', undefined, 'it is nested too deeply');
    if (yaml.isAlias(node)) {
      const meant = node.resolve(document);
      if (!meant) throw brokenAt('YAML', lineOf(node), 'an alias of what is not there');
      return walk(meant, path);
    }
    if (yaml.isMap(node)) {
      for (const { key, value } of node.items) walk(value, [...path, keyOf(key)]);
    } else if (yaml.isSeq(node)) {
      node.items.forEach((item, number) => walk(item, [...path, String(number)]));
    } else if (yaml.isScalar(node)) {
      const { value, source } = node;
      const text = typeof value === 'string' ? value : value === null ? undefined : (source ?? String(value));
      list.add(path, text, lineOf(node));
    } else list.add(path, undefined);
  }

  function keyOf(key: unknown): string {
    if (!yaml.isScalar(key)) throw brokenAt('YAML', undefined, 'a name that is no plain text');
    return key.source ?? String(key.value);
  }
}
