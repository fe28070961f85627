/** A JSON document as a tree of places: where in the bytes each of its values stands. */
import { JsonReader, KEY, SCALAR, skipBlank, STRING } from './json-reader.ts';
import { decodeString } from './json-string.ts';
import type { Span } from '../span.ts';

export interface JsonNode extends Span {
  readonly kind: 'object' | 'array' | 'string' | 'scalar';
  /** Of a member of an object, decoded; undefined in an array and at the top. */
  readonly key: string | undefined;
  /** Where the key's quote stands, else the value's start. */
  readonly from: number;
  readonly parent: JsonNode | undefined;
  readonly children: readonly JsonNode[];
}

interface Growing extends JsonNode {
  end: number;
  readonly children: Growing[];
}

/** A string's span is with its quotes. Undefined when the bytes are no JSON document, and nothing else. */
export function jsonTree(bytes: Buffer): JsonNode | undefined {
  const start = skipBlank(bytes, 0, bytes.length);
  const reader = new JsonReader(bytes, start, bytes.length);
  let open: Growing | undefined;
  let root: Growing | undefined;
  let key: string | undefined;
  let keyAt = -1;
  while (reader.next()) {
    const { kind } = reader;
    if (kind === KEY) {
      key = textAt(bytes, reader.start, reader.end);
      keyAt = reader.start - 1;
      continue;
    }
    const isOpening = bytes[reader.start] === 0x7b || bytes[reader.start] === 0x5b;
    if (kind !== STRING && kind !== SCALAR && !isOpening) {
      open!.end = reader.end;
      open = open!.parent as Growing | undefined;
      continue;
    }
    const quotes = kind === STRING ? 1 : 0;
    const node: Growing = {
      kind:
        kind === STRING
          ? 'string'
          : kind === SCALAR
            ? 'scalar'
            : bytes[reader.start] === 0x7b
              ? 'object'
              : 'array',
      start: reader.start - quotes,
      end: reader.end + quotes,
      key,
      from: keyAt >= 0 ? keyAt : reader.start - quotes,
      parent: open,
      children: [],
    };
    key = undefined;
    keyAt = -1;
    open?.children.push(node);
    root ??= node;
    if (kind !== STRING && kind !== SCALAR) open = node;
  }
  if (reader.state !== 'done' || skipBlank(bytes, reader.position, bytes.length) < bytes.length)
    return undefined;
  return root;
}

/** What the string at `node` means. */
export function stringOf(bytes: Buffer, node: JsonNode): string {
  return textAt(bytes, node.start + 1, node.end - 1);
}

function textAt(bytes: Buffer, start: number, end: number): string {
  const out = Buffer.alloc(end - start);
  return out.toString('utf8', 0, decodeString(bytes, start, end, out, 0));
}
