import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonPlaces } from './json-place.ts';

/** Where `part` stands in `text`, in words. */
function placeOf(text: string, part: string): string | undefined {
  const bytes = Buffer.from(text);
  const start = bytes.indexOf(part);
  expect(start).toBeGreaterThanOrEqual(0);
  const [place] = jsonPlaces(bytes, [{ start, end: start + Buffer.from(part).length }]);
  if (!place) return undefined;
  const { path, isKey, text: whole, span } = place;
  return `${path.join('.')}${isKey ? ' (key)' : ''}: ${whole.toString('utf8', span.start, span.end)}`;
}

test('keys, indexes, scalars', () => {
  expect(placeOf('{"a":[1,{"b":"x value y"}]}', 'value')).toBe('a.1.b: value');
  expect(placeOf('[[],[[]],{},"value"]', 'value')).toBe('3: value');
  expect(placeOf('{"a":{"value":1},"b":2}', 'value')).toBe('a.value (key): value');
  expect(placeOf('{"a":123456}', '345')).toBe('a: 345');
  expect(placeOf('{"a":1, "b" : "c", "d": [true, null, "value"]}', 'value')).toBe('d.2: value');
});

test('a span with a quote belongs to its string; one between tokens to none', () => {
  expect(placeOf('{"a":"value"}', '"value"')).toBe('a: value');
  expect(placeOf('{"a":"b"}', ':')).toBeUndefined();
});

test('offsets are those of what the string says', () => {
  expect(placeOf(String.raw`{"a":"one\ntwo \u00e9 v\"lue \\ end"}`, String.raw`v\"lue`)).toBe('a: v"lue');
  const [place] = jsonPlaces(Buffer.from(String.raw`{"a":"\n\u00e9\ud83d\ude00X"}`), [
    { start: 26, end: 27 },
  ]);
  expect(place!.span).toEqual({ start: 7, end: 8 });
});

test('JSON in a string in JSON in a string', () => {
  const inner = JSON.stringify({ headers: { token: 'a "value" here' } });
  const text = JSON.stringify({ input: { arguments: JSON.stringify({ body: inner }) } });
  expect(placeOf(text, 'value')).toBe('input.arguments.body.headers.token: value');
  expect(placeOf(JSON.stringify({ a: '{"not": value' }), 'value')).toBe('a: value');
});

test('what was not written to its end', () => {
  expect(placeOf('{"a":{"b":"c value and', 'value')).toBe('a.b: value');
  expect(placeOf(String.raw`{"a":"value and \u00`, 'value')).toBe('a: value');
  expect(placeOf('{"a":1} value', 'value')).toBeUndefined();
});

test('several spans, and any document: the place is where the parser finds it', () => {
  const leaf = fc.string({ unit: 'binary', maxLength: 12 });
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.integer(),
      fc.array(tie('any')),
      fc.dictionary(leaf, tie('any')),
    ),
  })).any;
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1), (document, space) => {
      const marked = { before: document, here: [document, 'MARK \u00e9\n"MARK"'], after: document };
      const bytes = Buffer.from(JSON.stringify(marked, null, space));
      const spans: { start: number; end: number }[] = [];
      for (let at = bytes.indexOf('MARK'); at >= 0; at = bytes.indexOf('MARK', at + 4))
        spans.push({ start: at, end: at + 4 });
      const own = jsonPlaces(bytes, spans).filter((place) => place?.path.join('.') === 'here.1');
      expect(own.map((place) => place!.span)).toEqual([
        { start: 0, end: 4 },
        { start: 9, end: 13 },
      ]);
    }),
    { numRuns: 30 },
  );
});

test('any bytes are read without an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), fc.nat(20), (bytes, start, length) => {
      jsonPlaces(Buffer.from(bytes), [{ start, end: start + length }]);
    }),
  );
  const signs = fc.array(fc.constantFrom('{', '}', '[', ']', '"', '\\', 'u', ':', ',', 'a', '1', ' '), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(signs, fc.nat(40), (pieces, start) => {
      jsonPlaces(Buffer.from(pieces.join('')), [{ start, end: start + 3 }]);
    }),
  );
});

test('in a string of many megabytes the place is known, in words as they are written', () => {
  const filler = String.raw`a \"b\" c `.repeat(1_600_000);
  expect(placeOf(`{"a":["x","${filler}value${filler}"]}`, 'value')).toBe('a.1: value');
});
