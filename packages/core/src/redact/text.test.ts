import { describe, expect, test } from 'vitest';
import type { SpanFinder } from './finder.ts';
import { literalFinder, patternFinder } from './kit/finders.ts';
import { loadRules } from '../catalogue/load.ts';
import { sampler } from '../rules/kit/sample.ts';
import { redactText } from './text.ts';

const find = literalFinder({ db: 'tr0ub4dor&3x', key: '-----BEGIN K-----\nMIIabc\nxyz=\n-----END K-----' });
const redact = (text: string, encoding: BufferEncoding = 'utf8'): string =>
  redactText(Buffer.from(text, encoding), find).bytes.toString(encoding);
const digits = (type: string): string =>
  new RegExp(`${type}.([0-9a-f]{6})`).exec(redact('say tr0ub4dor&3x'))![1]!;

describe('bytes around a value stay as they are', () => {
  const full = `[REDACTED:db:${digits('db')}]`;
  test.each([
    ['CRLF', 'one\r\ntr0ub4dor&3x two\r\n', `one\r\n${full} two\r\n`],
    ['a byte order mark', '\ufefftr0ub4dor&3x', undefined],
    ['no last line end', 'a tr0ub4dor&3x', `a ${full}`],
    ['twice', 'tr0ub4dor&3x tr0ub4dor&3x', `${full} ${full}`],
  ])('%s', (_, text, expected) => {
    const got = redact(text);
    if (expected) expect(got).toBe(expected);
    expect(got.replace(/\[?REDACTED.db.[0-9a-f]{6}\]?/g, 'tr0ub4dor&3x')).toBe(text);
  });

  test('Latin-1 and binary', () => {
    const noise = Buffer.from(Array.from({ length: 1024 }, (_, i) => (i * 37 + (i >> 3)) & 255));
    const source = Buffer.concat([noise, Buffer.from(' tr0ub4dor&3x '), noise]);
    const { bytes, count } = redactText(source, find);
    expect(count).toBe(1);
    expect(bytes.subarray(0, 1024).equals(noise)).toBe(true);
    expect(bytes.subarray(-1024).equals(noise)).toBe(true);
  });

  test('nothing found, nothing changed', () => {
    const source = Buffer.from([0xff, 0xfe, 0, 13, 10, 0xc3]);
    expect(redactText(source, find)).toEqual({ bytes: source, count: 0 });
  });
});

describe('the form of a mark', () => {
  test.each([
    ['postgres://app:tr0ub4dor&3x@db/x', 'plain'], // staunch:allow
    ['url = "postgres://app:tr0ub4dor&3x@db/x"', 'plain'], // staunch:allow
    ['password: tr0ub4dor&3x', 'plain'], // staunch:allow
    ['  - tr0ub4dor&3x', 'plain'],
    ['{a: tr0ub4dor&3x, b: 1}', 'plain'],
    ['KEY=tr0ub4dor&3x', 'plain'],
    ['psql -W tr0ub4dor&3x', 'plain'],
    ['psql --password tr0ub4dor&3x', 'plain'], // staunch:allow
    ['mysql -ptr0ub4dor&3x', 'plain'], // staunch:allow
    ['password: "tr0ub4dor&3x"', 'full'], // staunch:allow
    ["KEY='tr0ub4dor&3x'", 'full'],
    ['it says tr0ub4dor&3x here', 'full'],
    ["don't say tr0ub4dor&3x here", 'full'],
    ['Authorization: Bearer tr0ub4dor&3x', 'full'], // staunch:allow
  ])('%s: %s', (text, form) => {
    const mark = form === 'plain' ? /(?<!\[)REDACTED-db-[0-9a-f]{6}/ : /\[REDACTED:db:[0-9a-f]{6}\]/;
    expect(redact(text)).toMatch(mark);
  });
});

test('a value of several lines leaves as many lines, with what stands before them', () => {
  const key = ['-----BEGIN K-----', 'MIIabc', 'xyz=', '-----END K-----'];
  expect(redact(`a\n${key.join('\n')}\nb`)).toMatch(/^a\n\[REDACTED:key:\w{6}\]\n\n\n\nb$/);
  const indented = literalFinder({ key: key.join('\r\n+  ') });
  const text = Buffer.from(`+  ${key.join('\r\n+  ')}\r\n`);
  expect(redactText(text, indented).bytes.toString()).toMatch(
    /^\+ {2}\S+\r\n\+ {2}\r\n\+ {2}\r\n\+ {2}\r\n$/,
  );
});

test('UTF-16 gets a mark of UTF-16', () => {
  const value = Buffer.from('tr0ub4dor', 'utf16le');
  const text = Buffer.from('\ufeffa tr0ub4dor b', 'utf16le');
  const at = text.indexOf(value);
  const { bytes } = redactText(text, (source) =>
    source.includes(value)
      ? [{ start: at, end: at + value.length, type: 'db', pseudonym: '012345', encoding: ['utf-16le'] }]
      : [],
  );
  expect(bytes.toString('utf16le')).toBe('\ufeffa REDACTED-db-012345 b');
});

test('what the name of a mark gives away is replaced as well', () => {
  const named = literalFinder({ hunter2xyz: 'tr0ub4dor&3x', other: 'hunter2xyz' });
  const { bytes } = redactText(Buffer.from('it is tr0ub4dor&3x, is it'), named);
  expect(bytes.toString()).toMatch(/^it is \[REDACTED:secret:[0-9a-f]{6}\], is it$/);
});

test('a mark is no value, whatever finds it', () => {
  const greedy = literalFinder({ secret: 'REDACTED', b: 'secret' });
  const { bytes, count } = redactText(Buffer.from('a REDACTED b'), greedy);
  expect(count).toBe(1);
  expect(redactText(bytes, greedy)).toEqual({ bytes, count: 0 });
});

test('a finder that never stops ends in an error', () => {
  const slow: SpanFinder = (bytes) => {
    const start = bytes.indexOf('x');
    return start < 0 ? [] : [{ start, end: start + 1, type: 'one', pseudonym: '012345', encoding: [] }];
  };
  expect(() => redactText(Buffer.from('x '.repeat(20)), slow)).toThrow(/come to an end/);
});

test('what is put in is found by no pattern', async () => {
  const { catalogue } = await import('../rules/index.ts');
  const patterns = patternFinder();
  const samples = catalogue.flatMap((rule) => rule.examples(sampler(5)).slice(0, 3));
  const contexts = [(s: string) => s, (s: string) => `key: "${s}"`, (s: string) => `password=${s}\n`];
  let replaced = 0;
  for (const context of contexts) {
    const text = Buffer.from(samples.map(context).join('\n\n'), 'latin1');
    const { bytes, count } = redactText(text, patterns);
    replaced += count;
    expect(redactText(bytes, patterns)).toEqual({ bytes, count: 0 });
  }
  expect(replaced).toBeGreaterThan(catalogue.length);
});

test('a mark has the name that a scan gives, and what stands around the value stays', () => {
  const sample = sampler(7);
  const token = loadRules()
    .find(({ id }) => id === 'github-pat')!
    .examples(sample)[0]!;
  const password = `k7Zp3${sample.letters(9)}`;
  const text = `const token = "${token}"\nwachtwoord = "${password}",\nheslo: '${password}';\n`;
  const shown = redactText(Buffer.from(text), patternFinder()).bytes.toString();
  expect(shown.replaceAll(/:[0-9a-f]{6}\]/g, ']')).toBe(
    'const token = "[REDACTED:github-pat]"\nwachtwoord = "[REDACTED:password-elsewhere]",\nheslo: \'[REDACTED:password-elsewhere]\';\n',
  );
});
