/** Says a command line of gitleaks in our words, and runs it. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { EVERYWHERE, parseInput, type Command, type Flags, type Input } from '../arguments.ts';
import { writeError } from '../output.ts';
import { ignoreFiles } from '../foreign-options.ts';
import { configRoot } from '../project.ts';
import { ONLY_WORDS } from './gitleaks.ts';
import { commands } from './index.ts';

const FORMATS: Readonly<Record<string, string>> = { json: 'gitleaks' };

export async function runGitleaks(name: string, { operands, flags }: Input): Promise<number> {
  const source = operands[0] ?? flags.text('source');
  const { first, own } = target(name, source, flags);
  const command = commands.find((each) => each.name === first);
  if (!command) throw new UserError(`there is no staunch ${first} in this version`);
  const words = [
    ...own,
    ...translated(first, flags),
    ...shared(command, flags),
    ...besidesOf(first, source, flags),
  ];
  if (!flags.has('quiet')) writeError(`staunch: this is: staunch ${first}, see staunch ${first} --help\n`);
  return command.run(parseInput(command, words));
}

/** Which command of ours, and on what. */
function target(
  name: string,
  source: string | undefined,
  flags: Flags,
): { readonly first: 'scan' | 'git'; readonly own: readonly string[] } {
  // an empty one is the current directory there
  const operand = source === undefined || source === '' ? [] : [source];
  if (name === 'stdin' || flags.has('pipe')) return { first: 'scan', own: ['-'] };
  if (['dir', 'directory', 'file'].includes(name) || (name === 'detect' && flags.has('no-git')))
    return { first: 'scan', own: operand };
  const staged = name === 'protect' || flags.has('pre-commit');
  if (staged && !flags.has('staged') && !flags.has('quiet'))
    writeError('staunch: what is staged is looked at; what is changed and not staged is not\n');
  return { first: 'git', own: [...operand, ...(staged && !flags.has('staged') ? ['--staged'] : [])] };
}

/** Flags that have the same name here. */
function shared(command: Command, flags: Flags): string[] {
  return [...command.flags, ...EVERYWHERE]
    .filter(({ name }) => flags.has(name) && !ONLY_WORDS.includes(name) && !isForgotten(name, flags))
    .flatMap(({ name, value }) =>
      value ? flags.all(name).map((each) => `--${name}=${each}`) : [`--${name}`],
    );
}

/** gitleaks does not ask for them where something is staged, or files are looked at. */
function isForgotten(name: string, flags: Flags): boolean {
  return name === 'log-opts' && ['staged', 'pre-commit', 'no-git'].some((each) => flags.has(each));
}

/** Flags that have another name here. */
function translated(first: string, flags: Flags): string[] {
  const file = flags.text('report-path');
  if (flags.has('report-template') || flags.text('report-format') === 'template')
    throw new UserError('a report template of gitleaks is not read: it would be given values', {
      hint: '--report-format json, csv, junit or sarif',
    });
  // without a format gitleaks goes by the file's name
  const extension = file === undefined ? undefined : path.extname(file).slice(1).toLowerCase();
  const byName = ['csv', 'junit', 'sarif'].find((format) => format === extension);
  const format = flags.text('report-format') ?? byName ?? (file === undefined ? undefined : 'json');
  const megabytes = flags.number('max-target-megabytes', 0, 1e6);
  const pairs: [string, string | undefined][] = [
    ['baseline', flags.text('baseline-path')],
    ['format', format === undefined ? undefined : (FORMATS[format] ?? format)],
    ['output', file],
    // 0 means no limit there; of history everything is looked at
    ['max-size', megabytes && first === 'scan' ? String(megabytes * 1_000_000) : undefined],
  ];
  return pairs.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
}

/** gitleaks reads the files of what it was given and of the current directory, be they the top of a project or not. */
function besidesOf(first: string, source: string | undefined, flags: Flags): string[] {
  const start = source === undefined || source === '' ? '.' : source;
  const root = configRoot(start);
  // of history gitleaks is told by the work tree, we by what is committed
  const isTold =
    first === 'git' &&
    ['.gitleaksignore', '.gitleaks.toml'].some((name) => fs.existsSync(path.join(root, name)));
  const more = !flags.has('gitleaks-ignore-path') && (isTold || ignoreFiles(root, start, '.').length > 0);
  return more ? ['--gitleaks-ignore-path=.'] : [];
}
