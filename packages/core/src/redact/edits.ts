/** From what was found in the readings of a text to the edits of its bytes. */
import type { Span } from '../span.ts';
import { skipBlank } from './json-reader.ts';
import { isPlainInString, isPlainInText } from './around.ts';
import { mergeEdits, type Edit, type RedactionSpan, type SpanFinder } from './finder.ts';
import { fitToTokens, within, type Fitted } from './fit.ts';
import { wholeCharacters } from './json-string.ts';
import { layersOf, type Layer, type Piece } from './layers.ts';
import { linesKept } from './lines-kept.ts';
import { markBytes, markOf, besideMarks } from './mark.ts';

/** A quote in JSON that stands in so many strings of JSON. */
function quoteAt(level: number): string {
  let quote = '"';
  for (let i = 0; i < level; i++) quote = quote.replace(/[\\"]/g, '\\$&');
  return quote;
}

/** Ordered, apart from each other, with the marks of earlier redactions whole. */
function found(find: SpanFinder, text: Buffer): RedactionSpan[] {
  const spans = find(text).filter(({ start, end }) => start >= 0 && start < end && end <= text.length);
  if (spans.length === 0) return [];
  const hasMarks = text.includes('REDACTED');
  return apart(hasMarks ? spans.flatMap((span) => besideMarks(text, span) ?? []) : spans);
}

function apart(spans: readonly RedactionSpan[]): RedactionSpan[] {
  const kept: RedactionSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || last.end <= span.start) kept.push(span);
    else if (last.end < span.end) {
      const longest = last.end - last.start >= span.end - span.start ? last : span;
      kept[kept.length - 1] = { ...longest, start: last.start, end: span.end };
    }
  }
  return kept;
}

export interface Block {
  readonly text: Buffer;
  /** The part that is to be rewritten; what stands around it gives context. */
  readonly own: Span;
  /** Where JSON stands in `own`, in order. */
  readonly documents: readonly Span[];
}

/** What must be overwritten in `own`, in order; the last edit may end behind it. `whole`: strings of JSON at once. */
export function editsOf({ text, own, documents }: Block, find: SpanFinder, whole: boolean): Edit[] {
  const layers = layersOf(text, documents);
  const spans = layers.map((layer) => found(find, layer.text));
  if (spans.every((each) => each.length === 0)) return [];
  const edits: Edit[][] = layers.map(() => []);
  edits[0] = textEdits(text, own, documents, spans[0]!);
  for (let level = 0; level < layers.length; level++) {
    const layer = layers[level]!;
    const below = layers[level + 1];
    const here = apart(spans[level]!);
    const handDown = (piece: Piece, parts: Fitted[]): void => {
      const { written } = piece;
      const meant = wholeCharacters(layer.text, written, relative(parts, written.start), 'written');
      for (const {
        index,
        meant: { start, end },
      } of meant) {
        const { span } = parts[index]!;
        spans[level + 1]!.push({ ...span, start: piece.start + start, end: piece.start + end });
      }
    };
    for (const document of layer.documents) {
      const touching = within(here, document);
      if (touching.length === 0) continue;
      const fitted = fitToTokens(layer.text, document, touching, false);
      for (const parts of byToken(fitted)) {
        const { token } = parts[0]!;
        const isPart = parts[0]!.end - parts[0]!.start < token.end - token.start;
        const piece = isPart && below ? pieceOf(below, token) : undefined;
        if (piece?.isJson) handDown(piece, parts);
        else edits[level]!.push(...tokenEdits(layer.text, parts, level));
      }
    }
    for (const piece of layer.pieces) {
      if (piece.isJson) continue;
      for (const span of within(here, piece)) {
        const plain = isPlainInString(layer.text, span.start, piece.start);
        edits[level]!.push({ ...bounds(span), text: Buffer.from(markOf(span, plain)) });
      }
    }
  }
  for (let level = layers.length - 1; level > 0; level--) {
    const written = inWriting(layers[level - 1]!, layers[level]!, mergeEdits(edits[level]!));
    edits[level - 1] = edits[level - 1]!.concat(written);
  }
  const merged = mergeEdits(edits[0]!);
  return whole ? wholeStrings(text, documents, merged) : merged;
}

const bounds = ({ start, end }: Span): Span => ({ start, end });

function relative(spans: readonly Span[], to: number): Span[] {
  return spans.map(({ start, end }) => ({ start: start - to, end: end - to }));
}

function* byToken(fitted: readonly Fitted[]): Iterable<Fitted[]> {
  for (let from = 0, to = 0; from < fitted.length; from = to) {
    while (to < fitted.length && fitted[to]!.token.start === fitted[from]!.token.start) to++;
    yield fitted.slice(from, to);
  }
}

/** The piece of the layer below that a string's content has become. */
function pieceOf({ pieces }: Layer, content: Span): Piece | undefined {
  let low = 0;
  for (let high = pieces.length; low < high;) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.written.start < content.start) low = middle + 1;
    else high = middle;
  }
  return pieces[low]?.written.start === content.start ? pieces[low] : undefined;
}

/** Between the documents: text, in which a mark is as its syntax allows. */
function textEdits(
  text: Buffer,
  own: Span,
  documents: readonly Span[],
  spans: readonly RedactionSpan[],
): Edit[] {
  const edits: Edit[] = [];
  let from = own.start;
  for (const { start, end } of [...documents, { start: own.end, end: own.end }]) {
    // what starts before the end of `own` is its own to the end, but for what belongs to a document
    const to = start === own.end && documents.at(-1)?.end !== own.end ? text.length : start;
    for (const span of within(spans, { start: from, end: to })) {
      if (span.start >= start || span.start === span.end) continue;
      // what reaches over the end of a document: a mark in the line end would be part of no document
      if (documents.length > 0 && isBlank(text, span)) continue;
      const isWide = span.encoding[0]?.startsWith('utf-') ?? false;
      const mark = markBytes(markOf(span, isWide || isPlainInText(text, span)), span.encoding);
      edits.push({ ...bounds(span), text: isWide ? mark : linesKept(text, span, mark) });
    }
    from = end;
  }
  return edits;
}

function isBlank(text: Buffer, { start, end }: Span): boolean {
  return skipBlank(text, start, end) === end;
}

function tokenEdits(text: Buffer, parts: readonly Fitted[], level: number): Edit[] {
  const { token, isString, escaped } = parts[0]!;
  if (!isString) {
    const quote = quoteAt(level);
    return [{ ...token, text: Buffer.from(quote + markOf(parts[0]!.span, false) + quote) }];
  }
  const written = escaped ? wholeCharacters(text, token, relative(parts, token.start), 'written') : undefined;
  return (written ?? parts).map((each, i) => {
    const { start, end } = 'written' in each ? each.written : each;
    const { span } = parts['index' in each ? each.index : i]!;
    const mark = markOf(span, isPlainInString(text, start, token.start));
    return { start, end, text: Buffer.from(mark) };
  });
}

/** The edits of a layer as edits of the one above: what is written there for what is meant here. */
function inWriting(above: Layer, layer: Layer, edits: readonly Edit[]): Edit[] {
  const written: Edit[] = [];
  let at = 0;
  for (const piece of layer.pieces) {
    while (at < edits.length && edits[at]!.end <= piece.start) at++;
    const from = at;
    while (at < edits.length && edits[at]!.start < piece.end) at++;
    if (from === at) continue;
    const own = edits.slice(from, at);
    const pairs = wholeCharacters(above.text, piece.written, relative(own, piece.start), 'meant');
    for (const pair of pairs) written.push({ ...pair.written, text: own[pair.index]!.text });
  }
  return written;
}

/** Every edit of a document's string as an edit of all of the string. */
function wholeStrings(text: Buffer, documents: readonly Span[], edits: readonly Edit[]): Edit[] {
  const marks = edits.map((edit) => ({ ...edit, type: 'secret', pseudonym: '000000', encoding: [] }));
  const widened = documents.flatMap((document) =>
    fitToTokens(text, document, within(marks, document), true).map(({ token, span }) => ({
      ...token,
      text: (span as (typeof marks)[number]).text,
    })),
  );
  return mergeEdits([...edits, ...widened]);
}
