/** All words of the installer, also those that its scripts say when nothing else is there to speak. */
import type { UserError } from '@staunch/core';
import { isYaml } from './lefthook-file.ts';
import type { InstallResult } from './install.ts';
import type { Place } from './place.ts';
import type { HookStatus, StatusResult } from './status.ts';
import type { UninstallResult } from './uninstall.ts';

/** They stand in double quotes of a shell script: ASCII, no double quote, backtick or backslash; `$0` is the file. */
export const SCRIPT = {
  head: "written by 'staunch hooks install'; 'staunch hooks uninstall' gives back what stood here before",
  block:
    "Stops secrets: the lines below run first, then the gate. 'staunch hooks uninstall' takes these lines out.",
  blocked: 'nothing was checked',
  uploads: 'what sends files by itself (LFS) waits until the gate has looked',
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

export function hooksOff(directory: string, here: boolean): { message: string; hint: string } {
  return {
    message: `core.hooksPath is ${directory}, so that git runs no hooks at all`,
    hint: here
      ? 'to have hooks again: git config --unset core.hooksPath'
      : 'your own or the system\'s configuration says so; to have hooks in this repository all the same: git config core.hooksPath "$(git rev-parse --git-common-dir)/hooks"',
  };
}

export function gitRefused(command: string, detail: string): string {
  return `git ${command} failed: ${detail}`;
}

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
  const words = {
    installed: 'installed',
    updated: 'brought up to date',
    unchanged: 'installed already',
    called: 'the hook that is there calls staunch already',
  };
  return lines([
    ...hooks.flatMap(({ hook, path, outcome, kept }) => [
      `${hook}: ${words[outcome]} (${path})`,
      ...(kept === undefined
        ? []
        : [
            `  the hook that was there is kept as ${kept}, and runs first${hook === 'pre-push' ? ' (after the gate, if it sends files for LFS)' : ''}`,
          ]),
    ]),
    ...aboutPlace(place),
  ]);
}

const FOR_THE_TEAM =
  "These files are the team's: commit them, and have staunch in the project's packages or on PATH.";

function aboutPlace(place: Place): string[] {
  switch (place.kind) {
    case 'shared':
    case 'husky':
      return [FOR_THE_TEAM];
    case 'husky-asleep':
      return [
        `husky is not switched on in this clone: until then git runs the hooks in ${place.directory}.`,
        `The files in ${place.husky.directory} are the team's: commit them, and have staunch in the project's packages or on PATH.`,
      ];
    case 'lefthook':
      return isYaml(place.file)
        ? [FOR_THE_TEAM]
        : [`${place.file} is not YAML: after each 'lefthook install', run 'staunch hooks install' again.`];
    case 'foreign':
      return [`The hooks in ${place.directory} run as before.`];
    case 'own':
      return place.scope === 'global' ? [ABOUT_GLOBAL] : [];
    case 'private':
      return place.isBare ? [ABOUT_BARE] : [];
    case 'off':
      return [];
  }
}

const ABOUT_BARE =
  'A bare repository: what is pushed from it is watched. What others push to it is not: for that, let its pre-receive hook run  staunch git --stdin-refs.';

const ABOUT_GLOBAL =
  'Every repository of yours is guarded; its own hooks run as before. With git before 2.54, one that sets core.hooksPath itself, as husky does, is not: run staunch hooks install there.';

/** After an installation: what still keeps a hook from running. */
export function describeObstacles({ hooks, effective }: StatusResult): string {
  if (effective) return '';
  return describeStatus({ hooks: hooks.filter(({ state }) => state !== 'installed') });
}

/** `trouble` is what is wrong with the vault that there is. */
export function describeVault(isThere: boolean, trouble?: UserError): string {
  if (trouble)
    return `There is a vault that cannot be used, and blocks all: ${trouble.message}${trouble.hint === undefined ? '' : `; ${trouble.hint}`}\n`;
  return isThere
    ? 'There is a vault: its values are looked for.\n'
    : 'There is no vault, so that only patterns are looked for: staunch vault init makes one.\n';
}

export function describeUninstall({ hooks, global }: UninstallResult): string {
  const words = {
    removed: 'removed',
    restored: 'removed; what stood there before is back',
    absent: 'not installed',
    foreign: "left alone: the hook there is not staunch's",
  };
  return lines([
    ...hooks.map(({ hook, path, outcome }) => `${hook}: ${words[outcome]} (${path})`),
    ...(global
      ? ['It is installed for all repositories: staunch hooks uninstall --global takes it out.']
      : []),
  ]);
}

export function describeStatus({ hooks }: Pick<StatusResult, 'hooks'>): string {
  return lines(hooks.map((status) => `${status.hook}: ${describeState(status)} (${status.path})`));
}

const SHADOWED = {
  'hooks-path': 'core.hooksPath sends git elsewhere',
  'other-hook': 'another hook stands in its place: staunch hooks install puts it right or says what to do',
  'husky-runner': 'husky is not set up in this work tree: run its install, or git runs no hook at all',
  'lefthook-runner': 'lefthook has not written this hook: run lefthook install',
  'lefthook-lfs':
    "lefthook sends the files of LFS before it runs any job: put  skip_lfs: true  into its file and run staunch hooks install again; the gate's job then sends them, when it has looked",
} as const;

const THROUGH = {
  script: '',
  husky: ', run by husky',
  lefthook: ', run by lefthook',
  legacy: ', run by pre-commit',
  'pre-commit': ', run by pre-commit as its configuration says',
  call: ", called by the project's own hook",
  config: ", run by git's configuration",
} as const;

const STALE = {
  'tool-gone': 'staunch is no longer where it was',
  'node-gone': 'node is no longer where it was',
  'older-text': 'by another version of staunch',
} as const;

function describeState(status: HookStatus): string {
  switch (status.state) {
    case 'installed':
      return `installed${THROUGH[status.through]}`;
    case 'missing':
      return 'not installed';
    case 'not-executable':
      return 'installed, but not executable, so that git does not run it: chmod +x';
    case 'shadowed':
      return `installed, but not sure to run: ${SHADOWED[status.by]}`;
    case 'stale':
      return `installed, but ${STALE[status.why]}: run staunch hooks install`;
    case 'bypassed':
      return `switched off by ${status.how}`;
  }
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
