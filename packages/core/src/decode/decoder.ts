/** What a decoder of text is: it reads bytes as they stand, and writes what they say. */
import type { DecodedText } from './decoded-text.ts';
import type { Survey } from './survey.ts';

/**
 * One encoding. `decode` finds what stands encoded in `bytes[0, length)`, anywhere in other text, and writes what it
 * says to `out`, with as much of the plain text around it as a value may reach into. Nothing encoded: nothing is
 * written. It is linear in `length`, keeps no state, and never throws on any bytes.
 */
export interface Decoder {
  /** How a finding's `encoding` calls it. */
  readonly name: string;
  /** Whether the plain text around what was decoded is copied along: escapes in a text, not a run that stands alone. */
  readonly inline: boolean;
  /** What was decoded stands on its lines more than once, so that all of them are its spelling: a dump with its text beside it. */
  readonly wholeLines?: true;
  /** Whether there may be something to decode: asked first, and cheap. */
  mayRead(survey: Survey, text: Buffer): boolean;
  decode(bytes: Buffer, length: number, out: DecodedText, survey: Survey): void;
}
