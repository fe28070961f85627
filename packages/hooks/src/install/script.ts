/** The shell text that git or husky runs. POSIX sh, no process but the ones that do the work. */
import { HOOK_MESSAGES as SAY } from './messages.ts';
import type { HookName } from '../names.ts';

/** What an existing hook is called while ours stands in its place. */
export function keptName(hook: HookName): string {
  return `${hook}.before-staunch`;
}

export interface Tool {
  /** The absolute path of node. */
  readonly node: string;
  /** The absolute path of dist/hook.js. */
  readonly entry: string;
}

/** The second line of a file that is ours as a whole. */
const MARK = '# staunch hook: ';
const BLOCK_START = '# >>> staunch';
const BLOCK_END = '# <<< staunch';

/** For a directory of this clone alone: absolute paths, and node on PATH when the recorded one is gone. */
export function privateScript(hook: HookName, { node, entry }: Tool): string {
  return `${head(hook)}
node=${quoted(node)}
entry=${quoted(entry)}
${refuse(hook)}
[ -s "$entry" ] || refuse "${SAY.toolGone} ($entry)"
[ -x "$node" ] || node=$(command -v node) || refuse "${SAY.nodeGone}"
"$node" "$entry" ${hook} "$@" && exit 0
# blocked; but was it the hook that spoke?
"$node" -e 'var v = process.versions.node.split("."); process.exit(v[0] > 20 || (v[0] == 20 && v[1] >= 19) ? 0 : 1)' || refuse "$node: ${SAY.nodeOld}"
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
${refuse(hook)}
${findAndRun(hook, '')}
`;
}

/** Whether a hook file is ours as a whole. */
export function isOurs(text: string): boolean {
  return text.split('\n')[1]?.startsWith(MARK) ?? false;
}

/** Reads `text` as it stands, and adds our lines at its end: what is there runs first. */
export function withBlock(text: string | undefined, hook: HookName, project: string): string {
  // how to undo it to the byte stands in the first line
  const undo = text === undefined ? ' [file]' : text === '' || text.endsWith('\n') ? '' : ' [newline]';
  const before = text === undefined ? '' : undo === '' ? text : `${text}\n`;
  return `${before}${BLOCK_START}${undo}
# ${SAY.block}
(
${refuse(hook)}
${findAndRun(hook, project)}
) || exit 1
${BLOCK_END}
`;
}

const BLOCK = new RegExp(`(\\n?)${BLOCK_START}( \\[(?:file|newline)\\])?\\n[^]*?\\n${BLOCK_END}\\n?`);

export interface Block {
  /** What stands before it and so decides whether it is reached. */
  readonly before: string;
  /** The file without it; undefined when nothing but it ever stood there. */
  readonly without: string | undefined;
}

/** Our lines in a file of husky's; undefined when there are none. */
export function findBlock(text: string): Block | undefined {
  const match = BLOCK.exec(text);
  if (!match) return undefined;
  const [whole, lineFeed = '', undo] = match;
  const before = text.slice(0, match.index) + (undo === ' [newline]' ? '' : lineFeed);
  const without = before + text.slice(match.index + whole.length);
  return { before, without: undo === ' [file]' && without === '' ? undefined : without };
}

/** Whether a script may end, with success, before it comes to its last line. */
export function mayEndEarly(text: string): boolean {
  return text.split('\n').some((line) => /(?:^|[;&|{(]|\b(?:then|else|do)\b)\s*(?:exec\s+[^\d<>&]|exit\b(?!\s+[1-9]))/.test(line.replace(/(?:^|\s)#.*$/, '')));
}

function head(hook: HookName): string {
  return `#!/bin/sh
${MARK}${SAY.head}
kept="\${0%/*}/${keptName(hook)}"
if [ -x "$kept" ]; then "$kept" "$@" || exit $?; fi`;
}

function refuse(hook: HookName): string {
  return `refuse() {
  echo "staunch: $1" >&2
  echo "${SAY.wayOut}" >&2
  exit 1
}`;
}

function findAndRun(hook: HookName, project: string): string {
  return `at=$(git rev-parse --show-toplevel)${project === '' ? '' : quoted(`/${project}`)}
while [ ! -x "$at/node_modules/.bin/staunch" ] && [ "$at" != "\${at%/*}" ]; do at=\${at%/*}; done
run="$at/node_modules/.bin/staunch"
[ -x "$run" ] || run=$(command -v staunch) || refuse "${SAY.commandGone}"
"$run" hooks run ${hook} "$@" || exit 1`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function unquoted(text: string): string {
  return text.replaceAll("'\\''", "'");
}
