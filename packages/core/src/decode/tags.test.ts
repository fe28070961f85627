import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodedText } from './decoded-text.ts';
import { tags } from './tags.ts';
import { plainSurvey } from './survey.ts';

/** What comes out, with a bar between pieces, and where a part of it stands in the source. */
function decode(source: string | Buffer): { text: string; at: (part: string) => string } {
  const bytes = Buffer.from(source as string);
  const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 4096));
  tags.decode(bytes, bytes.length, out, plainSurvey(bytes, bytes.length));
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

test.each([
  ['a word', 'abc<b>def</b>', 'abcdef</b>'],
  ['highlighting', '<span class="x">abc</span><span class="y">def</span>', '<span class="x">abcdef</span>'],
  ['runs', '<w:t>abc</w:t></w:r>\n  <w:r><w:t>def</w:t>', '<w:t>abcdef</w:t>'],
  ['comments', 'abc<!-- x -->def', 'abcdef'],
  ['seams', '<![CDATA[abc]]><![CDATA[def]]>', '<![CDATA[abcdef]]>'],
  ['a seam that was put in', '<![CDATA[ab]]]]><![CDATA[>cd]]>', '<![CDATA[ab]]>cd]]>'],
  ['a blank in a run', '<w:t>abc </w:t></w:r><w:r><w:t>def</w:t>', '<w:t>abc def</w:t>'],
  ['lines that a page breaks', 'abc<br/>\n  def<br>ghi', 'abcdefghi'],
  ['blanks of code', 'ab<i>c</i> <i>d</i>e', 'abc de'],
])('%s', (_, source, text) => expect(decode(source).text).toBe(text));

test('types are no tags', () => {
  expect(decode('Array<string>(3); vector<int>a; if (a<b && c>d) x;').text).toBe('');
});

test('says where it stands', () => expect(decode('abc<b>def</b>').at('cd')).toBe('c<b>d'));

test('never throws, and writes no more than there is room for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(64), (array, room) => {
      const out = new DecodedText(Buffer.from(array), Buffer.alloc(room));
      tags.decode(Buffer.from(array), array.length, out, plainSurvey(array, array.length));
      expect(out.length).toBeLessThanOrEqual(room);
    }),
  );
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom(
          '<',
          '>',
          '<b>',
          '</b>',
          'a',
          ' ',
          '<!--',
          '-->',
          ']]>',
          '<![CDATA[',
          '<w:t>',
          '\n',
          'x="y"',
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
    '<',
    '>',
    '<b>',
    '</b>',
    'a',
    ' ',
    '<!--',
    '-->',
    ']]>',
    '<![CDATA[',
    '<w:t>',
    '\n',
    'x="y"',
  ]) {
    const bytes = Buffer.alloc(1 << 20, part);
    const start = performance.now();
    tags.decode(
      bytes,
      bytes.length,
      new DecodedText(bytes, Buffer.alloc(8 << 20)),
      plainSurvey(bytes, bytes.length),
    );
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
