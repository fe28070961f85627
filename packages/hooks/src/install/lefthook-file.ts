/** The file that tells lefthook what to run: found, read, and given one job a hook, with everything else as it was. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '@staunch/core';
import type { Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import type { HookName } from '../hook-names.ts';
import { SCRIPT } from './messages.ts';

const require = createRequire(import.meta.url);
const yaml = (): typeof import('yaml') => require('yaml') as typeof import('yaml');

/** Where lefthook 2 looks, in its order. */
const STEMS = ['lefthook', '.lefthook', '.config/lefthook'];
const EXTENSIONS = ['yml', 'yaml', 'toml', 'json', 'jsonc'];

/** The main configuration of lefthook in a repository. */
export function findLefthookFile(topLevel: string): string | undefined {
  return STEMS.flatMap((stem) =>
    EXTENSIONS.map((extension) => path.join(topLevel, `${stem}.${extension}`)),
  ).find((file) => fs.existsSync(file));
}

export function isYaml(file: string): boolean {
  return /\.ya?ml$/.test(file);
}

const START = '# >>> staunch';
const END = '# <<< staunch';
const BLOCK = new RegExp(
  `^[ ]*${START}( \\[newline\\])?\\n(?:(?![ ]*${START})[^\\n]*\\n)*?[ ]*${END}(?:\\n|$)`,
  'gm',
);

/** The text without our jobs. */
export function withoutJobs(text: string): string {
  let cut = false;
  const rest = text.replace(BLOCK, (_, newline: string | undefined) => {
    cut ||= newline !== undefined;
    return '';
  });
  return cut && rest.endsWith('\n') ? rest.slice(0, -1) : rest;
}

/**
 * The text with a job of ours as the last of each hook, and everything else as it was. Throws UserError where the file
 * is written in a way that cannot be added to, with what to put in by hand.
 */
export function withJobs(text: string, hooks: readonly HookName[], file: string): string {
  const plain = withoutJobs(text);
  const before = parse(plain, file);
  const job = (hook: HookName, indent: number): string => jobFor(hook, indent, leavesLfs(before));
  const byHand = (): UserError =>
    new UserError(`${file} is not written so that a job can be added to it`, {
      hint: `put this into it by hand:\n${hooks.map((hook) => `${hook}:\n  jobs:\n${job(hook, 4)}`).join('')}`,
    });
  const open = plain !== '' && !plain.endsWith('\n');
  let result = open ? `${plain}\n` : plain;
  const added: string[] = [];
  // from the end of the file, so that places found before stay right
  const places = hooks.map((hook) => ({ hook, place: placeFor(result, hook) }));
  for (const { hook, place } of places)
    if (place === undefined) added.push(`${hook}:\n  jobs:\n${job(hook, 4)}`);
  if (places.some(({ place }) => place === null)) throw byHand();
  for (const { hook, place } of places
    .filter((each): each is { hook: HookName; place: Insertion } => Boolean(each.place))
    .sort((a, b) => b.place.at - a.place.at)) {
    const { at, indent, list } = place;
    const blank = ' '.repeat(indent);
    const lines = list ? `${blank}jobs:\n${job(hook, indent + 2)}` : job(hook, indent);
    result = `${result.slice(0, at)}${blank}${START}\n${lines}${blank}${END}\n${result.slice(at)}`;
  }
  if (added.length > 0) result += `${START}\n${added.join('')}${END}\n`;
  if (open) result = result.replace(START, `${START} [newline]`);
  if (!isDeepStrictEqual(parse(result, file), expected(before, hooks, job))) throw byHand();
  return result;
}

/** What lefthook runs for a hook in this text, apart from being told not to. */
export interface LefthookHook {
  /** Our job, or another that calls the gate. */
  readonly calls: boolean;
  /** `skip` or `only` of the hook, or of the whole file, may keep it from running. */
  readonly conditional: boolean;
  readonly parallel: boolean;
}

export function readHook(text: string, hook: HookName, file: string): LefthookHook {
  const all = parse(text, file);
  const entry = (all[hook] ?? {}) as { [key: string]: unknown };
  const call = new RegExp(`\\bstaunch\\b.*\\bhooks\\s+run\\s+${hook}(?![\\w-])`, 's');
  return {
    calls: call.test(JSON.stringify([entry['jobs'], entry['commands']] satisfies unknown[]) ?? ''),
    conditional: [entry['skip'], entry['only'], all['skip'], all['only']].some(
      (value) => value !== undefined && value !== false,
    ),
    parallel: entry['parallel'] === true,
  };
}

type Plain = Record<string, unknown>;

/** lefthook sends the files of git-lfs itself, before it runs any job, unless it is told not to. */
function leavesLfs(config: Plain): boolean {
  return config['skip_lfs'] === true;
}

/** The same, of a text. Throws UserError where it is no YAML. */
export function skipsLfs(text: string, file: string): boolean {
  return leavesLfs(parse(text, file));
}

function parse(text: string, file: string): Plain {
  const document = yaml().parseDocument(text);
  if (document.errors.length > 0) throw new UserError(`${file} is not valid YAML`);
  const value: unknown = document.toJS();
  if (value !== null && value !== undefined && (typeof value !== 'object' || Array.isArray(value)))
    throw new UserError(`${file} is not a table of hooks`);
  return (value ?? {}) as Plain;
}

interface Insertion {
  /** Where the lines go, at the start of a line. */
  readonly at: number;
  readonly indent: number;
  /** There is no list of jobs yet. */
  readonly list: boolean;
}

/** Undefined: the hook is not in the file. Null: it is, and nothing can be added to it. */
function placeFor(text: string, hook: HookName): Insertion | undefined | null {
  const { isMap, isScalar, isSeq, parseDocument } = yaml();
  const { contents } = parseDocument(text, { keepSourceTokens: true });
  if (contents === null) return undefined;
  if (!isMap(contents) || contents.flow)
    return isScalar(contents) && contents.value === null ? undefined : null;
  const pair = pairOf(contents, hook);
  if (!pair) return undefined;
  if (!isMap(pair.value)) {
    const empty = isScalar(pair.value) && pair.value.value === null && !pair.value.source;
    return empty ? { at: lineAfter(text, endOf(pair.key as Node)), indent: 2, list: true } : null;
  }
  const map = pair.value as YAMLMap;
  if (map.flow || map.anchor !== undefined) return null;
  const jobs = pairOf(map, 'jobs');
  if (!jobs) return { at: lineAfter(text, endOf(map)), indent: column(text, map), list: true };
  if (!isSeq(jobs.value)) return null;
  const list = jobs.value as YAMLSeq;
  if (list.flow || list.items.length === 0) return null;
  return { at: lineAfter(text, endOf(list)), indent: column(text, list), list: false };
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => yaml().isScalar(key) && key.value === name);
}

/** Where the value ends, without the comments and blank lines behind it. */
function endOf(node: Node): number {
  return node.range![1];
}

function column(text: string, node: Node): number {
  const start = node.range![0];
  return start - (text.lastIndexOf('\n', start - 1) + 1);
}

function lineAfter(text: string, at: number): number {
  if (text[at - 1] === '\n') return at;
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function expected(before: Plain, hooks: readonly HookName[], job: typeof jobFor): Plain {
  const all = { ...before };
  for (const hook of hooks) {
    const entry = (all[hook] ?? {}) as { jobs?: unknown[] };
    const [ours] = yaml().parse(job(hook, 0, false)) as unknown[];
    all[hook] = { ...entry, jobs: [...(entry.jobs ?? []), ours] };
  }
  return all;
}

/** lefthook puts what git gives the hook into `{1}` and `{2}`, and hands standard input to each job that asks for it. */
const ARGUMENTS: Readonly<Record<HookName, string>> = {
  'pre-commit': '',
  'pre-merge-commit': '',
  'commit-msg': ` '{1}'`,
  'pre-push': ` '{1}' '{2}'`,
};

/** `lfs`: lefthook leaves it to others to send the files of git-lfs, and so does nobody before the gate has looked. */
function jobFor(hook: HookName, indent: number, lfs: boolean): string {
  const push = hook === 'pre-push';
  const what = push ? 'push' : 'commit';
  const lines = [
    '- name: staunch',
    ...(push ? ['  use_stdin: true'] : []),
    '  run: |',
    '    PATH="$PWD/node_modules/.bin:$PATH"',
    `    command -v staunch >/dev/null || { echo "staunch: ${what} blocked, ${SCRIPT.blocked}: ${SCRIPT.commandGone}. ${SCRIPT.mendShared} To ${what} without it: git ${what} --no-verify" >&2; exit 1; }`,
    ...(push && lfs
      ? [
          '    lines=$(cat)',
          `    printf '%s\\n' "$lines" | staunch hooks run ${hook}${ARGUMENTS[hook]} || exit 1`,
          '    git lfs version >/dev/null 2>&1 || exit 0',
          `    printf '%s\\n' "$lines" | git lfs ${hook}${ARGUMENTS[hook]}`,
        ]
      : [`    staunch hooks run ${hook}${ARGUMENTS[hook]}`]),
  ];
  return lines.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
}
