/**
 * `.gitleaks.toml` as gitleaks 8.30 and betterleaks 1.7 read it. Whatever is not understood is a UserError that names
 * file, line and key, never the content: half a configuration would let pass what the project forbids.
 */
import { compileUser, groupCount } from '../../engine/regex.ts';
import { UserError } from '../../errors.ts';
import type { RuleNames } from '../config-file.ts';
import { isShowable } from '../nearest.ts';
import type { UserRule } from '../policy.ts';
import { readText } from '../text-file.ts';
import { parseToml } from '../toml.ts';
import { lineOf, tomlLines } from '../toml-lines.ts';
import { validate } from '../validate.ts';
import { parseExpression } from './expr/parse.ts';
import { ExpressionError, type Expression } from './expr/tree.ts';
import type { Allowlist, Foreign, Overlay, PathRule } from './foreign.ts';
import {
  canonical,
  gitleaksSchema,
  type GitleaksAllowlist,
  type GitleaksFile,
  type GitleaksRule,
} from './gitleaks-schema.ts';
import { toBytes } from './go-regex.ts';

export interface GitleaksConfig {
  readonly rules: readonly UserRule[];
  readonly foreign: Foreign;
  /** Ids of built-in rules that are not used. */
  readonly disabledRules: readonly string[];
}

export interface GitleaksSource {
  readonly bytes: Uint8Array;
  /** What messages call it. */
  readonly name: string;
  readonly catalogue: readonly RuleNames[];
  /** Another file that `[extend] path` names; undefined when there is none. */
  readonly readFile: (path: string) => Uint8Array | undefined;
}

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_RULES = 5000;
/** How far `[extend] path` is followed, as in gitleaks. */
const DEPTH = 2;

type Path = readonly (string | number)[];

export function parseGitleaks(source: GitleaksSource): GitleaksConfig {
  const reading = new Reading(source);
  return reading.assemble(reading.files());
}

/** One file, checked, with a way to say what is wrong at which of its keys. */
interface Checked {
  readonly config: GitleaksFile;
  readonly name: string;
  readonly fail: (path: Path, what: string, hint?: string) => never;
}

class Reading {
  private readonly source: GitleaksSource;
  private readonly notes: string[] = [];

  constructor(source: GitleaksSource) {
    this.source = source;
  }

  /** The file, and those that it extends. */
  files(): Checked[] {
    const { bytes, name, readFile } = this.source;
    const files: Checked[] = [];
    for (let next: { bytes: Uint8Array; name: string } | undefined = { bytes, name }; next;) {
      const file = this.check(next.bytes, next.name);
      files.push(file);
      const { path, useDefault, url } = file.config.extend ?? {};
      next = undefined;
      if (url !== undefined && url !== '')
        this.notes.push(
          '[extend] url is not fetched, as in gitleaks: put the file beside it and name its path',
        );
      if (path === undefined || path === '') continue;
      if (useDefault)
        file.fail(['extend', 'path'], 'path and useDefault exclude one another', 'keep one of the two');
      if (files.length > DEPTH) {
        this.notes.push(`[extend] is followed ${DEPTH} files deep, as in gitleaks`);
        continue;
      }
      const extended =
        readFile(path) ??
        file.fail(['extend', 'path'], 'there is no such file', 'it is relative to the project');
      next = { bytes: extended, name: `the file that ${file.name} extends` };
    }
    return files;
  }

  private check(bytes: Uint8Array, name: string): Checked {
    const text = readText(bytes, name, MAX_BYTES);
    const data = parseToml(text, name);
    let lines: ReadonlyMap<string, number> | undefined;
    const fail = (path: Path, what: string, hint?: string, unknownKey?: string): never => {
      const at = spelled(unknownKey === undefined ? path : [...path, unknownKey], data);
      const line = lineOf((lines ??= tomlLines(text)), at);
      const place = `${name}${line === undefined ? '' : `, line ${line}`}: `;
      throw new UserError(place + keyed(path, config, what), hint === undefined ? {} : { hint });
    };
    const config = canonical(gitleaksSchema, data) as GitleaksFile;
    if (Array.isArray(config.rules) && config.rules.length > MAX_RULES)
      fail(['rules', MAX_RULES], `more than ${MAX_RULES} rules`, 'split the file, or drop what is not used');
    const problem = validate(gitleaksSchema, config);
    if (problem) {
      const { path, expected, unknownKey } = problem;
      fail(path, expected, OLD_KEYS[unknownKey ?? ''], unknownKey);
    }
    return { config, name, fail };
  }

  assemble(files: readonly Checked[]): GitleaksConfig {
    const { catalogue } = this.source;
    const useDefault = files.some(({ config }) => config.extend?.useDefault);
    const own = new Map<string, Own>();
    const allowlists: Allowlist[] = [];
    const targeted: { readonly id: string; readonly allowlist: Allowlist; readonly fail: () => never }[] = [];
    const disabled = new Set<string>();
    let prefilter: Expression | undefined;
    let filter: Expression | undefined;
    // what is extended comes first, and what extends it is merged into it
    for (const file of files.toReversed()) {
      const { config, fail } = file;
      for (const id of config.extend?.disabledRules ?? []) {
        disabled.add(id);
        own.delete(id);
      }
      (config.rules ?? []).forEach((rule, index) => {
        const { id = '' } = rule;
        if (id.trim() === '') fail(['rules', index, 'id'], 'the key id is missing', 'every rule needs one');
        const before = own.get(id);
        own.set(id, { rule: before ? mergedRule(before.rule, rule) : rule, file, index });
        disabled.delete(id);
      });
      for (const { path, each } of allowlistsOf(config, [], fail)) {
        const allowlist = this.allowlist(each, path, file);
        if ((each.targetRules ?? []).length === 0) allowlists.push(allowlist);
        each.targetRules?.forEach((id, index) =>
          targeted.push({
            id,
            allowlist,
            fail: () => fail([...path, 'targetRules', index], 'there is no rule of this name'),
          }),
        );
      }
      prefilter = either(prefilter, this.expression(config.prefilter, ['prefilter'], file));
      filter = either(filter, this.expression(config.filter, ['filter'], file));
    }
    for (const { rule, file, index } of own.values()) {
      for (const [at, { id }] of (rule.required ?? []).entries()) {
        if (!own.has(id) && idsOf(id, catalogue).length === 0)
          file.fail(['rules', index, 'required', at, 'id'], 'there is no rule of this name');
      }
    }
    const replacesOurs = !useDefault && own.size > 0;
    const rules: UserRule[] = [];
    const pathRules: PathRule[] = [];
    const overlays: Overlay[] = [];
    for (const [id, { rule, file, index }] of own) {
      const fits = targeted.filter((each) => each.id === id).map(({ allowlist }) => allowlist);
      const made = this.rule(rule, file, index, fits);
      const ours = idsOf(id, catalogue);
      if (made.kind === 'overlay') {
        if (replacesOurs || ours.length === 0)
          file.fail(['rules', index], 'it has neither regex nor path, and no built-in rule has its id');
        overlays.push({ rules: ours, ...made.overlay });
      } else if (made.kind === 'path') pathRules.push(made.rule);
      else {
        rules.push(made.rule);
        // a rule of the same id is replaced by it
        for (const name of ours) disabled.add(name);
      }
    }
    for (const { id, allowlist, fail } of targeted) {
      if (own.has(id)) continue;
      const ours = idsOf(id, catalogue);
      if (ours.length > 0) overlays.push({ rules: ours, allowlists: [allowlist] });
      else if (!useDefault) fail();
      else this.notes.push('an allowlist is for a rule that is not known here, so it has no effect');
    }
    if (replacesOurs)
      this.notes.push(
        'it does not extend the default rules, so only its own are used, as in gitleaks; [extend] useDefault = true adds the built-in ones',
      );
    else if (!useDefault)
      this.notes.push(
        'it has no rules of its own and gitleaks would look for nothing with it: the built-in rules are used',
      );
    const unknown = [...disabled].filter((id) => idsOf(id, catalogue).length === 0).length;
    if (unknown > 0) this.notes.push(`${unknown} of its disabledRules are not known here`);
    const disabledRules = replacesOurs
      ? catalogue.map(({ id }) => id)
      : [...disabled].flatMap((id) => idsOf(id, catalogue));
    return {
      rules,
      disabledRules: [...new Set(disabledRules)],
      foreign: {
        allowlists,
        overlays,
        pathRules,
        ...(prefilter ? { prefilter } : {}),
        ...(filter ? { filter } : {}),
        notes: [...new Set(this.notes)],
      },
    };
  }

  private rule(rule: GitleaksRule, file: Checked, index: number, targeted: readonly Allowlist[]): Made {
    const { fail } = file;
    const at = (...path: Path): Path => ['rules', index, ...path];
    const { id = '', description = '', path = '', regex = '', entropy = 0, secretGroup = 0 } = rule;
    const allowlists = [
      ...allowlistsOf(rule, at(), fail).map(({ each, path: place }) => this.allowlist(each, place, file)),
      ...targeted,
    ];
    const filter = this.expression(rule.filter, at('filter'), file);
    if (path !== '') this.compiles(path, at('path'), file);
    if (rule.validate) this.note('validate is not run: nothing is sent to a network');
    if (rule.tokenEfficiency) this.note('tokenEfficiency is not judged: more is found, never less');
    const title = description.trim() === '' ? id : description.trim();
    if (regex === '') {
      if (path !== '' && (rule.required ?? []).length === 0)
        return { kind: 'path', rule: { id, title, path: toBytes(path), allowlists } };
      return {
        kind: 'overlay',
        overlay: {
          allowlists,
          ...(path === '' ? {} : { path: toBytes(path) }),
          ...(entropy === 0 ? {} : { entropy }),
          ...(filter ? { filter } : {}),
        },
      };
    }
    this.compiles(regex, at('regex'), file);
    const groups = secretGroup > 0 ? groupCount(toBytes(regex)) : 0;
    if (secretGroup > groups)
      fail(at('secretGroup'), `its pattern has ${groups} group${groups === 1 ? '' : 's'} only`);
    return {
      kind: 'rule',
      rule: {
        id,
        title,
        pattern: toBytes(regex),
        keywords: (rule.keywords ?? []).filter((keyword) => keyword !== '').map(bytesOf),
        ignoreCase: false,
        severity: 'high',
        confidence: 'high',
        ...(entropy === 0 ? {} : { entropy }),
        foreign: {
          secretGroup,
          ...(path === '' ? {} : { path: toBytes(path) }),
          allowlists,
          required: rule.required ?? [],
          skipReport: rule.skipReport ?? false,
          tags: rule.tags ?? [],
          ...(filter ? { filter } : {}),
        },
      },
    };
  }

  private note(text: string): void {
    this.notes.push(text);
  }

  private allowlist(list: GitleaksAllowlist, path: Path, file: Checked): Allowlist {
    const { condition = '', regexTarget = '' } = list;
    const { commits = [], paths = [], regexes = [], stopwords = [] } = list;
    if (!/^(?:|and|&&|or|\|\|)$/i.test(condition))
      file.fail([...path, 'condition'], 'expected one of "OR", "AND"');
    if (!['', 'secret', 'match', 'line'].includes(regexTarget))
      file.fail([...path, 'regexTarget'], 'expected one of "secret", "match", "line"');
    if (commits.length + paths.length + regexes.length + stopwords.length === 0)
      file.fail(path, 'one of the keys commits, paths, regexes, stopwords is missing');
    paths.forEach((each, index) => this.compiles(each, [...path, 'paths', index], file));
    regexes.forEach((each, index) => this.compiles(each, [...path, 'regexes', index], file));
    return {
      all: /^(?:and|&&)$/i.test(condition),
      commits: commits.map((commit) => commit.trim().toLowerCase()),
      paths: paths.map(toBytes),
      target: regexTarget === '' ? 'secret' : (regexTarget as Allowlist['target']),
      regexes: regexes.map(toBytes),
      stopwords: stopwords.map(bytesOf),
    };
  }

  private expression(source: string | undefined, path: Path, file: Checked): Expression | undefined {
    if (source === undefined || source.trim() === '') return undefined;
    try {
      const expression = parseExpression(source, path.at(-1) === 'prefilter');
      for (const pattern of expression.patterns) this.compiles(pattern, path, file);
      for (const what of expression.unknown)
        this.note(`its filters ask for ${what}: what only that would let pass is told`);
      return expression;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      const line = source.slice(0, error.offset).split('\n').length;
      return file.fail(path, `${error.message} (line ${line} of the expression)`);
    }
  }

  /** How many groups it has. */
  private compiles(pattern: string, path: Path, file: Checked): void {
    try {
      compileUser(toBytes(pattern), false);
    } catch {
      file.fail(path, 'not a regular expression in RE2 syntax', 'https://github.com/google/re2/wiki/Syntax');
    }
  }
}

interface Own {
  readonly rule: GitleaksRule;
  readonly file: Checked;
  readonly index: number;
}

type Made =
  | { readonly kind: 'rule'; readonly rule: UserRule }
  | { readonly kind: 'path'; readonly rule: PathRule }
  | { readonly kind: 'overlay'; readonly overlay: Omit<Overlay, 'rules'> };

/** Old keys, and what stands in their place. */
const OLD_KEYS: Readonly<Record<string, string>> = {
  entropies: 'gitleaks 8 has entropy = 3.5 in its place',
  file: 'gitleaks 8 has path in its place',
  files: 'gitleaks 8 has paths in its place',
  whitelist: 'gitleaks 8 has [[allowlists]] in its place',
  reportGroup: 'gitleaks 8 has secretGroup in its place',
};

/** What a later file says of a rule that an earlier one has; lists are put together. */
function mergedRule(base: GitleaksRule, change: GitleaksRule): GitleaksRule {
  const said = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== '' && value !== 0),
  ) as GitleaksRule;
  return {
    ...base,
    ...said,
    tags: [...(base.tags ?? []), ...(change.tags ?? [])],
    keywords: [...(base.keywords ?? []), ...(change.keywords ?? [])],
    allowlists: [
      ...(base.allowlist ?? []),
      ...(base.allowlists ?? []),
      ...(change.allowlist ?? []),
      ...(change.allowlists ?? []),
    ],
    allowlist: [],
  };
}

/** The allowlists of a rule or of the file, in the old form or in the new one. */
function allowlistsOf(
  owner: Pick<GitleaksFile, 'allowlist' | 'allowlists'>,
  path: Path,
  fail: Checked['fail'],
): { readonly each: GitleaksAllowlist; readonly path: Path }[] {
  const { allowlist = [], allowlists = [] } = owner;
  if (allowlist.length > 0 && allowlists.length > 0)
    fail([...path, 'allowlist'], 'the old form stands beside [[allowlists]]', 'put it there as one more');
  return [
    ...allowlist.map((each, index) => ({ each, path: [...path, 'allowlist', index] })),
    ...allowlists.map((each, index) => ({ each, path: [...path, 'allowlists', index] })),
  ];
}

function either(a: Expression | undefined, b: Expression | undefined): Expression | undefined {
  if (!a || !b) return a ?? b;
  return {
    root: { kind: 'or', of: [a.root, b.root], type: 'truth' },
    patterns: [...a.patterns, ...b.patterns],
    unknown: [...a.unknown, ...b.unknown],
  };
}

/** Our rules by what gitleaks calls them, made once for a catalogue: files of thousands of rules ask for each. */
const byName = new WeakMap<readonly RuleNames[], Map<string, string[]>>();

/** Our rules that gitleaks' id names. */
function idsOf(name: string, catalogue: readonly RuleNames[]): readonly string[] {
  let names = byName.get(catalogue);
  if (!names) {
    names = new Map();
    for (const { id, aliases = [] } of catalogue)
      for (const each of new Set([id, ...aliases])) names.set(each, [...(names.get(each) ?? []), id]);
    byName.set(catalogue, names);
  }
  return names.get(name) ?? [];
}

/** In lower case, one character a byte of UTF-8. */
function bytesOf(text: string): string {
  return Buffer.from(text.toLowerCase()).toString('latin1');
}

/** The path with the keys as the file spells them, and without the number of a list that is written as one table. */
function spelled(path: Path, data: unknown): Path {
  const out: (string | number)[] = [];
  let at = data;
  for (const part of path) {
    if (typeof part === 'number') {
      if (!Array.isArray(at)) continue;
      at = at[part];
      out.push(part);
      continue;
    }
    const table = (typeof at === 'object' && at !== null ? at : {}) as Record<string, unknown>;
    const key = Object.keys(table).find((each) => each.toLowerCase() === part.toLowerCase()) ?? part;
    at = table[key];
    out.push(key);
  }
  return out;
}

/** «regex of rule acme-key: …», «[[allowlists]] number 2: …». */
function keyed(path: Path, config: GitleaksFile, what: string): string {
  const [first, index, ...rest] = path;
  const words = (parts: Path): string => {
    const groups: string[] = [];
    for (const part of parts) {
      if (typeof part === 'number') groups.push(`${groups.pop() ?? 'entry'} number ${part + 1}`);
      else groups.push(part);
    }
    return groups.reverse().join(' of ');
  };
  if (first !== 'rules' || typeof index !== 'number')
    return `${path.length > 0 ? `${words(path)}: ` : ''}${what}`;
  const id = (config.rules as readonly GitleaksRule[] | undefined)?.[index]?.id;
  const owner = typeof id === 'string' && isShowable(id) ? `rule ${id}` : `[[rules]] number ${index + 1}`;
  return `${rest.length > 0 ? `${words(rest)} of ` : ''}${owner}: ${what}`;
}
