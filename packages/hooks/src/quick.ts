/**
 * The first look at a commit or its message: over what the hook script has asked git already, with the built-in rules
 * and the vault's values. Most commits hold nothing at all, and this sees it soonest. Whatever else is the case (a
 * finding, a doubt, a configuration, an answer of git that is not whole) is the gate's.
 */
import fs from 'node:fs';
import { CleanLook } from '@staunch/core/clean';
import { hasKeeper, readManaged } from '@staunch/core/vault';
import { keptMessage } from './commit-message.ts';
import { commonDirOf } from './common-dir.ts';
import type { StagedEntry } from './git-output.ts';
import { isMarked, mark } from './marker.ts';
import { pathText } from './path-text.ts';
import { PipedAnswer } from './piped.ts';

/** Where more is staged, looking counts and not starting: and what this look cannot clear would be looked at twice. */
const MOST_ENTRIES = 200;

/**
 * Whether all that is staged was looked at, and there is nothing. `input` is the file descriptor of what
 * `stagedCommand` wrote; `onMuch` hears of it when there is much to read. Never throws: false means that the gate must
 * look.
 */
export function isStagedClean(input: number, onMuch: () => void = () => {}): boolean {
  try {
    return look(new PipedAnswer(input), onMuch);
  } catch {
    return false;
  }
}

/**
 * Whether a message, and who is named in it, hold nothing: `file` is git's, `input` the file descriptor of what
 * `messageCommand` wrote. Never throws, as above.
 */
export function isMessageClean(input: number, file: string): boolean {
  try {
    const answer = new PipedAnswer(input);
    if (answer.hasConfiguration()) return false;
    const { entries, status } = answer.settings();
    // 1: nothing is set. What strips a message otherwise than git does by itself is the gate's
    if (!['0', '1'].includes(status) || /(?:^|\0)(?:commit|core)\./.test(entries.toString('latin1')))
      return false;
    const scanner = cleanLook();
    const whole = fs.readFileSync(file);
    // what git takes out divides what it keeps, and may hold something itself
    const kept = keptMessage(whole, { cleanup: undefined, comment: undefined, wasEdited: true });
    const texts = [whole, kept, entries, Buffer.from(identities())];
    return scanner !== undefined && texts.every((text) => scanner.isClean('<message>', text));
  } catch {
    return false;
  }
}

/** All of the environment that git may take a name or an address from. */
function identities(): string {
  const names = ['AUTHOR_NAME', 'AUTHOR_EMAIL', 'COMMITTER_NAME', 'COMMITTER_EMAIL'].map(
    (name) => `GIT_${name}`,
  );
  return [...names, 'EMAIL'].map((name) => process.env[name] ?? '').join('\n');
}

/**
 * Undefined where the vault that should be there is not, and where somebody is to be asked for the index's key: the gate
 * would ask once more. Throws what reading it throws.
 */
function cleanLook(): CleanLook | undefined {
  const commonDir = commonDirOf();
  if (commonDir === undefined || hasKeeper()) return undefined;
  const managed = readManaged();
  if (managed) mark(commonDir);
  else if (isMarked(commonDir)) return undefined;
  return new CleanLook(managed);
}

/** Bytes from which on it is much. */
const MUCH = 1 << 18;

function look(answer: PipedAnswer, onMuch: () => void): boolean {
  const entries = answer.entries();
  // an index that is gone looks like one that deletes everything; a conflict is told
  if (!entries.some(({ fresh }) => fresh) || entries.some(({ unmerged }) => unmerged)) return false;
  if (entries.length > MOST_ENTRIES || answer.hasConfiguration()) return false;
  const scanner = cleanLook();
  let bytes = 0;
  const read = (size: number): void => {
    if (bytes < MUCH && bytes + size >= MUCH) onMuch();
    bytes += size;
  };
  return scanner !== undefined && entries.every((entry) => isClean(entry, answer, scanner, read));
}

/** git has answered for every entry, in their order, whether its content is wanted or not. */
function isClean(
  { path, old, fresh }: StagedEntry,
  answer: PipedAnswer,
  scanner: CleanLook,
  onRead: (size: number) => void,
): boolean {
  const head = answer.head(fresh?.id ?? '0'.repeat(old!.id.length));
  if (head && head.size > scanner.longest) return false;
  const bytes = head && answer.bytes(head);
  onRead(bytes?.length ?? 0);
  // a changed mode alone brings no content
  if (!fresh || fresh.id === old?.id) return true;
  if (fresh.kind === 'submodule') return scanner.isClean(pathText(path), Buffer.alloc(0));
  return head?.type === 'blob' && scanner.isClean(pathText(path), bytes!);
}

/** Text in which most decoders find something to do. */
const SAMPLE = `{"name": "caf\\u00e9 \\x41\\n", 'it': 'a' + 'b' + "\\t", url: "a%20b%2Fc", html: "&amp;&#65;&lt;"}
const icon = "data:image/svg+xml;base64,${Buffer.from('<svg xmlns="none"> and some text </svg>\n').toString('base64')}";
\x1b[31mred\x1b[0m 0x41, 0x42, 0x43, 0x44, 65, 66, 67, 68, 69, 70, 71, 72
- 48656c6c6f20776f726c642048656c6c6f20776f726c64 =3D=
+ password: "\${PASSWORD}" token = process.env.TOKEN || ''; # a note
`;

/** Runs what a look runs, so that it is compiled; what is found does not matter. */
export function warm(): void {
  new CleanLook(undefined).isClean('src/warm.js', Buffer.from(SAMPLE));
}
