/** What the tests of text decoders share: reading a text, and proving that no text is too much. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { DecodedText } from '../decoded-text.ts';
import type { Decoder } from '../decoder.ts';
import { plainSurvey } from '../survey.ts';

/** What is decoded (`|` between pieces), and where in the source `part` of it stands. */
export type Read = (
  source: string | Uint8Array,
  part?: string,
) => { readonly text: string; readonly from: string | undefined; readonly at: number };

/** `behind` stands behind the window and must not be read: it would go on with what the window ends with. */
export function readerOf(decoder: Decoder, behind: string): Read {
  return (source, part) => {
    const bytes = Buffer.from(source as string);
    const out = new DecodedText(bytes, Buffer.alloc(bytes.length * 4 + 64));
    const memory = Buffer.concat([bytes, Buffer.from(behind)]);
    const survey = plainSurvey(memory, bytes.length);
    if (decoder.mayRead(survey, bytes)) decoder.decode(memory, bytes.length, out, survey);
    expect(out.isFull).toBe(false);
    const text = out.bytes.subarray(0, out.length);
    const start = part === undefined ? -1 : text.indexOf(Buffer.from(part));
    const span = start < 0 ? undefined : out.toSource({ start, end: start + Buffer.from(part!).length });
    return {
      text: text.toString('latin1').replace(/\xff{8}/g, '|'),
      from: span && bytes.subarray(span.start, span.end).toString(),
      at: span ? span.start : -1,
    };
  };
}

/** Any bytes, any mixture of `alphabet`, and a megabyte of each of `parts`. */
export function expectBounded(
  decoder: Decoder,
  read: Read,
  alphabet: readonly string[],
  parts: readonly string[],
): void {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void read(bytes)));
  const mixture = fc.array(fc.constantFrom(...alphabet), { maxLength: 200 });
  fc.assert(fc.property(mixture, (pieces) => void read(pieces.join(''))));
  for (const part of parts) {
    const bytes = Buffer.alloc(1 << 20, part);
    const survey = plainSurvey(bytes, bytes.length);
    const start = performance.now();
    decoder.decode(bytes, bytes.length, new DecodedText(bytes, Buffer.alloc(bytes.length * 2)), survey);
    expect(performance.now() - start).toBeLessThan(1000);
  }
}
