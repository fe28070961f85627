/** Finders for tests: of given values, and of the built-in patterns. */
import { emptyPolicy } from '../../config/policy.ts';
import { bytesFragment } from '../../fragment.ts';
import { createScanner } from '../../scan.ts';
import type { RedactionSpan, SpanFinder } from '../finder.ts';
import { pseudonym } from '../mark.ts';

const KEY = new Uint8Array(32).fill(7);

/** Every place of every value, the earliest first, of two at one place the longer. */
export function literalFinder(values: Readonly<Record<string, string | Uint8Array>>): SpanFinder {
  const needles = Object.entries(values).map(([type, value]) => {
    const bytes = Buffer.from(value as string);
    return { type, bytes, digits: pseudonym(KEY, bytes) };
  });
  return (bytes) => {
    const all: RedactionSpan[] = [];
    for (const { type, bytes: needle, digits } of needles) {
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
        all.push({ start: at, end: at + needle.length, type, pseudonym: digits, encoding: [] });
      }
    }
    const kept: RedactionSpan[] = [];
    for (const span of all.sort((a, b) => a.start - b.start || b.end - a.end)) {
      const last = kept.at(-1);
      if (!last || last.end <= span.start) kept.push(span);
      else if (last.end < span.end) kept[kept.length - 1] = { ...last, end: span.end };
    }
    return kept;
  };
}

/** What the patterns find. */
export function patternFinder(): SpanFinder {
  const scanner = createScanner({ policy: emptyPolicy, minConfidence: 'medium', machineKey: () => KEY });
  return (bytes) =>
    scanner
      .scan(bytesFragment({ path: 'text' }, bytes))
      .findings.map(({ rule, location, fingerprint, encoding }) => ({
        start: location.start,
        end: location.end,
        type: rule ?? '',
        pseudonym: fingerprint.slice(4, 10),
        encoding,
      }))
      .sort((a, b) => a.start - b.start);
}
