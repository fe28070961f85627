/** Redacts one file as what it is: lines of JSON, a JSON document, or text. */
import path from 'node:path';
import { RedactionStream } from '@staunch/core/redact';
import type { Store } from '../../agents/agent.ts';
import { NO_LAWS } from '../../agents/json-laws.ts';
import { redactLines, type LineRedaction } from '../../agents/jsonl.ts';
import { redactDocument } from '../document.ts';
import type { Source } from './replace.ts';
import { Packer, packingOf, unpackedChunks, unpackedName } from './packing.ts';

/** A larger document is redacted as text. */
const LARGEST_DOCUMENT = 64 << 20;

/** Writes the redacted file, and answers how many stretches were replaced. Throws UserError when it cannot be redacted. */
export function redactFile(store: Store, file: string, source: Source, redaction: LineRedaction): number {
  const packing = packingOf(file);
  if (packing === undefined) return redactContent(store, file, source, redaction);
  const packer = new Packer(packing, redaction.write);
  const unpacked = { ...source, size: Infinity, chunks: () => unpackedChunks(file, packing) };
  const write = (bytes: Buffer): void => packer.push(bytes);
  const count = redactContent(store, unpackedName(file), unpacked, { ...redaction, write });
  packer.end();
  return count;
}

/** Of what is not packed any more; `file` is what it would be called. */
export function redactContent(
  store: Store,
  file: string,
  source: Source,
  { find, write, ...redaction }: LineRedaction,
): number {
  const laws = store.json ?? NO_LAWS;
  const format = formatOf(store, file);
  if (format === 'jsonl') return redactLines(source.chunks(), laws, { find, write, ...redaction });
  if (format === 'json' && source.size <= LARGEST_DOCUMENT) {
    const whole = wholeOf(source);
    const { bytes, count } = redactDocument(whole, find, laws);
    write(bytes);
    return count;
  }
  const stream = new RedactionStream(find);
  for (const chunk of source.chunks()) write(stream.push(Buffer.from(chunk)));
  write(stream.end());
  return stream.count;
}

function formatOf({ kind }: Store, file: string): 'json' | 'jsonl' | 'text' {
  if (kind === 'json' || kind === 'jsonl' || kind === 'text') return kind;
  const extension = path.extname(file).toLowerCase();
  if (extension === '.jsonl' || extension === '.ndjson') return 'jsonl';
  return extension === '.json' ? 'json' : 'text';
}

/** A chunk is good only until the next one is read. */
function wholeOf(source: Source): Buffer {
  const whole = Buffer.alloc(source.size);
  let at = 0;
  for (const chunk of source.chunks()) at += chunk.copy(whole, at);
  return whole;
}
