/** What stands where a value stood. */
import { loadBuiltIn } from '../platform/library.ts';
import type { Span } from '../span.ts';
import type { RedactionSpan } from './finder.ts';

/**
 * Six hex digits that stand for a value under a key: who reads a redacted text sees which values are the same, and
 * nothing else. `key` is 32 random bytes; `value` is bytes, or Latin-1 text of one character a byte.
 */
export function pseudonym(key: Uint8Array, value: Uint8Array | string): string {
  const { createHmac } = loadBuiltIn<typeof import('node:crypto')>('crypto');
  const bytes = typeof value === 'string' ? Buffer.from(value, 'latin1') : value;
  return createHmac('sha256', key).update('staunch/mark/1\0').update(bytes).digest('hex').slice(0, 6);
}

/** A type is no longer than this in a mark. */
const LONGEST_TYPE = 64;
/** The type where another one would tell too much. */
const ANONYMOUS = 'secret';
const LONGEST_MARK = LONGEST_TYPE + 20;
const MARK = /\[REDACTED:[A-Za-z0-9_.-]{1,64}:[0-9a-f]{6}\]|REDACTED-[A-Za-z0-9_.-]{1,64}-[0-9a-f]{6}/g;

/** `[REDACTED:type:hhhhhh]`, or, plain, `REDACTED-type-hhhhhh`: no byte of that breaks any syntax. */
export function markOf(
  { type, pseudonym }: Pick<RedactionSpan, 'type' | 'pseudonym'>,
  plain: boolean,
): string {
  const kind = type.replace(/[^A-Za-z0-9_.-]+/g, '-').slice(0, LONGEST_TYPE) || ANONYMOUS;
  const digits = /^[0-9a-f]{6}$/.test(pseudonym) ? pseudonym : '000000';
  return plain ? `REDACTED-${kind}-${digits}` : `[REDACTED:${kind}:${digits}]`;
}

export function holdsMark(text: string): boolean {
  return text.search(MARK) >= 0;
}

/**
 * What of a span must go where marks of an earlier redaction stand. One that touches marks takes them whole: no mark
 * stands inside of another. One inside of a mark is no value (its digits beside a type such as `url-password` look
 * like one), unless it stands in the type: that may be a name that tells too much. Undefined when nothing must go.
 */
export function besideMarks(bytes: Buffer, span: RedactionSpan): RedactionSpan | undefined {
  let { start, end } = span;
  for (const at of new Set([span.start, span.end])) {
    const from = Math.max(0, at - LONGEST_MARK);
    for (const match of bytes.toString('latin1', from, at + LONGEST_MARK).matchAll(MARK)) {
      const mark: Span = { start: from + match.index, end: from + match.index + match[0].length };
      if (mark.start >= span.end || mark.end <= span.start) continue;
      if (mark.start <= span.start && mark.end >= span.end && !isInType(match[0], span, mark))
        return undefined;
      start = Math.min(start, mark.start);
      end = Math.max(end, mark.end);
    }
  }
  return start === span.start && end === span.end ? span : { ...span, start, end, type: ANONYMOUS };
}

function isInType(text: string, span: Span, mark: Span): boolean {
  const from = mark.start + text.search(/[:-]/) + 1;
  const to = mark.end - (text.startsWith('[') ? 8 : 7);
  return span.start >= from && span.end <= to && text.slice(from - mark.start, to - mark.start) !== ANONYMOUS;
}

/** The bytes of a mark, as wide as the characters that it replaces. */
export function markBytes(mark: string, encoding: readonly string[]): Buffer {
  const wide = /^utf-(16|32)(le|be)$/.exec(encoding[0] ?? '');
  if (!wide) return Buffer.from(mark);
  const stride = wide[1] === '16' ? 2 : 4;
  const bytes = Buffer.alloc(mark.length * stride);
  for (let i = 0; i < mark.length; i++) {
    bytes[i * stride + (wide[2] === 'be' ? stride - 1 : 0)] = mark.charCodeAt(i);
  }
  return bytes;
}
