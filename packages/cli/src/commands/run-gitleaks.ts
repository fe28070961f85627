/** Says a command line of gitleaks in our words, and runs it. */
import path from 'node:path';
import { UserError } from '@staunch/core';
import { parseInput, type Flags, type Input } from '../arguments.ts';
import { writeError } from '../output.ts';
import { commands } from './index.ts';

const FORMATS: Readonly<Record<string, string>> = { json: 'gitleaks' };

export async function runGitleaks(name: string, { operands, flags }: Input): Promise<number> {
  const argv = [...target(name, operands[0] ?? flags.text('source'), flags), ...translated(flags)];
  const [first, ...rest] = argv;
  const command = commands.find((each) => each.name === first);
  if (!command) throw new UserError(`there is no staunch ${first} in this version`);
  if (!flags.has('quiet')) writeError(`staunch: this is: staunch ${first}, see staunch ${first} --help\n`);
  return command.run(parseInput(command, rest));
}

/** Which command of ours, and on what. */
function target(name: string, given: string | undefined, flags: Flags): string[] {
  const operand = given === undefined ? [] : [given];
  if (name === 'stdin') return ['scan', '-'];
  if (name === 'dir' || (name === 'detect' && flags.has('no-git'))) return ['scan', ...operand];
  const range = flags.text('log-opts');
  const staged = name === 'protect' || flags.has('staged') || flags.has('pre-commit');
  return [
    'git',
    ...operand,
    ...(staged ? ['--staged'] : []),
    ...(range === undefined ? [] : [`--range=${range}`]),
  ];
}

function translated(flags: Flags): string[] {
  const file = flags.text('report-path');
  // without a format gitleaks goes by the file's name
  const extension = file === undefined ? undefined : path.extname(file).slice(1).toLowerCase();
  const byName = ['csv', 'junit', 'sarif'].find((format) => format === extension);
  const format = flags.text('report-format') ?? byName ?? (file === undefined ? undefined : 'json');
  const megabytes = flags.number('max-target-megabytes', 0, 1e6);
  const pairs: [string, string | undefined][] = [
    ['config', flags.text('config')],
    ['baseline', flags.text('baseline-path')],
    ['format', format === undefined ? undefined : (FORMATS[format] ?? format)],
    ['output', file],
    ['exit-code', flags.text('exit-code')],
    // 0 means no limit there
    ['max-size', megabytes ? String(megabytes * 1_000_000) : undefined],
  ];
  return [
    ...pairs.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
    ...['quiet', 'verbose', 'no-color', 'stats'].filter((name) => flags.has(name)).map((name) => `--${name}`),
  ];
}
