import type { Match } from '../finding.ts';

/**
 * What a filter has against a match: it is none at all (`drop`), or it is to be believed less (`doubt`, one step of
 * confidence). `reason` is shown by `staunch explain` and never holds a part of the value.
 */
export interface Objection {
  readonly weight: 'drop' | 'doubt';
  readonly reason: string;
}

/** Judges one match by its value and by where it stands. It looks at nothing else and must not throw. */
export type Filter = (match: Match) => Objection | undefined;
