import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { UserError } from '../errors.ts';
import { emptyPolicy, loadPolicy, policyFrom, type PolicyData } from './policy.ts';
import { configSchema, type Schema } from './schema.ts';

const CATALOGUE = [
  { id: 'acme-key', aliases: ['acme-api-key', 'shared-alias'] },
  { id: 'acme-token', aliases: ['shared-alias'] },
];
const CANARY = 'k9Zx7Qw2Lm4Rt8Vb';
const KEY = randomBytes(32);

function load(config: string | Uint8Array | undefined, ignore?: string): PolicyData {
  const files: Record<string, string | Uint8Array | undefined> = {
    '.staunch.toml': config,
    '.staunchignore': ignore,
  };
  return loadPolicy({
    catalogue: CATALOGUE,
    readFile: (name) => {
      const file = files[name];
      return typeof file === 'string' ? new TextEncoder().encode(file) : file;
    },
  });
}

function problem(config: string | Uint8Array): UserError {
  try {
    load(config);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  }
  throw new Error('it was accepted');
}

const rule = (lines: string, id = 'my-rule'): string => `[[rules]]\nid = "${id}"\n${lines}\n`;

test('no files: the empty policy', () => {
  expect(load(undefined)).toEqual(emptyPolicy);
  expect(load('')).toEqual(emptyPolicy);
});

test('everything', () => {
  const data = load(
    `
fingerprint_key = "${KEY.toString('base64url')}"
min_confidence = "medium"
strict = true
disabled_rules = ["acme-api-key"]

[[allow]]
paths = ["test/**", "*.snap"]
rules = ["shared-alias", "my-rule"]
reason = "made up"

[[rules]]
id = "my-rule"
pattern = 'My-(?<secret>[a-z]{20})'
keywords = ["My-"]
ignore_case = true
severity = "low"
confidence = "medium"
entropy = 3

[[rules]]
id = "plain"
title = "Plain"
pattern = 'plain-[0-9]{8}'
`,
    '*.pem\nsf1:00112233445566778899aabb',
  );
  expect(data).toEqual({
    fingerprintKey: new Uint8Array(KEY),
    minConfidence: 'medium',
    strict: true,
    disabledRules: ['acme-key'],
    allow: [
      { paths: ['test/**', '*.snap'], rules: ['acme-key', 'acme-token', 'my-rule'], reason: 'made up' },
    ],
    userRules: [
      {
        id: 'my-rule',
        title: 'my-rule',
        pattern: 'My-(?<secret>[a-z]{20})',
        keywords: ['my-'],
        ignoreCase: true,
        severity: 'low',
        confidence: 'medium',
        entropy: 3,
      },
      {
        id: 'plain',
        title: 'Plain',
        pattern: 'plain-[0-9]{8}',
        keywords: [],
        ignoreCase: false,
        severity: 'high',
        confidence: 'high',
      },
    ],
    ignore: {
      globs: ['*.pem'],
      fingerprints: ['sf1:00112233445566778899aabb'],
      places: [],
      digests: [],
    },
    baseline: emptyPolicy.baseline,
    foreign: emptyPolicy.foreign,
  });
  expect(structuredClone(data)).toEqual(data);
});

test('a rule of the project can be disabled', () => {
  expect(load(`disabled_rules = ["my-rule"]\n${rule("pattern = 'abc'")}`).userRules).toEqual([]);
});

test('suppress', () => {
  const policy = policyFrom(
    structuredClone(
      load(
        `
[[allow]]
paths = ["docs/"]
reason = "examples"
[[allow]]
rules = ["acme-token"]
reason = "public by design"
[[allow]]
paths = ["src/"]
rules = ["acme-key"]
reason = "a sandbox key"
`,
        '*.pem\n!real.pem\nsf1:00112233445566778899aabb',
      ),
    ),
  );
  const ask = (ruleId: string, projectPath?: string, ...fingerprints: string[]): string | undefined =>
    policy.suppress({ ruleId, projectPath, aliases: [], fingerprints });
  expect(ask('x', 'a/b.pem')).toBe('ignore');
  expect(ask('x', 'a/real.pem')).toBeUndefined();
  expect(ask('x', 'docs/a')).toBe('ignore');
  expect(ask('acme-token')).toBe('ignore');
  expect(ask('acme-key', 'src/a')).toBe('ignore');
  expect(ask('acme-key', 'lib/a')).toBeUndefined();
  expect(ask('acme-key')).toBeUndefined();
  expect(ask('x', 'src/a')).toBeUndefined();
  expect(ask('x', undefined, 'sf1:1', 'sf1:00112233445566778899aabb')).toBe('ignore');
  expect(policy.suppress({ ruleId: 'x', aliases: ['acme-token'], fingerprints: [] })).toBe('ignore');
});

test.each<[string, string, string]>([
  ['unknown key', `min_confidense = "${CANARY}"`, 'unknown key min_confidense; did you mean min_confidence?'],
  ['unknown key, nothing like it', 'zzzzzzzzzz = 1', 'unknown key zzzzzzzzzz'],
  ['a key that may be a secret', `${CANARY}${CANARY}${CANARY} = 1`, 'unknown key (its name is not shown)'],
  ['a prototype key', '__proto__ = 1', 'unknown key (its name is not shown)'],
  [
    'unknown key in a rule',
    rule(`pattern = 'abc'\nseverty = "${CANARY}"`),
    'rule my-rule: unknown key severty; did you mean severity?',
  ],
  [
    'unknown key in an allow',
    '[[allow]]\nreason = "x"\npath = ["a"]',
    '[[allow]] number 1: unknown key path; did you mean paths?',
  ],
  ['wrong type: boolean', `strict = "${CANARY}"`, 'strict: expected true or false'],
  [
    'wrong type: enum',
    `min_confidence = "${CANARY}"`,
    'min_confidence: expected one of "high", "medium", "low"',
  ],
  ['wrong type: array', `disabled_rules = "${CANARY}"`, 'disabled_rules: expected an array'],
  [
    'wrong type: entry',
    'disabled_rules = ["acme-key", 1]',
    'disabled_rules, entry 2: expected a text in quotes',
  ],
  ['wrong type: table', '[allow]\nreason = "x"', 'allow: expected an array of tables, each under [[allow]]'],
  ['wrong type: date', 'rules = [2026-01-01]', '[[rules]] number 1: expected a table'],
  [
    'wrong type: number',
    rule("pattern = 'abc'\nentropy = 9"),
    'entropy of rule my-rule: expected a number from 0 to 8',
  ],
  ['wrong type: nan', rule("pattern = 'abc'\nentropy = nan"), 'entropy of rule my-rule: expected a number'],
  ['a bad id', rule("pattern = 'abc'", CANARY), 'id of [[rules]] number 1: expected lower-case'],
  ['a missing pattern', '[[rules]]\nid = "my-rule"', 'rule my-rule: the key pattern is missing'],
  ['a missing id', `[[rules]]\npattern = '${CANARY}'`, '[[rules]] number 1: the key id is missing'],
  [
    'an id that may be a secret',
    rule("pattern = ''", 'a1b2c3d4e5f6'),
    'pattern of [[rules]] number 1: expected',
  ],
  ['a broken pattern', rule(`pattern = '${CANARY}('`), 'pattern of rule my-rule: not a regular expression'],
  ['lookaround', rule(`pattern = '(?=${CANARY})a'`), 'pattern of rule my-rule: not a regular expression'],
  [
    'a pattern that explodes',
    rule("pattern = '(a{1000}){1000}'"),
    'pattern of rule my-rule: not a regular expression',
  ],
  [
    'a pattern that is always there',
    rule("pattern = 'a*'"),
    'pattern of rule my-rule: it matches the empty text',
  ],
  ['a pattern that is not ASCII', rule(`pattern = 'ü${CANARY}'`), 'pattern of rule my-rule: expected ASCII'],
  [
    'a keyword of two',
    rule("pattern = 'abc'\nkeywords = ['ab']"),
    'keywords, entry 1 of rule my-rule: expected at least 3',
  ],
  [
    'a duplicate id',
    rule("pattern = 'abc'") + rule("pattern = 'abd'"),
    'id of [[rules]] number 2: the same as that of [[rules]] number 1',
  ],
  ['a built-in id', rule("pattern = 'abc'", 'acme-key'), 'id of [[rules]] number 1: a built-in rule has it'],
  [
    'an unknown rule',
    'disabled_rules = ["acme-kye"]',
    'disabled_rules, entry 1: unknown rule acme-kye; did you mean acme-key?',
  ],
  [
    'an unknown rule that may be a secret',
    `disabled_rules = ["${CANARY}"]`,
    'disabled_rules, entry 1: unknown rule (its name is not shown)',
  ],
  [
    'an unknown rule in an allow',
    '[[allow]]\nreason = "x"\nrules = ["nothing-like-it-at-all"]',
    'rules, entry 1 of [[allow]] number 1: unknown rule nothing-like-it-at-all',
  ],
  [
    'an allow without reason',
    `[[allow]]\npaths = ["${CANARY}"]`,
    '[[allow]] number 1: the key reason is missing',
  ],
  [
    'an allow of everything',
    '[[allow]]\nreason = "x"',
    '[[allow]] number 1: one of the keys paths, rules is missing',
  ],
  [
    'an allow of no paths',
    '[[allow]]\nreason = "x"\npaths = []',
    'paths of [[allow]] number 1: expected at least one entry',
  ],
  [
    'a glob that names nothing',
    '[[allow]]\nreason = "x"\npaths = ["/"]',
    'paths, entry 1 of [[allow]] number 1: a glob that names nothing',
  ],
  ['a short key', `fingerprint_key = "${CANARY}"`, 'fingerprint_key: expected 32 bytes in base64url'],
  [
    'a key of another spelling',
    `fingerprint_key = "${'A'.repeat(42)}B"`,
    'fingerprint_key: expected 32 bytes in base64url',
  ],
  ['broken TOML', `strict = true\nx = ${CANARY}`, 'not valid TOML (line 2, column 5)'],
  ['a string without end', `a = "${CANARY}`, 'not valid TOML (line 1,'],
  ['a key twice', `strict = true\nstrict = true # ${CANARY}`, 'not valid TOML (line 2,'],
  ['deep nesting', `a = ${'['.repeat(100_000)}`, 'not valid TOML'],
])('%s', (_, config, words) => {
  const error = problem(config);
  const said = `${error.message}\n${error.hint}`;
  expect(error.message).toMatch(/^\.staunch\.toml/);
  expect(error.message).toContain(words);
  expect(error.message).not.toContain('\n');
  for (let at = 0; at + 5 <= CANARY.length; at++) expect(said).not.toContain(CANARY.slice(at, at + 5));
});

test('a conflict marker in TOML is called one', () => {
  expect(problem('strict = true\n<<<<<<< ours\n').hint).toContain('conflict marker');
});

test('not UTF-8, and too large', () => {
  expect(problem(Uint8Array.of(0xff, 0xfe, 0x61, 0)).message).toBe('.staunch.toml is not UTF-8');
  expect(problem(new Uint8Array(1024 * 1024 + 1)).message).toContain('1048577 bytes');
});

test.each([
  ['# one\n\nstrikt = true', 3, 'unknown key strikt'],
  [`${rule("pattern = 'abc'")}${rule("pattern = 'abc'")}`, 5, 'the same as that of [[rules]] number 1'],
  [`${rule("pattern = 'abc'")}${rule("pattern = '''\n(abc'''", 'other')}`, 6, 'pattern of rule other'],
  [`${rule("pattern = 'a'\n# x\nseverity = 'urgent'")}`, 5, 'severity of rule my-rule'],
  ['allow = [\n  { paths = ["a"] }\n]', 1, 'the key reason is missing'],
  ['[[allow]]\nreason = "x"\n\nrules = [\n"no-such-rule"]', 4, 'unknown rule no-such-rule'],
  [`min_confidence = "high"\nfingerprint_key = "${'A'.repeat(42)}B"`, 2, 'expected 32 bytes in base64url'],
])('%# the line is named', (config, line, words) => {
  const { message } = problem(config);
  expect(message).toContain(words);
  expect(message).toMatch(new RegExp(`^\\.staunch\\.toml, line ${line}: `));
});

test('the message names the file that was given instead', () => {
  const readFile = (name: string): Uint8Array | undefined =>
    name === '.staunch.toml' ? Buffer.from('x = 1') : undefined;
  expect(() => loadPolicy({ readFile, configName: 'ci/strict.toml' })).toThrow(
    /^ci\/strict\.toml, line 1: unknown key x/,
  );
});

test('many rules are read in linear time', () => {
  const start = performance.now();
  const many = Array.from({ length: 5000 }, (_, index) =>
    rule(`pattern = 'key${index}-[a-z]{20}'`, `rule-${index}`),
  );
  expect(load(many.join('')).userRules).toHaveLength(5000);
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('every key of the schema is described for editors', () => {
  const undescribed = (schema: Schema, path: string): string[] => {
    if (schema.type === 'array') return undescribed(schema.items, `${path}[]`);
    if (schema.type !== 'object') return [];
    return Object.entries(schema.properties).flatMap(([key, property]) => [
      ...(property.title && property.description ? [] : [`${path}.${key}`]),
      ...undescribed(property, `${path}.${key}`),
    ]);
  };
  expect(undescribed(configSchema, '')).toEqual([]);
});
