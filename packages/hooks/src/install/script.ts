/**
 * The shell text that git or husky runs: POSIX sh, and no process but the ones that do the work. All text here is
 * Latin-1, a character a byte, so that what others wrote into a file goes back byte for byte.
 */
import { stagedCommand } from '../git.ts';
import type { HookName } from '../hook-names.ts';
import { SCRIPT } from './messages.ts';

/** What an existing hook is called while ours stands in its place. */
export function keptName(hook: HookName): string {
  return `${hook}.before-staunch`;
}

export interface Tool {
  /** The absolute path of node. */
  readonly node: string;
  /** The absolute path of dist/hook.cjs. */
  readonly entry: string;
}

/** Starts the second line of a file that is ours as a whole. */
const MARK = '# staunch hook: ';

/** For a directory of this clone alone: absolute paths, and node on PATH when the recorded one is gone. */
export function privateScript(hook: HookName, { node, entry }: Tool): string {
  return `${head(hook)}
node=${quoted(node)}
entry=${quoted(entry)}
${refuse(SCRIPT.mendPrivate)}
[ -s "$entry" ] || refuse "${SCRIPT.entryGone} ($entry)"
[ -x "$node" ] || node=$(command -v node) || refuse "${SCRIPT.nodeGone}"
${stagedCommand()} | "$node" "$entry" --asked ${hook} "$@" && exit 0
# it blocks; when node is too old for the hook, the hook could not say so itself
"$node" -e 'var v = process.versions.node.split("."); process.exit(v[0] > 20 || (v[0] == 20 && v[1] >= 19) ? 0 : 1)' || refuse "${SCRIPT.nodeOld} ($node)"
exit 1
`;
}

/** The tool that a private script of ours was written for; undefined when the text is no such script. */
export function recordedTool(text: string): Tool | undefined {
  const [node, entry] = ['node', 'entry'].map((name) => new RegExp(`^${name}='(.*)'$`, 'm').exec(text)?.[1]);
  if (!isOurs(text) || node === undefined || entry === undefined) return undefined;
  return { node: unquoted(node), entry: unquoted(entry) };
}

/** For a directory that the team shares: no path of any machine. */
export function sharedScript(hook: HookName): string {
  return `${head(hook)}
${refuse(SCRIPT.mendShared)}
${findAndRun(hook, '')}
`;
}

/** Whether a hook file is ours as a whole. */
export function isOurs(text: string): boolean {
  return text.split('\n')[1]?.startsWith(MARK) ?? false;
}

function head(hook: HookName): string {
  return `#!/bin/sh
${MARK}${SCRIPT.head}
kept="\${0%/*}/${keptName(hook)}"
if [ -x "$kept" ]; then "$kept" "$@" || exit $?; fi`;
}

const BLOCK_START = '# >>> staunch';
const BLOCK_END = '# <<< staunch';
/** The line feed before it, the first line with how to undo it, what it does (no second first line), the last line. */
const BLOCK = new RegExp(
  `(^|\\n)(${BLOCK_START}(?: \\[(file|newline)\\])?\\n)((?:(?!${BLOCK_START})[^\\n]*\\n)*?)(${BLOCK_END}(?:\\n|$))`,
);

/**
 * For a file that husky runs: our lines at its end, so that what is there runs first; or, where they are already, in
 * their place. `project` is where husky's directory lies in the repository.
 */
export function withBlock(text: string | undefined, hook: HookName, project: string): string {
  const body = `# ${SCRIPT.block}
(
${refuse(SCRIPT.mendBlock)}
${findAndRun(hook, project)}
) || exit 1
`;
  if (text !== undefined && BLOCK.test(text)) {
    return text.replace(
      BLOCK,
      (_, lineFeed: string, start: string, _undo, _body, end: string) => lineFeed + start + body + end,
    );
  }
  const complete = text === undefined || text === '' || text.endsWith('\n');
  const undo = text === undefined ? ' [file]' : complete ? '' : ' [newline]';
  return `${text ?? ''}${complete ? '' : '\n'}${BLOCK_START}${undo}\n${body}${BLOCK_END}\n`;
}

export interface Block {
  /** What stands before our lines, and so decides whether they are reached. */
  readonly before: string;
  /** The file as it was without them; undefined when it held nothing else, and was made for them. */
  readonly without: string | undefined;
}

/** Our lines in a file of husky's; undefined when there are none. */
export function findBlock(text: string): Block | undefined {
  const match = BLOCK.exec(text);
  if (!match) return undefined;
  const [whole, lineFeed = '', , undo] = match;
  const after = text.slice(match.index + whole.length);
  // the line feed before is ours when we put it there, unless something was added below since
  const before = text.slice(0, match.index) + (undo === 'newline' && after === '' ? '' : lineFeed);
  return { before, without: undo === 'file' && before + after === '' ? undefined : before + after };
}

/** Whether a shell script may end well before it comes to its last line, as far as words tell. */
export function mayEndEarly(text: string): boolean {
  const ends = /(?:^|[;&|{(]|\b(?:then|else|do)\b)\s*(?:exec\s+[^\s\d<>&]|(?:exit|return)\b(?!\s+[1-9]))/;
  return text
    .split('\n')
    .some((line) => ends.test(line.replace(/(?:^|\s)#.*$/, '').replace(/\|\|\s*exit\s+\$\?/, '')));
}

function refuse(mend: string): string {
  return `refuse() {
  echo "${SCRIPT.blocked}: $1." >&2
  echo "${mend}" >&2
  exit 1
}`;
}

/** Walks up from husky's project, or the top, so that a workspace around the repository serves as well. */
function findAndRun(hook: HookName, project: string): string {
  return `at=$(git rev-parse --show-toplevel)${project === '' ? '' : quoted(`/${project}`)}
while [ ! -x "$at/node_modules/.bin/staunch" ] && [ "$at" != "\${at%/*}" ]; do at=\${at%/*}; done
run="$at/node_modules/.bin/staunch"
[ -x "$run" ] || run=$(command -v staunch) || refuse "${SCRIPT.commandGone}"
"$run" hooks run ${hook} "$@" || exit 1`;
}

function quoted(text: string): string {
  return `'${Buffer.from(text).toString('latin1').replaceAll("'", "'\\''")}'`;
}

function unquoted(text: string): string {
  return Buffer.from(text.replaceAll("'\\''", "'"), 'latin1').toString();
}
