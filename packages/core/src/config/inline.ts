/** Comments that silence a finding where it stands. The engine finds the literals in its one pass over the bytes. */
export interface InlineMarker {
  /** In lower case; compared without case. */
  readonly text: string;
  /** Which line it silences: its own, or the one after it. */
  readonly scope: 'line' | 'next';
  /** Another tool's comment: it silences patterns only, never a managed value, and takes no ids of ours. */
  readonly foreign: boolean;
}

export const INLINE_MARKERS: readonly InlineMarker[] = [
  { text: 'staunch:allow', scope: 'line', foreign: false },
  { text: 'gitleaks:allow', scope: 'line', foreign: true },
  { text: 'betterleaks:allow', scope: 'line', foreign: true },
  { text: 'trufflehog:ignore', scope: 'line', foreign: true },
  { text: 'kingfisher:ignore', scope: 'line', foreign: true },
  { text: 'kingfisher:allow', scope: 'line', foreign: true },
  { text: 'pragma: allowlist secret', scope: 'line', foreign: true },
  { text: 'pragma:allowlist secret', scope: 'line', foreign: true },
  { text: 'pragma: allowlist-secret', scope: 'line', foreign: true },
  { text: 'pragma: whitelist secret', scope: 'line', foreign: true },
  { text: 'pragma:whitelist secret', scope: 'line', foreign: true },
  { text: 'pragma: whitelist-secret', scope: 'line', foreign: true },
  { text: 'pragma: allowlist nextline secret', scope: 'next', foreign: true },
  { text: 'pragma: allowlist nextline-secret', scope: 'next', foreign: true },
  { text: 'pragma: allowlist-nextline-secret', scope: 'next', foreign: true },
  { text: 'pragma:allowlist nextline secret', scope: 'next', foreign: true },
  { text: 'pragma: whitelist nextline secret', scope: 'next', foreign: true },
  { text: 'secretlint-disable-line', scope: 'line', foreign: true },
  { text: 'secretlint-disable-next-line', scope: 'next', foreign: true },
];

const SEPARATORS = /^[ \t]*,?[ \t]*/;
const ID = /^[A-Za-z0-9][A-Za-z0-9_./-]*/;

/**
 * The ids after `staunch:allow`, given what follows it on its line (Latin-1): `staunch:allow github-pat, jwt -- why`.
 * No id means that everything on the line is allowed. Words that are not ids of the finding's rule allow nothing, so
 * that a misspelt id never silences more than was meant; a reason goes after ` -- `. Undefined where the text is no
 * such comment after all (`staunch:allowance`).
 */
export function allowedIds(remainder: string): readonly string[] | undefined {
  if (/^[A-Za-z0-9_-]/.test(remainder)) return undefined;
  const ids: string[] = [];
  for (let rest = remainder.replace(/^:/, ''); ;) {
    rest = rest.slice(SEPARATORS.exec(rest)![0].length);
    const word = ID.exec(rest)?.[0];
    if (word === undefined) return ids;
    // the end of a sentence or of a comment (-->) is no part of an id
    let end = word.length;
    while (!/[A-Za-z0-9]/.test(word[end - 1]!)) end--;
    ids.push(word.slice(0, end));
    if (end < word.length) return ids;
    rest = rest.slice(word.length);
  }
}
