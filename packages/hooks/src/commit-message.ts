/** What git will keep of the text that it gives to commit-msg. In doubt it keeps all of it. */

export interface MessageCircumstances {
  /** git's `commit.cleanup`. */
  readonly cleanup: string | undefined;
  /** `core.commentString`, else `core.commentChar`. */
  readonly comment: string | undefined;
  /** The text was in an editor: git says GIT_EDITOR=: to the hook where it was not. */
  readonly wasEdited: boolean;
}

const CUT = ' ------------------------ >8 ------------------------';
const EXPLAINED = 'Do not modify or remove the line above.';

/** The same bytes, with blank lines in the place of those that git will take out, so that lines keep their numbers. */
export function keptMessage(message: Buffer, circumstances: MessageCircumstances): Buffer {
  const { cleanup = 'default', comment = '#', wasEdited } = circumstances;
  const stripsComments = cleanup === 'strip' || (cleanup === 'default' && wasEdited);
  const cuts = cleanup === 'scissors' && wasEdited;
  // which one `auto` has chosen is not said
  if (comment === 'auto' || (!stripsComments && !cuts)) return message;
  const text = message.toString('latin1');
  const lines = text.split('\n');
  const mark = Buffer.from(comment).toString('latin1');
  // --cleanup, given to git itself, goes before the configuration; its own hint to who edits the text says what holds
  const hints = lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length).trim());
  if (hints.some((line) => line.includes("' will be kept"))) return message;
  const strips = stripsComments && (!wasEdited || isHinted(hints));
  const end = cutAt(lines, mark, cuts);
  const kept = lines.map((line, at) => (at >= end || (strips && line.startsWith(mark)) ? '' : line));
  return Buffer.from(kept.join('\n'), 'latin1');
}

/**
 * `git commit` says of comments that they go. Not with `commit.status=false`, not in another language than English, not
 * as `git merge` says it, whatever it does with them: then it is not known, and comments are looked at as well.
 */
function isHinted(hints: readonly string[]): boolean {
  return hints.some(
    (line, at) =>
      line === 'Please enter the commit message for your changes. Lines starting' &&
      /^with '.+' will be ignored/.test(hints[at + 1] ?? ''),
  );
}

/**
 * The line from which on git takes everything out: in scissors mode where git explains it; else only where a difference
 * follows its explanation, as `git commit --verbose` writes it.
 */
function cutAt(lines: readonly string[], mark: string, cuts: boolean): number {
  for (let at = lines.indexOf(mark + CUT); at >= 0; at = lines.indexOf(mark + CUT, at + 1)) {
    // git writes the line and its explanation in scissors mode only
    if (cuts && lines[at + 1]?.includes(EXPLAINED)) return at;
    let after = at + 1;
    while (after < lines.length && lines[after]!.startsWith(mark)) after++;
    if (after > at + 1 && /^diff --(?:git|cc|combined) /.test(lines[after] ?? '')) return at;
  }
  return lines.length;
}
