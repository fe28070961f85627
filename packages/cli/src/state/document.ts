/** Redacts one text that an agent keeps: JSON under the laws of its agent, or plain text. */
import type { Span } from '@staunch/core';
import {
  jsonTree,
  markOf,
  redactJson,
  redactText,
  stringOf,
  type JsonNode,
  type RedactionSpan,
  type SpanFinder,
} from '@staunch/core/redact';
import { jsonPlaces } from '@staunch/core/state';
import { isNamed, type JsonLaws, type SignedBlock } from '../agents/json-laws.ts';

/**
 * What may be done to a stretch of a document. `belongs`: a credential in its own place. `fixed`: the agent needs it as
 * it is. `opaque`: a signature, in which what looks like a credential is none.
 */
export type Place = 'free' | 'belongs' | 'fixed' | 'opaque';

export interface RedactedDocument {
  readonly bytes: Buffer;
  /** How many stretches were replaced. */
  readonly count: number;
  /** How many signed blocks were dropped or are signed no more. */
  readonly unsigned: number;
}

/** For each of `spans`, in order, what may be done there. */
export function placesOf(bytes: Buffer, spans: readonly Span[], laws: JsonLaws): Place[] {
  if (spans.length === 0 || !startsJson(bytes)) return spans.map(() => 'free');
  return jsonPlaces(bytes, spans).map((place) => {
    if (!place) return 'free';
    if (isNamed(laws.opaque, place.path)) return 'opaque';
    if (isNamed(laws.belongs, place.path)) return 'belongs';
    return isNamed(laws.fixed, place.path) ? 'fixed' : 'free';
  });
}

/** The texts at fixed places that `spans` touch: all of each. */
export function fixedIn(bytes: Buffer, spans: readonly Span[], laws: JsonLaws): Buffer[] {
  if (spans.length === 0 || !startsJson(bytes)) return [];
  return jsonPlaces(bytes, spans).flatMap((place) =>
    place && isNamed(laws.fixed, place.path) && !isNamed(laws.belongs, place.path) ? [place.text] : [],
  );
}

/** Whether it may be an object or an array: other JSON is text to an agent. */
function startsJson(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === 0x7b || byte === 0x5b) return true;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return false;
  }
  return false;
}

/** The same bytes come back where nothing is found. Throws UserError when it cannot be redacted and stay what it is. */
export function redactDocument(bytes: Buffer, find: SpanFinder, laws: JsonLaws): RedactedDocument {
  if (startsJson(bytes)) {
    const { bytes: open, count: unsigned } = withoutSigned(bytes, find, laws.signed);
    const guarded: SpanFinder = (text) => {
      const spans = find(text);
      const places = placesOf(text, spans, laws);
      return spans.filter((_, at) => places[at] === 'free');
    };
    const redacted = redactJson(open, guarded);
    if (redacted) return { ...redacted, count: redacted.count + unsigned, unsigned };
  }
  return { ...redactText(bytes, find), unsigned: 0 };
}

/**
 * A signed text that is changed makes the model's server refuse the whole session. So a block of a list goes whole; one
 * that stands for itself loses its signature with its text, and agents leave such blocks out.
 */
function withoutSigned(
  source: Buffer,
  find: SpanFinder,
  blocks: readonly SignedBlock[],
): { bytes: Buffer; count: number } {
  let bytes = source;
  let count = 0;
  const signatures = blocks.map(({ signature }) => `"${signature.split('.').at(-1)}"`);
  if (!signatures.some((key) => bytes.includes(key))) return { bytes, count };
  for (;;) {
    const root = jsonTree(bytes);
    const next = root && firstSigned(bytes, root, find, blocks);
    if (!next) return { bytes, count };
    bytes = withEdit(bytes, next);
    count++;
  }
}

interface Replacement extends Span {
  readonly text: string;
}

function withEdit(bytes: Buffer, { start, end, text }: Replacement): Buffer {
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(text), bytes.subarray(end)]);
}

function firstSigned(
  bytes: Buffer,
  node: JsonNode,
  find: SpanFinder,
  blocks: readonly SignedBlock[],
): Replacement | undefined {
  if (node.kind === 'object') {
    for (const block of blocks) {
      const covered = signedText(bytes, node, block);
      const span = covered?.flatMap((text) => find(Buffer.from(text)))[0];
      if (span) return unsigned(bytes, node, block, span);
    }
  }
  for (const child of node.children) {
    if (child.kind === 'string' || child.kind === 'scalar') continue;
    const found = firstSigned(bytes, child, find, blocks);
    if (found) return found;
  }
  return undefined;
}

const member = (node: JsonNode | undefined, key: string): JsonNode | undefined =>
  node?.children.find((child) => child.key === key);

/** What the signature covers; undefined where the object is no such block, or is not signed. */
function signedText(bytes: Buffer, node: JsonNode, block: SignedBlock): string[] | undefined {
  const text = (child: JsonNode | undefined): string | undefined =>
    child?.kind === 'string' ? stringOf(bytes, child) : undefined;
  if (!Object.entries(block.having).every(([key, value]) => text(member(node, key)) === value))
    return undefined;
  if (!text(signatureOf(node, block))) return undefined;
  return block.covers.flatMap((key) => text(member(node, key)) ?? []);
}

function signatureOf(node: JsonNode, { signature }: SignedBlock): JsonNode | undefined {
  let at: JsonNode | undefined = node;
  for (const key of signature.split('.')) at = member(at, key);
  return at;
}

function unsigned(bytes: Buffer, node: JsonNode, block: SignedBlock, span: RedactionSpan): Replacement {
  const mark = JSON.stringify(markOf(span, false));
  if (node.parent?.kind === 'array') {
    // a list of nothing is no message to the model's server
    if (node.parent.children.length === 1)
      return { start: node.start, end: node.end, text: `{"type":"text","text":${mark}}` };
    return { ...withComma(node), text: '' };
  }
  const gone = withComma(signatureOf(node, block)!);
  const edits: Replacement[] = [{ ...gone, text: '' }];
  for (const key of block.covers) {
    const text = member(node, key);
    if (text?.kind === 'string') edits.push({ start: text.start, end: text.end, text: mark });
  }
  edits.sort((a, b) => b.start - a.start);
  const own = edits.reduce(withEdit, Buffer.from(bytes.subarray(0, node.end)));
  return { start: node.start, end: node.end, text: own.toString('utf8', node.start) };
}

/** A member or an element with the comma that goes with it. */
function withComma(node: JsonNode): Span {
  const siblings = node.parent!.children;
  const at = siblings.indexOf(node);
  const next = siblings[at + 1];
  if (next) return { start: node.from, end: next.from };
  const before = siblings[at - 1];
  return { start: before ? before.end : node.from, end: node.end };
}
