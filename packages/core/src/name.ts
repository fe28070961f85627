/** A fragment's name is text too: a token in a file name is found, and never shown. */
import { maskedSpans, withoutOverlaps, type Draft } from './draft.ts';

export interface Name {
  /** The name with every match masked. */
  readonly shown: string;
  readonly drafts: readonly Draft[];
  /** The name as it is; empty where it holds nothing. */
  readonly text: Buffer;
}

const NOTHING = Buffer.alloc(0);

/** A name that holds nothing. */
export const plainName = (path: string): Name => ({ shown: path, drafts: [], text: NOTHING });

/** `found` is all that any view of the name holds. */
export function maskName(text: Buffer, found: readonly Draft[]): Name {
  let shown = '';
  let at = 0;
  for (const { span, mask } of maskedSpans(found, (draft) => draft.span)) {
    shown += text.toString('utf8', at, span.start) + mask;
    at = span.end;
  }
  return { shown: shown + text.toString('utf8', at), drafts: withoutOverlaps(found), text };
}
