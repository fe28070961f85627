/** Reads `.staunch.toml`. Whatever is wrong is a UserError that names file, place and what was expected. */
import { compileUser } from '../engine/regex.ts';
import { UserError } from '../errors.ts';
import type { Rule } from '../rules/kit/rule.ts';
import { isExpandable, MOST } from './braces.ts';
import { parseGlob } from './globs.ts';
import { isShowable } from './nearest.ts';
import { configSchema, type ConfigFile } from './schema.ts';
import { readText } from './text-file.ts';
import { lineOf, tomlLines } from './toml-lines.ts';
import { parseToml } from './toml.ts';
import { unknownName, validate } from './validate.ts';

/** The names by which configuration can speak of a built-in rule. */
export type RuleNames = Pick<Rule, 'id' | 'aliases'>;

const MAX_BYTES = 1024 * 1024;

/** `catalogue` is what ids in the file can name beside the file's own rules. */
export function parseConfigFile(
  bytes: Uint8Array,
  name: string,
  catalogue: readonly RuleNames[],
): ConfigFile {
  const text = readText(bytes, name, MAX_BYTES);
  const data = parseToml(text, name);
  const fail: Fail = (path, what, hint, unknownKey) => {
    const line = lineOf(tomlLines(text), unknownKey === undefined ? path : [...path, unknownKey]);
    const place = placeOf(path, data);
    throw new UserError(
      `${name}${line === undefined ? '' : `, line ${line}`}: ${place === '' ? '' : `${place}: `}${what}`,
      hint === undefined ? {} : { hint },
    );
  };
  const problem = validate(configSchema, data);
  if (problem) fail(problem.path, problem.expected, undefined, problem.unknownKey);
  const config = data as ConfigFile;
  checkKey(config, fail);
  checkRules(config, catalogue, fail);
  checkPaths(config, fail);
  checkReferences(config, catalogue, fail);
  return config;
}

/** `unknownKey` stands in the table at `path`; it is no part of what may be shown. */
type Fail = (path: readonly (string | number)[], what: string, hint?: string, unknownKey?: string) => never;

function checkKey({ fingerprint_key: text = '' }: ConfigFile, fail: Fail): void {
  // the last of 43 characters holds 4 bits; other spellings of the same bytes would be two keys to a reader
  if (text !== '' && Buffer.from(text, 'base64url').toString('base64url') !== text.replace(/=$/, ''))
    fail(['fingerprint_key'], 'expected 32 bytes in base64url', 'restore it from the history of the file');
}

function checkRules({ rules = [] }: ConfigFile, catalogue: readonly RuleNames[], fail: Fail): void {
  const builtIn = new Set(catalogue.map(({ id }) => id));
  const own = new Map<string, number>();
  for (const [index, { id, pattern, ignore_case: ignoreCase = false }] of rules.entries()) {
    const first = own.get(id);
    if (first !== undefined)
      fail(['rules', index, 'id'], `the same as that of [[rules]] number ${first + 1}`);
    if (builtIn.has(id)) {
      fail(
        ['rules', index, 'id'],
        'a built-in rule has it',
        'name it differently, and the other one in disabled_rules if it is not wanted',
      );
    }
    own.set(id, index);
    let matchesNothing: boolean;
    try {
      matchesNothing = compileUser(pattern, ignoreCase).search('', 0) !== undefined;
    } catch {
      return fail(
        ['rules', index, 'pattern'],
        'not a regular expression in RE2 syntax',
        'https://github.com/google/re2/wiki/Syntax',
      );
    }
    if (matchesNothing) fail(['rules', index, 'pattern'], 'it matches the empty text, and so everywhere');
  }
}

function checkPaths({ allow = [] }: ConfigFile, fail: Fail): void {
  for (const [index, { paths = [] }] of allow.entries()) {
    const tooMany = paths.findIndex((path) => !isExpandable(path));
    if (tooMany >= 0)
      fail(['allow', index, 'paths', tooMany], `braces that stand for more than ${MOST} globs`);
    const nothing = paths.findIndex((path) => !parseGlob(path));
    if (nothing >= 0) fail(['allow', index, 'paths', nothing], 'a glob that names nothing');
  }
}

function checkReferences(config: ConfigFile, catalogue: readonly RuleNames[], fail: Fail): void {
  const { disabled_rules: disabled = [], allow = [], rules = [] } = config;
  const known = new Set([
    ...catalogue.flatMap(({ id, aliases = [] }) => [id, ...aliases]),
    ...rules.map(({ id }) => id),
  ]);
  const check = (ids: readonly string[], path: readonly (string | number)[]): void =>
    ids.forEach((id, index) => {
      if (!known.has(id))
        fail([...path, index], unknownName('rule', id, known), 'staunch rules list shows them all');
    });
  check(disabled, ['disabled_rules']);
  allow.forEach((entry, index) => check(entry.rules ?? [], ['allow', index, 'rules']));
}

/** «min_confidence», «disabled_rules, entry 3», «severity of [[rules]] number 2», «pattern of rule acme-key». */
function placeOf(path: readonly (string | number)[], data: Readonly<Record<string, unknown>>): string {
  const words = (parts: readonly (string | number)[]): string =>
    parts.map((part) => (typeof part === 'number' ? `entry ${part + 1}` : part)).join(', ');
  const [table, index, ...rest] = path;
  if (typeof index !== 'number' || (table !== 'rules' && table !== 'allow')) return words(path);
  const { id } = ((data[table] as readonly unknown[])[index] ?? {}) as { id?: unknown };
  const named = table === 'rules' && rest[0] !== 'id' && typeof id === 'string' && isShowable(id);
  const owner = named ? `rule ${id}` : `[[${table}]] number ${index + 1}`;
  return rest.length === 0 ? owner : `${words(rest)} of ${owner}`;
}
