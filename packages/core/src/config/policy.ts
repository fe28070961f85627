/** What a project has decided: read from `.staunch.toml` and `.staunchignore`, asked by the pipeline for each finding. */
import { UserError } from '../errors.ts';
import type { Confidence, Severity } from '../finding.ts';
import { loadRules } from '../catalogue/load.ts';
import { parseConfigFile, type RuleNames } from './config-file.ts';
import { expandBraces } from './braces.ts';
import { globMatcher } from './globs.ts';
import { NO_BASELINE, parseBaseline, type Baseline } from './foreign/baseline.ts';
import { NOTHING_FOREIGN, type Foreign, type ForeignRule } from './foreign/foreign.ts';
import { parseGitleaks } from './foreign/gitleaks.ts';
import { parseGitleaksIgnore } from './foreign/gitleaks-ignore.ts';
import { placesOf } from './foreign/places.ts';
import { NOTHING_IGNORED, parseIgnoreFile, type IgnoreFile } from './ignore-file.ts';
import type { ConfigFile } from './schema.ts';

/** A rule of the project, checked but not compiled: plain data that can cross to a worker. */
export interface UserRule {
  readonly id: string;
  readonly title: string;
  /** RE2 syntax; a group `secret` is optional. */
  readonly pattern: string;
  /** In lower case; empty when the rule is to be tried everywhere. */
  readonly keywords: readonly string[];
  readonly ignoreCase: boolean;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly entropy?: number;
  /** Of a rule that came out of another scanner's configuration: what it says beyond ours. */
  readonly foreign?: ForeignRule;
  /** Texts that it finds once each, and texts that it leaves alone; `staunch rules test` builds them. */
  readonly examples?: readonly string[];
  readonly counterExamples?: readonly string[];
}

/** Findings that are left alone: those in `paths`, of `rules`; of the two, what is empty says nothing. */
export interface Allowed {
  readonly paths: readonly string[];
  readonly rules: readonly string[];
  readonly reason?: string;
}

/** A policy as plain data: it can be cloned to another thread. */
export interface PolicyData {
  /** Undefined where the project does not say. */
  readonly minConfidence: Confidence | undefined;
  readonly strict: boolean;
  /** 32 bytes; undefined where the project has none. */
  readonly fingerprintKey: Uint8Array | undefined;
  /** Ids of rules, aliases resolved; of the project's own rules, those that are disabled are not in `userRules`. */
  readonly disabledRules: readonly string[];
  readonly userRules: readonly UserRule[];
  readonly allow: readonly Allowed[];
  readonly ignore: IgnoreFile;
  /** What was known when the baseline was made. */
  readonly baseline: Baseline;
  /** What gitleaks' or betterleaks' configuration says. */
  readonly foreign: Foreign;
}

/** What a policy must know of a finding to judge it. */
export interface Subject {
  /** Relative to the configuration's directory, `/`-separated; without it no path rule applies. */
  readonly projectPath?: string | undefined;
  readonly ruleId: string;
  readonly aliases?: readonly string[] | undefined;
  /** Under the project key and under the machine's, where there are both. */
  readonly fingerprints: readonly string[];
  /** The line of the match in the file, the commit that brought it, and the raw value: other scanners' ignores ask. */
  readonly line?: number;
  readonly commit?: string | undefined;
  readonly value?: string;
}

export interface Policy {
  readonly minConfidence: Confidence | undefined;
  readonly strict: boolean;
  readonly fingerprintKey: Uint8Array | undefined;
  readonly disabledRules: ReadonlySet<string>;
  readonly userRules: readonly UserRule[];
  readonly foreign: Foreign;
  /** Whether fingerprints decide anything. */
  readonly namesFingerprints: boolean;
  /** Why the project leaves the finding alone, if it does. */
  suppress(subject: Subject): 'ignore' | 'baseline' | undefined;
  /** What `suppress` goes by, in words: the entry and where it stands. */
  decidedBy(subject: Subject): string | undefined;
  /** Whether `.staunchignore` or the baseline names one of the fingerprints: of a managed value nothing else counts. */
  isIgnored(fingerprints: readonly string[]): 'ignore' | 'baseline' | undefined;
}

export const emptyPolicy: PolicyData = {
  minConfidence: undefined,
  strict: false,
  fingerprintKey: undefined,
  disabledRules: [],
  userRules: [],
  allow: [],
  ignore: NOTHING_IGNORED,
  baseline: NO_BASELINE,
  foreign: NOTHING_FOREIGN,
};

/** The files that configure a project, relative to its root. */
export const CONFIG_FILES = [
  '.staunch.toml',
  '.staunchignore',
  '.staunchbaseline',
  '.gitleaks.toml',
  '.gitleaksignore',
  '.betterleaks.toml',
  '.betterleaksignore',
] as const;

export interface PolicyFiles {
  /**
   * The bytes of a file by its path from the project's root: CONFIG_FILES, and what one of them extends. Undefined when
   * there is no such file. Throws what the platform throws.
   */
  readFile(name: string): Uint8Array | undefined;
  /** What messages call `.staunch.toml`, where another file was given in its place. */
  readonly configName?: string;
  /** What messages put before the names of CONFIG_FILES: the way from where the user stands, `sub/project/`. */
  readonly place?: string;
  /** gitleaks' configuration that was given in place of `.gitleaks.toml`. */
  readonly gitleaks?: { readonly bytes: Uint8Array; readonly name: string } | undefined;
  /** A baseline that was given in place of `.staunchbaseline`. */
  readonly baseline?: { readonly bytes: Uint8Array; readonly name: string } | undefined;
  /** What ids in the configuration can name; the built-in rules unless said. */
  readonly catalogue?: readonly RuleNames[];
}

/** Throws UserError when a file is broken: half a policy would let pass what the project forbids. */
export function loadPolicy(files: PolicyFiles): PolicyData {
  const { readFile, place = '', configName = `${place}.staunch.toml`, catalogue } = files;
  const configBytes = readFile('.staunch.toml');
  const gitleaks = files.gitleaks ?? firstOf(files, ['.gitleaks.toml', '.betterleaks.toml']);
  // most projects have no configuration, and then the rules need not be loaded
  const names = configBytes || gitleaks ? (catalogue ?? loadRules()) : [];
  const config = configBytes ? parseConfigFile(configBytes, configName, names) : {};
  const own = fromConfig(config, names);
  const other = gitleaks && parseGitleaks({ ...gitleaks, catalogue: names, readFile });
  const userRules = [...own.userRules, ...(other?.rules ?? [])];
  const ids = new Set(own.userRules.map(({ id }) => id));
  if (other?.rules.some(({ id }) => ids.has(id)))
    throw new UserError(`${configName} and ${gitleaks!.name} have a rule of the same id`, {
      hint: 'keep one of the two',
    });
  limitKeywords(userRules);
  const { ignore, baseline } = loadIgnores(files);
  return {
    ...own,
    disabledRules: [...new Set([...own.disabledRules, ...(other?.disabledRules ?? [])])],
    userRules: userRules.filter(({ id }) => !own.disabledRules.includes(id)),
    ignore,
    baseline,
    foreign: other?.foreign ?? NOTHING_FOREIGN,
  };
}

function firstOf(
  { readFile, place = '' }: PolicyFiles,
  names: readonly string[],
): { readonly bytes: Uint8Array; readonly name: string } | undefined {
  for (const name of names) {
    const bytes = readFile(name);
    if (bytes) return { bytes, name: place + name };
  }
  return undefined;
}

function loadIgnores(files: PolicyFiles): Pick<PolicyData, 'ignore' | 'baseline'> {
  const own = firstOf(files, ['.staunchignore']);
  const foreign = firstOf(files, ['.betterleaksignore', '.gitleaksignore']);
  const known = files.baseline ?? firstOf(files, ['.staunchbaseline']);
  const ignore = own ? parseIgnoreFile(own.bytes, own.name) : NOTHING_IGNORED;
  const other = foreign && parseGitleaksIgnore(foreign.bytes, foreign.name);
  return {
    ignore: other
      ? {
          ...ignore,
          places: [...ignore.places, ...other.places],
          digests: [...ignore.digests, ...other.digests],
        }
      : ignore,
    baseline: known ? parseBaseline(known.bytes, known.name) : NO_BASELINE,
  };
}

/** Characters of all users' keywords: the keyword pass has them all in one table. */
const MOST_KEYWORD_TEXT = 100_000;

function limitKeywords(rules: readonly UserRule[]): void {
  const size = rules.reduce(
    (sum, { keywords }) => keywords.reduce((inner, { length }) => inner + length, sum),
    0,
  );
  if (size > MOST_KEYWORD_TEXT)
    throw new UserError(
      `the project's rules have ${size} characters of keywords, more than the ${MOST_KEYWORD_TEXT} that are looked for`,
      { hint: 'a rule without keywords is tried everywhere: leave out those that stand in every file' },
    );
}

function fromConfig(
  config: ConfigFile,
  catalogue: readonly RuleNames[],
): Omit<PolicyData, 'ignore' | 'baseline' | 'foreign'> {
  const ids = (names: readonly string[] = []): string[] => [
    ...new Set(names.flatMap((each) => idsOf(each, catalogue))),
  ];
  const disabledRules = ids(config.disabled_rules);
  const own = (config.rules ?? []).filter(({ id }) => !disabledRules.includes(id));
  return {
    minConfidence: config.min_confidence,
    strict: config.strict ?? false,
    fingerprintKey:
      config.fingerprint_key === undefined
        ? undefined
        : new Uint8Array(Buffer.from(config.fingerprint_key, 'base64url')),
    disabledRules,
    userRules: own.map((rule) => ({
      id: rule.id,
      title: rule.title ?? rule.id,
      pattern: rule.pattern,
      keywords: (rule.keywords ?? []).map((keyword) => keyword.toLowerCase()),
      ignoreCase: rule.ignore_case ?? false,
      severity: rule.severity ?? 'high',
      // who writes a rule wants to see what it finds
      confidence: rule.confidence ?? 'high',
      ...(rule.entropy === undefined ? {} : { entropy: rule.entropy }),
      ...(rule.examples ? { examples: rule.examples } : {}),
      ...(rule.counter_examples ? { counterExamples: rule.counter_examples } : {}),
    })),
    allow: (config.allow ?? []).map(({ paths = [], rules, reason }) => ({
      paths: paths.flatMap(expandBraces),
      rules: ids(rules),
      reason,
    })),
  };
}

/** Another scanner's id can stand for several rules of ours. */
function idsOf(name: string, catalogue: readonly RuleNames[]): string[] {
  const aliased = catalogue.filter(({ id, aliases }) => id === name || aliases?.includes(name));
  return aliased.length > 0 ? aliased.map(({ id }) => id) : [name];
}

/** A policy that judges, from data that may have crossed threads. */
export function policyFrom(data: PolicyData): Policy {
  const { minConfidence, strict, fingerprintKey, userRules, ignore, foreign } = data;
  const fingerprints = new Set(ignore.fingerprints);
  const known = new Set(data.baseline.fingerprints);
  const ignored = perPath(globMatcher(ignore.globs));
  const allowed = data.allow.map(({ paths, rules, reason = '' }) => ({
    reason,
    inPaths: paths.length === 0 ? undefined : perPath(globMatcher(paths)),
    rules: rules.length === 0 ? undefined : new Set(rules),
  }));
  const inIgnore = placesOf(ignore);
  const inBaseline = placesOf(data.baseline);
  const isIgnored = (own: readonly string[]): 'ignore' | 'baseline' | undefined =>
    own.some((each) => fingerprints.has(each))
      ? 'ignore'
      : own.some((each) => known.has(each))
        ? 'baseline'
        : undefined;
  return {
    minConfidence,
    strict,
    fingerprintKey,
    disabledRules: new Set(data.disabledRules),
    userRules,
    foreign,
    namesFingerprints: fingerprints.size + known.size > 0,
    decidedBy({ projectPath, ruleId, aliases = [], fingerprints: own }) {
      const print = own.find((each) => fingerprints.has(each));
      if (print) return `the fingerprint ${print} in .staunchignore`;
      const glob =
        projectPath !== undefined &&
        ignored(projectPath) &&
        ignore.globs.findLast((each) => !each.startsWith('!') && globMatcher([each])(projectPath));
      if (glob) return `the path ${glob} in .staunchignore`;
      const entry = allowed.find(
        ({ inPaths, rules }) =>
          (!inPaths || (projectPath !== undefined && inPaths(projectPath))) &&
          (!rules || [ruleId, ...aliases].some((id) => rules.has(id))),
      );
      if (entry) return `an [[allow]] in .staunch.toml: ${entry.reason}`;
      const inBaseline = own.find((each) => known.has(each));
      return inBaseline && `the fingerprint ${inBaseline} in the baseline`;
    },
    isIgnored,
    suppress(subject) {
      const { projectPath, ruleId, aliases = [], fingerprints: own } = subject;
      const at = (test: (path: string) => boolean): boolean => projectPath !== undefined && test(projectPath);
      const byPrint = isIgnored(own);
      if (byPrint === 'ignore' || at(ignored)) return 'ignore';
      const isOf = (rules: ReadonlySet<string>): boolean => [ruleId, ...aliases].some((id) => rules.has(id));
      const isAllowed = allowed.some(
        ({ inPaths, rules }) => (!inPaths || at(inPaths)) && (!rules || isOf(rules)),
      );
      if (isAllowed || inIgnore(subject)) return 'ignore';
      return byPrint ?? (inBaseline(subject) ? 'baseline' : undefined);
    },
  };
}

/** Findings come file by file, so the answer for the last path is worth keeping. */
function perPath(test: (path: string) => boolean): (path: string) => boolean {
  let last: { path: string; answer: boolean } | undefined;
  return (path) => (last?.path === path ? last : (last = { path, answer: test(path) })).answer;
}
