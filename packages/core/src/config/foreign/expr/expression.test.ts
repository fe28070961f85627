import { expect, test } from 'vitest';
import { compileUser } from '../../../engine/regex.ts';
import { shannon } from '../../../filter/entropy.ts';
import { Evaluator, UNKNOWN, type Facts } from './evaluate.ts';
import { parseExpression } from './parse.ts';
import { asBytes, ExpressionError } from './tree.ts';

const SECRET = `acme_${'0123456789'}abcdefXYZ`;
const RAW = asBytes(`line one\nexport KEY="${SECRET}"; // prod süd\nlast\n`);
const whole = { start: RAW.indexOf(SECRET), end: RAW.indexOf(SECRET) + SECRET.length };
const lines = { start: 9, end: RAW.indexOf('\nlast') };
const FINDING: Readonly<Record<string, string | number>> = {
  secret: SECRET,
  match: SECRET,
  line: RAW.slice(lines.start, lines.end),
  rule_id: 'r',
  entropy: '4',
  match_start_idx: whole.start,
  match_end_idx: whole.end,
  match_line_start_idx: lines.start,
  match_line_end_idx: lines.end,
};
const FACTS: Facts = {
  finding: (name) => FINDING[name],
  attribute: (name) => (name === 'path' ? 'src/a.txt' : name === 'git.author_name' ? UNKNOWN : undefined),
  around: (from, to) => RAW.slice(from, to),
};

const isTrue = (source: string): boolean =>
  new Evaluator({
    find: (pattern, text) => compileUser(pattern, false).search(text, 0)?.whole,
    entropy: shannon,
  }).isTrue(parseExpression(source), FACTS);

const S = 'finding["secret"]';

// each of these is what betterleaks 1.7.0 says
test.each([
  [`filter.entropy(${S}) > 3 && true`, true],
  [`entropy(${S}) <= 3.5`, false],
  [`${S} contains "0123"`, true],
  [`${S} not contains "0123"`, false],
  [`!(${S} startsWith "acme")`, false],
  [`let s = ${S}; s endsWith "XYZ"`, true],
  [`${S}[5:9] == "0123" && ${S}[-3:] == "XYZ" && ${S}[:4] == "acme" && ${S}[2:1] == ""`, true],
  ['finding["fragment_raw"][finding["match_start_idx"]:finding["match_end_idx"]] == finding["match"]', true],
  [
    `// a window, and the word before the match
     let before = filter.findMatch(finding["fragment_raw"][
       max(finding["match_start_idx"] - 50, finding["match_line_start_idx"]):finding["match_start_idx"]
     ], \`\\w+="$\`);
     before == 'KEY="'`,
    true,
  ],
  [
    'filter.containsAny(finding["fragment_raw"][max(finding["match_start_idx"] - 5, finding["match_line_start_idx"]):min(finding["match_end_idx"] + 4, finding["match_line_end_idx"])], ["key"])',
    true,
  ],
  ['len(finding["line"]) == 50', true],
  ['get(attributes, "path", "") contains "src/" && attributes.path matches "a\\\\.txt$"', true],
  ['get(attributes, "git.sha", "none") == "none" && attributes["git.sha"] == ""', true],
  ['(attributes["git.sha"] ?? "x") == "" && attributes[?"git.sha"].orValue("x") == ""', true],
  ['"path" in attributes && !("git.sha" in attributes)', true],
  [`${S} in ["a", "b"] || ${S} not in ["a"]`, true],
  [`any(["zzz", "0123"], ${S} contains #) && all(["acme", "0123"], {${S} contains #})`, true],
  [`none(["acme"], ${S} contains #) || count(["a", "b", "zz"], ${S} contains #) != 2`, false],
  [`${S} | upper() | hasPrefix("ACME_")`, true],
  [`replace(${S}, "acme_", "")[0:2] == "01" && indexOf(${S}, "_") == 4`, true],
  ['join(split("a,b", ","), "-") == trimSuffix("a-b.", ".")', true],
  ['-2 ** 2 == -4 && 1 + 2 * 3 == 7 && 10 - 2 - 3 == 5 && 7 % 4 == 3 && 7 / 2 == 3.5', true],
  ['0x10 == 16 && 1_000 == 1e3 && .5 < 1 && round(-1.5) == -2', true],
  ['if 1 < 2 { false } else if true { true } else { true }', false],
  ['true ? false : true', false],
  ['"\\x41\\u0042" == "AB" && `a\\b` == \'a\\\\b\' && r"""a\\d""" == "a\\\\d"', true],
  ['matchesAny(finding["line"], ["^zzz", "(?i)PROD"])', true],
  ['containsAny(finding["line"], ["süd"])', true],
  [`containsAny(${S}, ["xyz"]) && !containsAny(${S}, ["XYZ"])`, true],
  [`cel.bind(s, ${S}, s.contains("acme"))`, true],
])('%s', (source, expected) => expect(isTrue(source)).toBe(expected));

test('what cannot be said lets nothing pass, whichever way it is asked', () => {
  for (const unknown of [`failsTokenEfficiency(${S})`, 'attributes["git.author_name"] == "bot"']) {
    for (const source of [
      unknown,
      `!${`(${unknown})`}`,
      `(${unknown}) == false`,
      `(${unknown}) ? true : true`,
    ])
      expect(isTrue(source), source).toBe(false);
    expect(isTrue(`${unknown} || ${S} contains "acme"`)).toBe(true);
    expect(isTrue(`${unknown} && true`)).toBe(false);
    expect(isTrue(`!(${unknown} && ${S} contains "nope")`)).toBe(true);
    expect(parseExpression(unknown).unknown).toHaveLength(1);
  }
});

test.each([
  ['http.get("x") == ""', 'http is nothing that a filter can ask for'],
  ['filter.containsAl(finding["secret"], ["a"])', 'did you mean containsAny?'],
  ['finding["secrte"] == ""', 'finding has no secrte; did you mean secret?'],
  [`${S}[0] == "a"`, 'a single character is read as a slice'],
  ['1 == "1"', '== compares a number with a text'],
  [`entropy(${S})`, 'it is a number, and no condition'],
  [`matchesAny(${S}, split("a", "b"))`, 'matchesAny: its patterns are not written out'],
  ['finding["fragment_raw"] contains "a"', 'fragment_raw is read in slices'],
  ['1..3 == 2', '.. does not belong here'],
  ['map(["a"], #) == ["b"]', 'map is nothing that a filter can ask for'],
  ['"\\d" == "d"', 'an escape that is not known'],
  ['let len = 1; len == 1', 'expected a new name for let'],
  ['"open', 'a character that stands in no expression'],
  ['', 'the end does not belong here'],
  ['('.repeat(100_000), 'it is nested too deeply'],
  [`true${' == true'.repeat(100_000)}`, 'it is too long'],
  ['!'.repeat(100_000), 'it is nested too deeply'],
  [`"${'x'.repeat(40)}" == 1`, '== compares a text with a number'],
])('%# is refused by name', (source, words) => {
  let message = '';
  try {
    parseExpression(source);
  } catch (error) {
    expect(error).toBeInstanceOf(ExpressionError);
    message = (error as Error).message;
  }
  expect(message).toContain(words);
  expect(message).not.toContain('xxxx');
});

test('a prefilter has no finding', () => {
  expect(() => parseExpression(`${S} == ""`, true)).toThrow('a prefilter has no finding to ask');
  expect(parseExpression('attributes.path == ""', true).unknown).toEqual([]);
});

test('loops in loops and texts that double end', () => {
  const list = `[${'"a",'.repeat(2000)}]`;
  expect(isTrue(`any(${list}, any(${list}, any(${list}, # == "b")))`)).toBe(false);
  const doubled = Array.from({ length: 60 }, (_, at) => `let a${at + 1} = a${at} + a${at};`).join('');
  expect(isTrue(`let a0 = ${S}; ${doubled} a60 != ""`)).toBe(false);
  expect(isTrue(`let a0 = ${S}; ${doubled} true`)).toBe(true);
});
