/** All words of the installer, also those that its scripts say when nothing else is there to speak. */
import type { InstallResult } from './install.ts';
import type { HookStatus, StatusResult } from './status.ts';
import type { UninstallResult } from './uninstall.ts';

/** They stand in double quotes of a shell script: ASCII, no double quote, backtick or backslash; `$0` is the file. */
export const SCRIPT = {
  head: "written by 'staunch hooks install'; 'staunch hooks uninstall' gives back what stood here before",
  block:
    "Stops secrets: the lines below run first, then the gate. 'staunch hooks uninstall' takes these lines out.",
  blocked: 'nothing was checked',
  entryGone: 'staunch is not where it was when this hook was installed',
  nodeGone: 'node is neither where it was when this hook was installed nor on PATH',
  nodeOld: 'this node does not run or is older than 20.19',
  commandGone: 'the command staunch is neither in node_modules nor on PATH',
  mendPrivate: "Mend it with 'staunch hooks install'.",
  mendShared: "Install the project's packages.",
  mendBlock: "Install the project's packages, staunch with them.",
  removeFile: 'delete $0',
  removeLines: 'take the staunch lines out of $0',
} as const;

export function foreignHooksPath(directory: string): { message: string; hint: string } {
  return {
    message: `core.hooksPath of your own or the system's git configuration sends all repositories to ${directory}`,
    hint: 'to give this repository hooks of its own, and none of those: git config core.hooksPath "$(git rev-parse --git-common-dir)/hooks"',
  };
}

export const HUSKY_ASLEEP = {
  message: 'this repository uses husky, and its hooks are not switched on in this clone yet',
  hint: "install the project's packages (or run: npx husky), then staunch hooks install",
} as const;

export function keptTwice(file: string, kept: string): { message: string; hint: string } {
  return {
    message: `${file} is not staunch's, and ${kept} is there from an earlier installation`,
    hint: `keep the one that you want as ${file} and remove the other`,
  };
}

export function notReadable(file: string, code: string): string {
  return `${file} cannot be read (${code})`;
}

export function notWritable(file: string, code: string): string {
  return `${file} cannot be written (${code})`;
}

export const NOT_BUILT = {
  message: 'the hook of staunch is not built',
  hint: 'run its build, or install the package again',
};

export function describeInstall({ place, hooks }: InstallResult): string {
  const words = { installed: 'installed', updated: 'brought up to date', unchanged: 'installed already' };
  return lines([
    ...hooks.flatMap(({ hook, path, outcome, kept }) => [
      `${hook}: ${words[outcome]} (${path})`,
      ...(kept === undefined ? [] : [`  the hook that was there is kept as ${kept}, and runs first`]),
    ]),
    ...(place.kind === 'private'
      ? []
      : ["These files are the team's: commit them, and have staunch in the project's packages or on PATH."]),
  ]);
}

export function describeUninstall({ hooks }: UninstallResult): string {
  const words = {
    removed: 'removed',
    restored: 'removed; what stood there before is back',
    absent: 'not installed',
    foreign: "left alone: the hook there is not staunch's",
  };
  return lines(hooks.map(({ hook, path, outcome }) => `${hook}: ${words[outcome]} (${path})`));
}

export function describeStatus({ hooks }: StatusResult): string {
  return lines(hooks.map((status) => `${status.hook}: ${describeState(status)} (${status.path})`));
}

const SHADOWED = {
  'hooks-path': 'core.hooksPath sends git elsewhere',
  'other-hook': 'another hook stands in its place',
  'husky-runner': 'husky is not set up in this work tree: run its install, or git runs no hook at all',
} as const;

function describeState(status: HookStatus): string {
  switch (status.state) {
    case 'installed':
      return 'installed';
    case 'missing':
      return 'not installed';
    case 'not-executable':
      return 'installed, but not executable, so that git does not run it: chmod +x';
    case 'shadowed':
      return `installed, but not sure to run: ${SHADOWED[status.by]}`;
    case 'stale':
      return `installed, but ${{ 'tool-gone': 'staunch is no longer where it was', 'node-gone': 'node is no longer where it was', 'older-text': 'by another version of staunch' }[status.why]}: run staunch hooks install`;
  }
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
