import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';

const GUESSED: ReadonlySet<string> = new Set(['assignment', 'context', 'vendor', 'form']);
/** Bytes on either side that are looked at. */
const AROUND = 64;
/** Share of them that no text has: then it is a picture, a font, something compressed. */
const NOISE = 0.25;
const HIGH = /[\x80-\xff]/;
const CONTROL = /[\x01-\x08\x0e-\x1f\x7f]/;

/** Whether bytes above ASCII are anything but UTF-8. */
function isBroken(latin1: string): boolean {
  return Buffer.from(latin1, 'latin1').toString().includes('\ufffd');
}

/**
 * Chance writes a short name and a colon into any picture. NUL does not count: environments, records and the strings of
 * programs are parted by it.
 */
export function binary({ rule, value, before, after }: Match): Objection | undefined {
  if (!GUESSED.has(rule.evidence)) return undefined;
  if (HIGH.test(value) && isBroken(value)) return { weight: 'drop', reason: 'the value is no text' };
  const around = before.slice(-AROUND) + after.slice(0, AROUND);
  if (!CONTROL.test(around)) return undefined;
  let noise = 0;
  let high = 0;
  for (let i = 0; i < around.length; i++) {
    const code = around.charCodeAt(i);
    if (code > 127) high++;
    else if ((code > 0 && code < 9) || (code > 13 && code < 32) || code === 127) noise++;
  }
  // a text in an encoding of old has high bytes, and hardly any control characters
  if (noise < 4 || noise + high < around.length * NOISE) return undefined;
  return { weight: 'drop', reason: 'what stands around the value is no text' };
}
