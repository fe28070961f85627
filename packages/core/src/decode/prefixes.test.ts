import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { BEGINS_MARK, Mark, NONE } from './kit/line-mark.ts';
import { prefixes } from './prefixes.ts';
import { plainSurvey } from './survey.ts';

/** What comes out, with a bar between pieces, and where a part of it stands in the source. */
function decode(source: string | Buffer): { text: string; at: (part: string) => string } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 4096));
  prefixes.decode(bytes, bytes.length, out, plainSurvey(bytes, bytes.length));
  const text = out.bytes.toString('latin1', 0, out.length);
  return {
    text: text.replaceAll('\xff'.repeat(8), '|').replace(/\|$/, ''),
    at: (part) => {
      const start = text.indexOf(part);
      const span = out.toSource({ start, end: start + part.length });
      return bytes.toString('latin1', span.start, span.end);
    },
  };
}

const pieces = ['abcdefgh', 'ijklmnop', 'qrstuvwx'];
const lines = (prefix: (i: number) => string, suffix = ''): string =>
  pieces.map((piece, i) => `${prefix(i)}${piece}${suffix}`).join('\n');

test.each<[string, (i: number) => string, string?]>([
  ...[
    '# ',
    '// ',
    '    /// ',
    ' * ',
    '; ',
    '-- ',
    '% ',
    "' ",
    'REM ',
    'dnl ',
    '+',
    '-',
    '> ',
    '> > ',
    '< ',
    '- ',
  ].map((mark): [string, (i: number) => string] => [mark, () => mark]),
  ['cat -n', (i) => `     ${i + 9}\t`],
  ['grep -n', (i) => `${i + 9}:`],
  ['grep -rn', (i) => `src/a.ts:${i + 9}:`],
  ['grep -rn -C', (i) => `src/a-b.ts-${i + 9}-`],
  ['grep -r', () => 'src/a.ts:'],
  ['arrows', (i) => `${i + 9}→`],
  ['code frames', (i) => `${i === 1 ? '>' : ' '} ${i + 9} | `],
  ['time stamps', (i) => `2026-01-0${i + 1}T10:00:0${i}.123Z INFO [worker-${i}] `],
  ['levels', (i) => `2026-01-01 10:00:0${i} ${['INFO', 'DEBUG', 'WARN'][i]} x: `],
  ['systemd', (i) => `Nov 24 12:00:0${i} host unit[12${i}]: `],
  ['docker', () => 'web-1  | '],
  ['doctest', (i) => (i > 0 ? '... ' : '>>> ')],
  ['boxes', () => '│ ', '   │'],
  ['table rows', () => '| ', ' |'],
])('%s', (_, prefix, suffix) => {
  const { text } = decode(`before it\n\n${lines(prefix, suffix)}\n\nafter it\n`);
  expect(text).toBe(`${pieces.join('\n')}\n|${pieces.join('')}`);
});

test('says where it stands', () => {
  expect(decode('# abcdefgh\n# ijklmnop\n').at('ghijk')).toBe('gh\n# ijk');
});

test('a dump in a log keeps its offsets', () => {
  const rows = ['00000000: 4142 4344  ABCD', '00000010: 4546 4748  EFGH', '00000020: 4a4b       JK'];
  const { text } = decode(rows.map((row, i) => `2026-01-02 10:00:0${i} DEBUG [x] ${row}\n`).join(''));
  expect(text).toContain(`${rows.join('\n')}\n`);
});

test('a hunk is two texts', () => {
  const { text } = decode('@@ -1,3 +1,3 @@\n abcdefgh\n-oldoldold\n+ijklmnop\n qrstuvwx\n');
  expect(text).toContain('abcdefghijklmnopqrstuvwx');
  expect(text).toContain('abcdefgholdoldoldqrstuvwx');
});

test('prose, code and numbers that do not go up are left alone', () => {
  expect(decode('// this is a comment of many words here\n// and it goes on and on for a while\n').text).toBe(
    '',
  );
  expect(decode('const a1 = abcdefghij;\nconst a2 = bcdefghijk;\n').text).toBe('');
  expect(decode('12: abcdefgh\n12: ijklmnop\n').text).toBe('');
});

test('never throws, and writes no more than there is room for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(64), (array, room) => {
      const out = new DecodedText(Buffer.from(array), Buffer.alloc(room));
      prefixes.decode(Buffer.from(array), array.length, out, plainSurvey(array, array.length));
      expect(out.length).toBeLessThanOrEqual(room);
    }),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '# ',
          '12: ',
          '+',
          '- ',
          '\n',
          'abcdefgh',
          '> ',
          '@@ -1 +1 @@\n',
          '│ ',
          '2026-01-01 10:00:00 ',
          'x | ',
          ' ',
        ),
        { maxLength: 60 },
      ),
      (parts) => {
        decode(parts.join(''));
      },
    ),
  );
});

test('takes time in proportion to the length', () => {
  for (const part of [
    '# ',
    '12: ',
    '+',
    '- ',
    '\n',
    'abcdefgh',
    '> ',
    '@@ -1 +1 @@\n',
    '│ ',
    '2026-01-01 10:00:00 ',
    'x | ',
    ' ',
  ]) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    prefixes.decode(
      bytes,
      bytes.length,
      new DecodedText(bytes, Buffer.alloc(8 << 20)),
      plainSurvey(bytes, bytes.length),
    );
    expect(performance.now() - start).toBeLessThan(2000);
  }
});

test('a line that begins with another character than those of marks has none', () => {
  const mark = new Mark();
  const line = fc
    .array(fc.constantFrom(...'aRrd mlen01:|->#*/"\'\t│'))
    .map((signs) => Buffer.from(signs.join('')));
  fc.assert(
    fc.property(
      line,
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom('', ' ', '\t '),
      (rest, first, blanks) => {
        fc.pre(first !== 0x20 && first !== 0x09 && BEGINS_MARK[first] === 0);
        const bytes = Buffer.concat([Buffer.from(blanks), Buffer.from([first]), rest]);
        mark.read(bytes, 0, bytes.length);
        expect(mark.kind).toBe(NONE);
      },
    ),
    { numRuns: 2000 },
  );
});
