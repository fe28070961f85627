/** Other scanners' configuration, from the file's text to what a scan says. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { bytesFragment } from '../../fragment.ts';
import { ruleOf } from '../../finding.ts';
import { sampler } from '../../rules/kit/sample.ts';
import { crc32Base62 } from '../../rules/kit/checksum.ts';
import { createScanner, type FragmentResult } from '../../scan.ts';
import { loadPolicy, type PolicyData } from '../policy.ts';

const CANARY = 'k9Zx7Qw2Lm4Rt8Vb';
const sample = sampler(5);
const body = sample.alnum(30);
const github = `ghp_${body}${crc32Base62(body)}`;
const acme = `acme_${sample.lower(20)}`;

type Files = Readonly<Record<string, string>>;

function load(files: Files): PolicyData {
  return loadPolicy({
    readFile: (name) => (files[name] === undefined ? undefined : Buffer.from(files[name])),
  });
}

function scan(files: Files, text: string, path = 'src/a.txt', commit?: string): FragmentResult {
  const scanner = createScanner({
    policy: structuredClone(load(files)),
    machineKey: () => new Uint8Array(32),
  });
  const descriptor = { path, projectPath: path, ...(commit === undefined ? {} : { commit }) };
  return scanner.scan(bytesFragment(descriptor, Buffer.from(text)));
}

const found = (...args: Parameters<typeof scan>): string[] => scan(...args).findings.map(ruleOf);

function toml(text: string): Files {
  return { '.gitleaks.toml': text };
}

const RULE = "[[rules]]\nid = \"acme\"\nregex = '''acme_([a-z0-9]{20})'''\nkeywords = [\"ACME_\"]\n";

function problem(files: Files): UserError {
  try {
    load(files);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('it was accepted');
}

test('its rules alone, or beside the built-in ones', () => {
  expect(found(toml(RULE), `${acme}\n${github}\n`)).toEqual(['acme']);
  expect(found(toml(`[extend]\nuseDefault = true\n${RULE}`), `${acme}\n${github}\n`)).toEqual([
    'acme',
    'github-pat',
  ]);
  // with it gitleaks would look for nothing, and say so nowhere
  const allowOnly = "[allowlist]\npaths = ['''^docs/''']\n";
  expect(found(toml(allowOnly), github)).toEqual(['github-pat']);
  expect(found(toml(allowOnly), github, 'docs/a.md')).toEqual([]);
  expect(load(toml(allowOnly)).foreign.notes.join()).toContain('no rules of its own');
  expect(load(toml(RULE)).foreign.notes.join()).toContain('does not extend');
});

test('what is let pass is counted, and hides nothing that is not', () => {
  const two = `${RULE}[[rules.allowlists]]\nregexes = ['''.''']\n[[rules]]\nid = "other"\nregex = '''acme_[a-z0-9]+'''\n`;
  expect(found(toml(two), acme)).toEqual(['other']);
  const { findings, suppressed } = scan(
    toml(`${RULE}[rules.allowlist]\nstopwords = ["${acme.slice(8, 14).toUpperCase()}"]`),
    acme,
  );
  expect(findings).toEqual([]);
  expect(suppressed.map(({ reason, rule }) => [rule, reason])).toEqual([['acme', 'ignore']]);
});

test.each([
  ['paths', "paths = ['''\\.txt$''']", true],
  ['another path', "paths = ['''^txt''']", false],
  ['the secret', `regexes = ['''^${acme.slice(5)}$''']`, true],
  ['the match, which is not the secret', `regexes = ['''^${acme}$''']`, false],
  ['the match', `regexTarget = "match"\nregexes = ['''^${acme}$''']`, true],
  ['the line', "regexTarget = \"line\"\nregexes = ['''for tests$''']", true],
  ['another line', "regexTarget = \"line\"\nregexes = ['''next$''']", false],
  ['a stopword', `stopWords = ["${acme.slice(9, 15)}"]`, true],
  ['either', `paths = ['''nowhere''']\nstopwords = ["${acme.slice(9, 15)}"]`, true],
  ['both', `condition = "AND"\npaths = ['''nowhere''']\nstopwords = ["${acme.slice(9, 15)}"]`, false],
  ['both that fit', `condition = "and"\npaths = ['''src/''']\nstopwords = ["${acme.slice(9, 15)}"]`, true],
  ['a commit', `commits = ["${'A1'.repeat(20)}"]`, true],
  ['another commit', `commits = ["${'b1'.repeat(20)}"]`, false],
])('an allowlist of %s', (_, lines, isAllowed) => {
  const text = `first\n${acme} for tests\nnext\n`;
  for (const head of [
    '[[rules.allowlists]]',
    '[rules.allowlist]',
    '[[allowlists]]',
    '[allowlist]',
    '[[allowlists]]\ntargetRules = ["acme"]',
  ]) {
    const rules = found(toml(`${RULE}${head}\n${lines}\n`), text, 'src/a.txt', 'a1'.repeat(20));
    expect(rules, head).toEqual(isAllowed ? [] : ['acme']);
  }
});

test('path-only rules, paths of rules, entropy, groups, required rules', () => {
  const byPath = toml(
    "[[rules]]\nid = \"keyfile\"\ndescription = \"A key file\"\npath = '''(?i)\\.p12$'''\n",
  );
  expect(found(byPath, '', 'a/STORE.P12')).toEqual(['keyfile']);
  expect(found(byPath, '', 'a/store.txt')).toEqual([]);
  const both = toml(RULE.replace('id', () => "path = '''\\.env$'''\nid"));
  expect(found(both, acme)).toEqual([]);
  expect(found(both, acme, '.env')).toEqual(['acme']);
  const flat = `acme_${'ab'.repeat(10)}`;
  expect(found(toml(`${RULE}entropy = 1.0`), flat)).toEqual([]);
  expect(found(toml(`${RULE}entropy = 0.9`), flat)).toEqual(['acme']);
  const groups = toml("[[rules]]\nid = \"two\"\nregex = '''(id)=([a-z0-9]{20})'''\nsecretGroup = 2\n");
  expect(scan(groups, `id=${acme.slice(5)}`).findings[0]!.location.column).toBe(4);
  const required = toml(
    `${RULE}[[rules.required]]\nid = "near"\nwithinLines = 1\n[[rules]]\nid = "near"\nregex = "endpoint"\nskipReport = true\n`,
  );
  expect(found(required, `${acme}\nendpoint`)).toEqual(['acme']);
  expect(found(required, `${acme}\n\nendpoint`)).toEqual([]);
});

test('ids of gitleaks name ours', () => {
  const extended = '[extend]\nuseDefault = true\n';
  expect(found(toml(`${extended}disabledRules = ["github-pat"]`), github)).toEqual([]);
  expect(
    found(toml(`${extended}[[rules]]\nid = "github-pat"\n[[rules.allowlists]]\npaths = ["src/"]\n`), github),
  ).toEqual([]);
  expect(found(toml(`${extended}[[rules]]\nid = "github-pat"\nregex = "nothing_[a-z]+"\n`), github)).toEqual(
    [],
  );
  expect(
    found(toml(`${extended}[[allowlists]]\ntargetRules = ["github-pat"]\npaths = ["src/"]\n`), github),
  ).toEqual([]);
});

test('[extend] path is read, and merged rule by rule', () => {
  const base = `${RULE}[[rules]]\nid = "off"\nregex = "x"\n`;
  const files = {
    '.gitleaks.toml':
      '[extend]\npath = "base.toml"\ndisabledRules = ["off"]\n[[rules]]\nid = "acme"\nentropy = 7.9\n',
    'base.toml': base,
  };
  expect(load(files).userRules.map(({ id, entropy }) => [id, entropy])).toEqual([['acme', 7.9]]);
  expect(problem(toml('[extend]\npath = "nowhere.toml"\n')).message).toMatch(
    /line 2: .*there is no such file/,
  );
});

test("betterleaks' expressions", () => {
  const withFilter = (filter: string): Files =>
    toml(`${RULE}specificity = 120\ntokenEfficiency = false\nfilter = '''\n${filter}\n'''\n`);
  const word = acme.slice(9, 15);
  expect(found(withFilter('entropy(finding["secret"]) <= 7'), acme)).toEqual([]);
  expect(found(withFilter('entropy(finding["secret"]) <= 0.5'), acme)).toEqual(['acme']);
  expect(found(withFilter(`containsAny(finding["secret"], ["nope", "${word}"])`), acme)).toEqual([]);
  expect(found(withFilter('!matchesAny(get(attributes, "path", ""), [`^src/`])'), acme)).toEqual(['acme']);
  expect(
    found(withFilter('(finding.line contains "zzz") || attributes["path"] endsWith ".txt"'), acme),
  ).toEqual([]);
  const error = problem(withFilter(`http.get("https://${CANARY}").status == 200`));
  expect(error.message).toMatch(
    /^\.gitleaks\.toml, line 7: filter of rule acme: .*\(line 1 of the expression\)$/,
  );
});

test('the bare SHA-256 of a secret, and places with and without a commit', () => {
  const digest = createHash('sha256').update(github).digest('hex');
  const commit = 'c3'.repeat(20);
  const text = `\n${github}\n`;
  const ignore = (line: string): Files => ({ '.gitleaksignore': `# known\n${line}\n` });
  expect(found(ignore(digest), text)).toEqual([]);
  expect(found(ignore('src/a.txt:github-pat:2'), text)).toEqual([]);
  expect(found(ignore('src\\a.txt:github-pat:2'), text)).toEqual([]);
  expect(found(ignore('src/a.txt:github-pat:3'), text)).toEqual(['github-pat']);
  expect(found(ignore('src/a.txt:jwt:2'), text)).toEqual(['github-pat']);
  expect(found(ignore(`${commit}:src/a.txt:github-pat:2`), text)).toEqual(['github-pat']);
  expect(found(ignore(`${commit}:src/a.txt:github-pat:2`), text, 'src/a.txt', commit)).toEqual([]);
  expect(problem(ignore(`<<<<<<< ${CANARY}`)).message).toBe('.gitleaksignore, line 2: a conflict marker');
  expect(problem(ignore(CANARY)).message).toBe('.gitleaksignore, line 2: not an entry');
});

test.each([
  [`${RULE}regexs = ["${CANARY}"]`, 'line 5: rule acme: unknown key regexs; did you mean regex'],
  [
    `title = "x"\n[allowlist]\npath = "${CANARY}"`,
    'line 3: allowlist number 1: unknown key path; did you mean paths',
  ],
  [`${RULE}keywords2 = 1`, 'line 5: rule acme: unknown key keywords2'],
  [`title = 3`, 'line 1: title: expected a text in quotes'],
  [`${RULE}entropy = "${CANARY}"`, 'line 5: entropy of rule acme: expected a number from 0 to 8'],
  [`${RULE}secretGroup = 2`, 'line 5: secretGroup of rule acme: its pattern has 1 group only'],
  [`[[rules]]\nid = "a"\nregex = '''(${CANARY}'''`, 'line 3: regex of rule a: not a regular expression'],
  [`[[rules]]\nregex = "${CANARY}"`, 'line 1: id of [[rules]] number 1: the key id is missing'],
  [`[[rules]]\nid = "a"\ndescription = "${CANARY}"`, 'line 1: rule a: it has neither regex nor path'],
  [
    `${RULE}[[rules.allowlists]]\ncondition = "${CANARY}"\npaths = ["a"]`,
    'line 6: condition of allowlists number 1 of rule acme',
  ],
  [
    `${RULE}[[rules.allowlists]]\ndescription = "${CANARY}"`,
    'line 5: allowlists number 1 of rule acme: one of the keys',
  ],
  [`${RULE}[[rules.required]]\nid = "gone"`, 'there is no rule of this name'],
  [`${RULE}[[allowlists]]\ntargetRules = ["gone"]\npaths = ["a"]`, 'there is no rule of this name'],
  [`[allowlist]\npaths = ["a"]\n[[allowlists]]\npaths = ["b"]`, 'the old form stands beside'],
  [`[extend]\nuseDefault = true\npath = "b.toml"`, 'line 3: path of extend: path and useDefault exclude'],
  [`x = [${CANARY}`, 'is not valid TOML (line 1'],
  [`<<<<<<< ${CANARY}\n`, 'is not valid TOML (line 1'],
])('%j is an error that names the line and the key, and not the content', (text, words) => {
  const error = problem(toml(text));
  expect(error.message).toContain('.gitleaks.toml');
  expect(error.message).toContain(words);
  expect(`${error.message} ${error.hint}`).not.toContain(CANARY.slice(0, 4));
});

test('100,000 rules end in one line, soon', () => {
  const start = performance.now();
  const rules = Array.from({ length: 100_000 }, (_, index) => `[[rules]]\nid="r${index}"\nregex="a"\n`);
  expect(problem(toml(rules.join(''))).message).toMatch(/more than 5000 rules|bytes, more than/);
  expect(performance.now() - start).toBeLessThan(20_000);
});

test('a baseline that both sides made, with its conflict above the first line', () => {
  const text = `<<<<<<< ${CANARY}\n# staunch baseline 1\n=======\n[]\n>>>>>>> x\n`;
  expect(problem({ '.staunchbaseline': text }).message).toBe('.staunchbaseline, line 1: a conflict marker');
});

test('baselines: a report of gitleaks, whole or redacted, and of detect-secrets', () => {
  const text = `\n${github}\n`;
  const entry = { RuleID: 'github-pat', File: 'src/a.txt', StartLine: 2, Secret: github, Commit: '' };
  const baseline = (data: unknown): Files => ({ '.staunchbaseline': JSON.stringify(data) });
  const reasons = (files: Files, path?: string): string[] =>
    scan(files, text, path).suppressed.map(({ reason }) => reason);
  expect(reasons(baseline([entry]))).toEqual(['baseline']);
  // the secret is known wherever it stands by now
  expect(reasons(baseline([{ ...entry, StartLine: 9 }]), 'other.txt')).toEqual(['baseline']);
  expect(reasons(baseline([{ ...entry, Secret: 'REDACTED' }]))).toEqual(['baseline']);
  expect(reasons(baseline([{ ...entry, Secret: 'REDACTED', StartLine: 9 }]))).toEqual([]);
  const sha1 = createHash('sha1').update(github).digest('hex');
  expect(
    reasons(
      baseline({
        version: '1.5.0',
        results: { 'src/a.txt': [{ type: 'x', hashed_secret: sha1, line_number: 2 }] },
      }),
    ),
  ).toEqual(['baseline']);
  const [{ fingerprint } = { fingerprint: '' }] = scan({}, text).findings;
  expect(
    reasons({ '.staunchbaseline': `# staunch baseline 1\n${fingerprint}\tgithub-pat\tsrc/a.txt\n` }),
  ).toEqual(['baseline']);
  expect(reasons(baseline({ version: 1, findings: [{ fingerprint }] }))).toEqual(['baseline']);
  for (const bad of [
    CANARY,
    `[${CANARY}`,
    '[{}]',
    '{"results": {"a": [{}]}}',
    `# staunch baseline 1\n<<<<<<< ${CANARY}\n`,
  ]) {
    const error = problem({ '.staunchbaseline': bad });
    expect(error.message).toContain('.staunchbaseline');
    expect(`${error.message} ${error.hint}`).not.toContain(CANARY.slice(0, 4));
  }
});
