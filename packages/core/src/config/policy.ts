/** What a project has decided: read from `.staunch.toml` and `.staunchignore`, asked by the pipeline for each finding. */
import { UserError } from '../errors.ts';
import type { Confidence, Severity } from '../finding.ts';
import { loadRules } from '../catalogue/load.ts';
import { parseConfigFile, type RuleNames } from './config-file.ts';
import { expandBraces } from './braces.ts';
import { globMatcher } from './globs.ts';
import { parseIgnoreFile, type IgnoreFile } from './ignore-file.ts';
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
}

/** What a policy must know of a finding to judge it. */
export interface Subject {
  /** Relative to the configuration's directory, `/`-separated; without it no path rule applies. */
  readonly projectPath?: string | undefined;
  readonly ruleId: string;
  readonly aliases?: readonly string[] | undefined;
  /** Under the project key and under the machine's, where there are both. */
  readonly fingerprints: readonly string[];
}

export interface Policy {
  readonly minConfidence: Confidence | undefined;
  readonly strict: boolean;
  readonly fingerprintKey: Uint8Array | undefined;
  readonly disabledRules: ReadonlySet<string>;
  readonly userRules: readonly UserRule[];
  /** Whether fingerprints decide anything. */
  readonly namesFingerprints: boolean;
  /** `ignore` when the project leaves the finding alone. */
  suppress(subject: Subject): 'ignore' | undefined;
  /** What `suppress` goes by, in words: the entry and where it stands. */
  decidedBy(subject: Subject): string | undefined;
  /** Whether `.staunchignore` names one of the fingerprints. */
  isIgnored(fingerprints: readonly string[]): boolean;
}

export const emptyPolicy: PolicyData = {
  minConfidence: undefined,
  strict: false,
  fingerprintKey: undefined,
  disabledRules: [],
  userRules: [],
  allow: [],
  ignore: { globs: [], fingerprints: [] },
};

export interface PolicyFiles {
  /** The file's bytes; undefined when there is no such file. Throws what the platform throws. */
  readFile(name: '.staunch.toml' | '.staunchignore'): Uint8Array | undefined;
  /** What messages call `.staunch.toml`, where another file was given in its place. */
  readonly configName?: string;
  /** What ids in the configuration can name; the built-in rules unless said. */
  readonly catalogue?: readonly RuleNames[];
}

/** Throws UserError when a file is broken: half a policy would let pass what the project forbids. */
export function loadPolicy({ readFile, configName = '.staunch.toml', catalogue }: PolicyFiles): PolicyData {
  const configBytes = readFile('.staunch.toml');
  const ignoreBytes = readFile('.staunchignore');
  // most projects have no configuration, and then the rules need not be loaded
  const names = configBytes ? (catalogue ?? loadRules()) : [];
  const config = configBytes ? parseConfigFile(configBytes, configName, names) : {};
  return {
    ...fromConfig(config, configName, names),
    ignore: ignoreBytes ? parseIgnoreFile(ignoreBytes) : emptyPolicy.ignore,
  };
}

function fromConfig(
  config: ConfigFile,
  name: string,
  catalogue: readonly RuleNames[],
): Omit<PolicyData, 'ignore'> {
  const ids = (names: readonly string[] = []): string[] => [
    ...new Set(names.flatMap((each) => idsOf(each, catalogue))),
  ];
  const disabledRules = ids(config.disabled_rules);
  const own = (config.rules ?? []).filter(({ id }) => !disabledRules.includes(id));
  return {
    minConfidence: config.min_confidence,
    strict: config.strict ?? false,
    fingerprintKey:
      config.fingerprint_key === undefined ? undefined : decodeKey(config.fingerprint_key, name),
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

function decodeKey(text: string, name: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64url');
  // the last of 43 characters holds 4 bits; other spellings of the same bytes would be two keys to a reader
  if (bytes.length !== 32 || bytes.toString('base64url') !== text.replace(/=$/, '')) {
    throw new UserError(`${name}: fingerprint_key: expected 32 bytes in base64url`, {
      hint: 'restore it from the history of the file',
    });
  }
  return new Uint8Array(bytes);
}

/** A policy that judges, from data that may have crossed threads. */
export function policyFrom(data: PolicyData): Policy {
  const { minConfidence, strict, fingerprintKey, userRules } = data;
  const fingerprints = new Set(data.ignore.fingerprints);
  const ignored = perPath(globMatcher(data.ignore.globs));
  const allowed = data.allow.map(({ paths, rules, reason = '' }) => ({
    reason,
    inPaths: paths.length === 0 ? undefined : perPath(globMatcher(paths)),
    rules: rules.length === 0 ? undefined : new Set(rules),
  }));
  return {
    minConfidence,
    strict,
    fingerprintKey,
    disabledRules: new Set(data.disabledRules),
    userRules,
    namesFingerprints: fingerprints.size > 0,
    decidedBy({ projectPath, ruleId, aliases = [], fingerprints: own }) {
      const print = own.find((each) => fingerprints.has(each));
      if (print) return `the fingerprint ${print} in .staunchignore`;
      const glob =
        projectPath !== undefined &&
        ignored(projectPath) &&
        data.ignore.globs.findLast((each) => !each.startsWith('!') && globMatcher([each])(projectPath));
      if (glob) return `the path ${glob} in .staunchignore`;
      const entry = allowed.find(
        ({ inPaths, rules }) =>
          (!inPaths || (projectPath !== undefined && inPaths(projectPath))) &&
          (!rules || [ruleId, ...aliases].some((id) => rules.has(id))),
      );
      return entry && `an [[allow]] in .staunch.toml: ${entry.reason}`;
    },
    isIgnored: (own) => own.some((each) => fingerprints.has(each)),
    suppress({ projectPath, ruleId, aliases = [], fingerprints: own }) {
      const at = (test: (path: string) => boolean): boolean => projectPath !== undefined && test(projectPath);
      if (own.some((each) => fingerprints.has(each)) || at(ignored)) return 'ignore';
      const isOf = (rules: ReadonlySet<string>): boolean => [ruleId, ...aliases].some((id) => rules.has(id));
      const isAllowed = allowed.some(
        ({ inPaths, rules }) => (!inPaths || at(inPaths)) && (!rules || isOf(rules)),
      );
      return isAllowed ? 'ignore' : undefined;
    },
  };
}

/** Findings come file by file, so the answer for the last path is worth keeping. */
function perPath(test: (path: string) => boolean): (path: string) => boolean {
  let last: { path: string; answer: boolean } | undefined;
  return (path) => (last?.path === path ? last : (last = { path, answer: test(path) })).answer;
}
