import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { literalFinder } from './kit/finders.ts';
import { redactJson } from './json.ts';

const VALUES = { odd: 'p"a\\ss/w\nörd9f3😀', hex: '9f86d081884c7d659a2feaa0', amp: 'a&b<c>Zm9vYmFy' };
const find = literalFinder({ ...VALUES, pin: '8675309' });

const redact = (text: string): string => redactJson(Buffer.from(text), find)!.bytes.toString();
const bare = (text: string): string => text.replace(/\[REDACTED:(\w+):[0-9a-f]{6}\]/g, '<$1>');

describe('only what is found changes', () => {
  test.each([
    ['plain', `{"a": "x ${VALUES.hex} y"}`, '{"a": "x <hex> y"}'],
    [
      'numbers as written',
      `[1.50, 12345678901234567890, 1E+2, -0, "${VALUES.hex}"]`,
      '[1.50, 12345678901234567890, 1E+2, -0, "<hex>"]',
    ],
    ['white space', ` \r\n{ "a" :\t"${VALUES.hex}" , "b":[ ] }\n\n`, ' \r\n{ "a" :\t"<hex>" , "b":[ ] }\n\n'],
    ['keys', `{"${VALUES.hex}": 1, "x${VALUES.hex}": 2}`, '{"<hex>": 1, "x<hex>": 2}'],
    ['duplicate keys', `{"a": "${VALUES.hex}", "a": "${VALUES.hex}"}`, '{"a": "<hex>", "a": "<hex>"}'],
    [
      'a number',
      '{"pin": 8675309, "n": -86753091.5, "ok": 867}',
      '{"pin": "<pin>", "n": "<pin>", "ok": 867}',
    ],
    ['a string alone', `"${VALUES.hex}"`, '"<hex>"'],
    ['a number alone', '8675309', '"<pin>"'],
    [
      'escapes that stay',
      `{"a": "\\u0041\\/\\n${VALUES.hex}\\u00e9\\ud83d\\ude00"}`,
      '{"a": "\\u0041\\/\\n<hex>\\u00e9\\ud83d\\ude00"}',
    ],
    ['a lone surrogate', `["\\ud83d ${VALUES.hex}\\ude00"]`, '["\\ud83d <hex>\\ude00"]'],
    ['an escape in the value', `["a\\u0039f86d081884c7d659a2feaa\\u0030b"]`, '["a<hex>b"]'],
    ['a value, its slash escaped', '["p\\"a\\\\ss\\/w\\n\\u00f6rd9f3\\uD83D\\uDE00"]', '["<odd>"]'],
    ['an escaped key', '{"\\u0039f86d081884c7d659a2feaa0": 1}', '{"<hex>": 1}'],
    ['a URL', `["pg:\\/\\/u:${VALUES.hex}@h"]`, undefined],
  ])('%s', (_, text, expected) => {
    const got = redact(text);
    if (expected) expect(bare(got)).toBe(expected);
    else expect(got).toMatch(/u:REDACTED-hex-[0-9a-f]{6}@h/);
    expect(() => JSON.parse(got)).not.toThrow();
    expect(redact(got)).toBe(got);
  });
});

test('what is no JSON', () => {
  for (const text of [
    '',
    '{',
    '{"a":1,}',
    '[1 2]',
    '{"a"}',
    '01',
    '1.',
    '-',
    'tru',
    '"a\nb"',
    '"\\x"',
    '"\\u12g4"',
    '{} {}',
    "{'a':1}",
    '[1]]',
    'nulls',
    '+1',
    '.5',
    '1e',
    '[,]',
  ])
    expect(redactJson(Buffer.from(text), find), text).toBeUndefined();
});

test('the tokeniser takes what JSON.parse takes, and nothing else', () => {
  const any = fc.oneof(
    fc.json(),
    fc
      .array(
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '"',
          '\\',
          'u00e9',
          '0',
          '1',
          '.',
          'e',
          '-',
          'true',
          'null',
          ' ',
          'a',
        ),
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(any, (text) => {
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect(redactJson(Buffer.from(text), () => []) !== undefined).toBe(valid);
    }),
    { numRuns: 5000 },
  );
});

/** A string with random escapes, nested as JSON in JSON as often as asked. */
const writing = fc.infiniteStream(fc.nat(3));
function write(text: string, draws: Iterator<number>): string {
  let out = '"';
  for (const unit of text) {
    const draw = draws.next().value as number;
    const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
    if (draw === 0) {
      for (const half of unit.split('')) out += `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`;
    } else if (unit === '"' || unit === '\\' || (unit === '/' && draw === 1)) out += `\\${unit}`;
    else if (unit < ' ') out += unit === '\n' ? '\\n' : `\\u${code}`;
    else out += unit;
  }
  return out + '"';
}

test('in strings of any writing, nested, the meaning is the one with marks in it', () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...Object.values(VALUES)), fc.string({ unit: 'binary', maxLength: 8 })))
    .map((parts) => parts.join(' '));
  const marked = (value: string): string =>
    value.split(VALUES.odd).join('<odd>').split(VALUES.hex).join('<hex>').split(VALUES.amp).join('<amp>');
  fc.assert(
    fc.property(text, text, text, writing, fc.nat(3), (a, b, key, draws, depth) => {
      const [x, y, k] = [a, b, key].map((each) => Buffer.from(each).toString());
      let doc = `{${write(k!, draws)}:[${write(x!, draws)},1.50],"b":${write(y!, draws)}}`;
      for (let i = 0; i < depth; i++) doc = `{"n": ${write(doc, draws)}}`;
      const got = redact(doc);
      let parsed = JSON.parse(got) as Record<string, unknown>;
      for (let i = 0; i < depth; i++) parsed = JSON.parse(parsed.n as string) as Record<string, unknown>;
      const plain = (value: string): string =>
        value.replace(/\[REDACTED:(\w+):[0-9a-f]{6}\]|REDACTED-(\w+)-[0-9a-f]{6}/g, '<$1$2>');
      expect(plain(parsed.b as string)).toBe(marked(y!));
      const inner = parsed[Object.keys(parsed).find((each) => each !== 'b') ?? 'b'];
      if (marked(k!) !== 'b') {
        expect(Object.keys(parsed).map(plain)).toContain(marked(k!));
        expect(plain((inner as string[])[0]!)).toBe(marked(x!));
      }
      expect(redact(got)).toBe(got);
    }),
    { numRuns: 400 },
  );
});

test('what spans tokens takes the strings and scalars that it touches', () => {
  const across = literalFinder({ x: 'one", "two' });
  const text = (source: string): string => redactJson(Buffer.from(source), across)!.bytes.toString();
  expect(bare(text('["a one", "two b", "c"]'))).toBe('["<x>", "<x>", "c"]');
  const nested = JSON.stringify({ n: '["a one", "two b", 3]' });
  expect(bare(text(nested))).toBe('{"n":"[\\"<x>\\", \\"<x>\\", 3]"}');
  const scalars = literalFinder({ x: '5, true' });
  expect(bare(redactJson(Buffer.from('{"n":"[1, 15, true, 2]"}'), scalars)!.bytes.toString())).toBe(
    '{"n":"[1, \\"<x>\\", \\"<x>\\", 2]"}',
  );
  const deep = JSON.stringify({ n: JSON.stringify({ m: [1, 8675309], s: 'é"' }) });
  expect(JSON.parse((JSON.parse(redact(deep)) as { n: string }).n)).toMatchObject({
    m: [1, expect.stringMatching(/^\[REDACTED:pin:/)],
  });
});

test('100,000 levels, and a million quotes, backslashes or brackets', () => {
  const deep = '['.repeat(100_000) + `"${VALUES.hex}"` + ']'.repeat(100_000);
  expect(bare(redact(deep))).toBe('['.repeat(100_000) + '"<hex>"' + ']'.repeat(100_000));
  let nested = JSON.stringify([VALUES.hex]);
  for (let i = 0; i < 14; i++) nested = JSON.stringify([nested]);
  expect(redact(nested)).not.toContain(VALUES.hex);
  const started = performance.now();
  for (const text of ['"'.repeat(1e6), '['.repeat(1e6), '\\'.repeat(1e6), '{"'.repeat(5e5)]) {
    expect(redactJson(Buffer.from(text), find)).toBeUndefined();
    expect(redact(JSON.stringify([text, VALUES.hex]))).not.toContain(VALUES.hex);
  }
  expect(performance.now() - started).toBeLessThan(5000);
});

test('a string of many megabytes is redacted as it stands, and what is beside it as ever', () => {
  const filler = 'nothing \\"to\\" see here\\n'.repeat(850_000);
  const text = `{"big":"${filler}${VALUES.hex} and ${VALUES.hex}\\n${filler}","small":"{\\"k\\":\\"${VALUES.hex}\\"}","n":1.50}`;
  const got = redact(text);
  expect(got.includes(VALUES.hex)).toBe(false);
  const marks = [...got.matchAll(/\[REDACTED:hex:[0-9a-f]{6}\]/g)].map(([mark]) => mark);
  expect(marks).toHaveLength(3);
  expect(got === text.replaceAll(VALUES.hex, marks[0]!)).toBe(true);
});
