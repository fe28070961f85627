/**
 * The shell text that git or husky runs: POSIX sh, and no process but the ones that do the work. All text here is
 * Latin-1, a character a byte, so that what others wrote into a file goes back byte for byte.
 */
import { messageCommand, stagedCommand } from '../git.ts';
import { PIPED } from '../piped-version.ts';
import type { HookName } from '../hook-names.ts';
import { SCRIPT } from './messages.ts';

/** What an existing hook file is called while ours stands in its place. */
export function keptName(file: string): string {
  return `${file}.before-staunch`;
}

/** What runs before the gate: what stood in the same place, a directory's hook, or the repository's own hook. */
export type First =
  | { readonly kind: 'kept' | 'own' }
  | { readonly kind: 'directory'; readonly path: string }
  /** As kept; git's configuration names the script, and the hook of the hooks directory follows it. */
  | { readonly kind: 'configured' };

const KEPT: First = { kind: 'kept' };

export interface Tool {
  /** The absolute path of node. */
  readonly node: string;
  /** The absolute path of dist/hook.cjs. */
  readonly entry: string;
}

/** Starts the second line of a file that is ours as a whole. */
const MARK = '# staunch hook: ';

/** For a directory of this clone alone: absolute paths, and node on PATH when the recorded one is gone. */
export function privateScript(hook: HookName, { node, entry }: Tool, first: First = KEPT): string {
  return `${head()}
node=${quoted(node)}
entry=${quoted(entry)}
${runFirst(hook, first)}
${refuse(hook, SCRIPT.mendPrivate)}
# nothing is fetched here, and node reads all certificates of the file at its start
unset NODE_EXTRA_CA_CERTS
[ -s "$entry" ] || refuse "${SCRIPT.entryGone} ($entry)"
[ -x "$node" ] || node=$(command -v node) || refuse "${SCRIPT.nodeGone}"
${runEntry(hook)}
`;
}

/** The hook itself cannot say that node is too old for it: it does not even parse there. */
const NODE_RUNS = `"$node" -e 'var v = process.versions.node.split("."); process.exit(v[0] > 20 || (v[0] == 20 && v[1] >= 19) ? 0 : 1)'`;

/** What git is asked before node is there to ask. */
const ASKED: Readonly<Partial<Record<HookName, () => string>>> = {
  'pre-commit': stagedCommand,
  'pre-merge-commit': stagedCommand,
  'commit-msg': messageCommand,
};

/**
 * What git says of a push, to the byte: the full stop keeps the shell from taking line feeds off its end. Where it says
 * nothing, a line feed is said, to tell that apart from lines that somebody else has read.
 */
const READ_ALL = `[ -n "$lines" ] || lines=$(cat; echo .)
[ "$lines" != . ] || lines='
.'
printf %s "\${lines%.}"`;

/** Whether it can be told from outside what node could not say itself. No `exec` before it: a fork is lost in the noise. */
function runEntry(hook: HookName): string {
  const run = `"$node" "$entry" ${hook} "$@" && ${hook === 'pre-push' ? LATE : 'exit 0'}`;
  return `${
    hook in ASKED
      ? // git and node start side by side
        `${ASKED[hook]!()} | "$node" "$entry" --piped ${PIPED} ${hook} "$@" && exit 0`
      : hook === 'pre-push'
        ? `${READ_ALL} | ${run}`
        : run
  }
${NODE_RUNS} || refuse "${SCRIPT.nodeOld} ($node)"
exit 1`;
}

/** The tool that a private script of ours was written for; undefined when the text is no such script. */
export function recordedTool(text: string): Tool | undefined {
  const [node, entry] = ['node', 'entry'].map((name) => new RegExp(`^${name}='(.*)'$`, 'm').exec(text)?.[1]);
  if (!isOurs(text) || node === undefined || entry === undefined) return undefined;
  return { node: unquoted(node), entry: unquoted(entry) };
}

/** For a directory that the team shares: no path of any machine. */
export function sharedScript(hook: HookName): string {
  const run = `"$run" hooks run ${hook} "$@"`;
  return `${head()}
${runFirst(hook, KEPT)}
${refuse(hook, SCRIPT.mendShared)}
${findCommand('')}
${hook === 'pre-push' ? `${READ_ALL} | ${run} && ${LATE}` : `exec ${run}`}
`;
}

/** Whether a hook file is ours as a whole. */
export function isOurs(text: string): boolean {
  return text.split('\n')[1]?.startsWith(MARK) ?? false;
}

function head(): string {
  return `#!/bin/sh
${MARK}${SCRIPT.head}`;
}

/** Sends files by itself, before git sends anything: the gate comes first then. pre-commit calls it from beside ours. */
const UPLOADS = `grep -q 'git[ -]lfs' "$kept" "$0.legacy" 2>/dev/null`;
/** After the gate has let the push pass: what waited for it. */
const LATE = 'late "$@"';

/** What git tells pre-push on standard input goes to both, to the byte. */
function runFirst(hook: HookName, first: First): string {
  const start = `${locate(hook, first)}${leaveTo(hook, first)}`;
  if (hook !== 'pre-push')
    return `${start}
if [ -x "$kept" ]; then "$kept" "$@" || exit $?; fi`;
  return `${start}
lines=
other() { printf %s "\${lines%.}" 2>/dev/null | "$kept" "$@" || exit $?; }
late() { exit 0; }
if [ -x "$kept" ]; then
  lines=$(cat; echo .)
  # ${SCRIPT.uploads}
  if ${UPLOADS}; then late() { other "$@"; exit 0; }; else other "$@"; fi
fi`;
}

/** Whether a file is ours, without a process. */
const IS_OURS = (file: string): string =>
  `second=; { read -r second && read -r second; } <${file} 2>/dev/null; case $second in '${MARK}'*)`;

/** Where a gate was put into the repository as well, it looks, and once is enough. */
function leaveTo(hook: HookName, { kind }: First): string {
  if (kind === 'own' || kind === 'directory')
    return `
if [ -x "$kept" ]; then ${IS_OURS('"$kept"')} exec "$kept" "$@";; esac; fi`;
  if (kind !== 'configured') return '';
  // only if git will come to it: that is where it looks for hooks, and nothing is configured about them
  const file = `.git/hooks/${hook}`;
  return `
if [ -x ${file} ]; then ${IS_OURS(file)}
  [ "$(git rev-parse --git-path hooks/${hook})" != ${file} ] || git config --get-regexp '^hook[.]${hook}[.]' >/dev/null || exit 0;; esac
fi`;
}

function locate(hook: string, first: First): string {
  switch (first.kind) {
    case 'kept':
    case 'configured':
      return `kept="${keptName('$0')}"`;
    case 'directory':
      return `kept=${quoted(`${first.path}/${hook}`)}`;
    case 'own':
      // git starts hooks at the top of the work tree; elsewhere, and in a linked one, it has to be asked
      return `kept=.git/hooks/${hook}
if [ "\${GIT_DIR-.git}" != .git ] || [ ! -d .git ]; then kept=$(git rev-parse --git-common-dir)/hooks/${hook}; fi`;
  }
}

/**
 * Every other hook that git knows, for a directory that stands before one with hooks of its own. Not in it are those
 * whose mere presence changes what git does: push-to-checkout, proc-receive and fsmonitor-watchman.
 */
export const FORWARDED = [
  'applypatch-msg',
  'pre-applypatch',
  'post-applypatch',
  'prepare-commit-msg',
  'post-commit',
  'pre-rebase',
  'post-checkout',
  'post-merge',
  'post-rewrite',
  'pre-auto-gc',
  'post-index-change',
  'reference-transaction',
  'pre-receive',
  'update',
  'post-receive',
  'post-update',
  'sendemail-validate',
  'p4-changelist',
  'p4-prepare-changelist',
  'p4-post-changelist',
  'p4-pre-submit',
] as const;

/** A hook that only hands on to the one that would have run without us. */
export function forwardScript(name: (typeof FORWARDED)[number], first: First): string {
  return `${head()}
${locate(name, first)}
[ ! -x "$kept" ] || exec "$kept" "$@"
`;
}

const BLOCK_START = '# >>> staunch';
const BLOCK_END = '# <<< staunch';
/** The first line with whether the file was made for it, what it does (no second first line), the last line. */
const BLOCK = new RegExp(
  `^${BLOCK_START}( \\[file\\])?\\n(?:(?!${BLOCK_START})[^\\n]*\\n)*?${BLOCK_END}(?:\\n|$)`,
  'm',
);

/**
 * For a file that husky runs (`sh -e`, whatever its first line says): our lines at its top start the file once more,
 * as a child that passes them by, and then the gate. So what is there runs first and keeps its standard input, and
 * none of its `exit` and `exec` keeps the gate from running. `project` is where husky's directory lies in the repository.
 */
export function withBlock(text: string | undefined, hook: HookName, project: string): string {
  const standing = text === undefined ? undefined : findBlock(text);
  const without = standing ? standing.without : text;
  const made = without === undefined || (standing?.made ?? false);
  const rest = without ?? '';
  const at = rest.startsWith('#!') ? rest.indexOf('\n') + 1 : 0;
  return `${rest.slice(0, at)}${BLOCK_START}${made ? ' [file]' : ''}
${block(hook, project)}
${BLOCK_END}
${rest.slice(at)}`;
}

// a child of this very shell, not of a commit that one of its lines makes elsewhere
function block(hook: HookName, project: string): string {
  const rerun = 'STAUNCH_WITHIN=$$ sh -e "$0" "$@"';
  const first =
    hook === 'pre-push'
      ? `lines=$(cat)
again() {
if [ -z "$lines" ]; then ${rerun} </dev/null || exit $?; else ${rerun} <<END || exit $?
$lines
END
fi
}
late() { exit 0; }
# ${SCRIPT.uploads}
if grep -q 'git[ -]lfs' "$0"; then late() { again "$@"; exit 0; }; else again "$@"; fi`
      : `${rerun} || exit $?`;
  const run = `"$run" hooks run ${hook} "$@" || exit 1`;
  return `# ${SCRIPT.block}
if [ "\${STAUNCH_WITHIN-}" != "$PPID" ]; then
${first}
${refuse(hook, SCRIPT.mendBlock)}
${findCommand(project)}
${hook === 'pre-push' ? `printf '%s\\n' "$lines" | ` : ''}${run}
${hook === 'pre-push' ? LATE : 'exit 0'}
fi`;
}

export interface Block {
  /** The file as it was without our lines; undefined when it holds nothing else, and was made for them. */
  readonly without: string | undefined;
  /** The file was made for them. */
  readonly made: boolean;
}

/** Our lines in a file of husky's; undefined when there are none. */
export function findBlock(text: string): Block | undefined {
  const match = BLOCK.exec(text);
  if (!match) return undefined;
  const rest = text.slice(0, match.index) + text.slice(match.index + match[0].length);
  const made = match[1] !== undefined;
  return { without: made && rest === '' ? undefined : rest, made };
}

function refuse(hook: HookName, mend: string): string {
  const what = hook === 'pre-push' ? 'push' : 'commit';
  const bypass = { push: 'To push without it: git push', commit: 'To commit without it: git commit' }[what];
  return `refuse() {
  echo "staunch: ${what} blocked, ${SCRIPT.blocked}: $1." >&2
  echo "${mend} ${bypass} --no-verify, or ${mend === SCRIPT.mendBlock ? SCRIPT.removeLines : SCRIPT.removeFile}" >&2
  exit 1
}`;
}

/** Walks up from husky's project, or the top, so that a workspace around the repository serves as well. */
function findCommand(project: string): string {
  // git starts hooks at the top of the work tree
  return `at=$PWD${project === '' ? '' : quoted(`/${project}`)}
while [ ! -x "$at/node_modules/.bin/staunch" ] && [ "$at" != "\${at%/*}" ]; do at=\${at%/*}; done
run="$at/node_modules/.bin/staunch"
[ -x "$run" ] || run=$(command -v staunch) || refuse "${SCRIPT.commandGone}"`;
}

function quoted(text: string): string {
  return `'${Buffer.from(text).toString('latin1').replaceAll("'", "'\\''")}'`;
}

function unquoted(text: string): string {
  return Buffer.from(text.replaceAll("'\\''", "'"), 'latin1').toString();
}
