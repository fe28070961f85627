/** A fragment's name is text too: a token in a file name is found, and never shown. */
import type { RuleSet } from './engine/compile.ts';
import { detect } from './engine/detect.ts';
import type { ScanMemory } from './engine/kernel.ts';
import { rawView } from './engine/view.ts';
import { draftOf, withoutOverlaps, type Draft } from './draft.ts';

export interface Name {
  /** The name with every match masked. */
  readonly shown: string;
  readonly drafts: readonly Draft[];
  readonly text: Buffer;
}

/** Shorter text holds no secret. */
const SHORTEST = 12;

export function maskName(set: RuleSet, memory: Pick<ScanMemory, 'find'>, name: string): Name {
  const text = Buffer.from(name);
  if (text.length < SHORTEST) return { shown: name, drafts: [], text };
  const view = rawView(text, text.length);
  const drafts = withoutOverlaps(
    detect(set, view, memory).hits.flatMap((hit) => draftOf(set, view, hit, 0, '<name>') ?? []),
  );
  let shown = '';
  let at = 0;
  for (const { inView, mask } of drafts) {
    shown += text.toString('utf8', at, inView.start) + mask;
    at = inView.end;
  }
  return { shown: shown + text.toString('utf8', at), drafts, text };
}
