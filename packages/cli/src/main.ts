/** argv → exit code. */
import { UserError } from '@staunch/core';
import { EVERYWHERE, areFlagsOf, commandHelp, overview, parseInput, unknownWord } from './arguments.ts';
import { commands } from './commands/index.ts';
import { masked } from './masking.ts';
import { writeError, writeOut } from './output.ts';
import { version } from './version.ts';

/** Runs one command line and answers the exit code; it never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    return await dispatch(argv);
  } catch (error) {
    if (error instanceof UserError) {
      const hint = error.hint ? `  ${error.hint}\n` : '';
      writeError(masked(`staunch: ${error.message}\n${hint}`));
      return error.exitCode;
    }
    writeError(`staunch: internal error, please report it (no value is in it)\n${scrubbed(error)}\n`);
    return 2;
  }
}

/** Flags that are known everywhere may stand before the command too; before a word of gitleaks all of its flags. */
function commandFirst(argv: readonly string[]): readonly string[] {
  const at = argv.findIndex((word) => !word.startsWith('-') || word === '-');
  const leading = argv.slice(0, Math.max(at, 0));
  for (const [place, word] of argv.entries()) {
    const command =
      place > 0 && commands.find(({ name, hidden }) => name === word && (hidden || name === 'git'));
    if (command && areFlagsOf(command, argv.slice(0, place)))
      return [word, ...argv.slice(0, place), ...argv.slice(place + 1)];
  }
  const known = EVERYWHERE.flatMap(({ name, short }) => [`--${name}`, ...(short ? [`-${short}`] : [])]);
  if (leading.length === 0 || !leading.every((word) => known.includes(word))) return argv;
  return [argv[at]!, ...leading, ...argv.slice(at + 1)];
}

async function dispatch(words: readonly string[]): Promise<number> {
  const [first, ...rest] = commandFirst(words);
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    const named = commands.find(({ name }) => name === rest[0]);
    writeOut(named ? commandHelp(named) : overview(commands, version()));
    return 0;
  }
  if (first === '--version' || first === 'version') {
    writeOut(`staunch ${version()}\n`);
    return 0;
  }
  const command = commands.find(({ name }) => name === first);
  if (!command) {
    const known = commands.map(({ name }) => name);
    throw unknownWord(first.startsWith('-') ? 'flag' : 'command', first, known, 'staunch --help');
  }
  const input = parseInput(command, rest);
  if (input.flags.has('help')) {
    writeOut(commandHelp(command));
    return 0;
  }
  if (input.flags.has('version')) {
    writeOut(`staunch ${version()}\n`);
    return 0;
  }
  return command.run(input);
}

/** The kind of the error and its stack frames; its message could quote input. */
function scrubbed(error: unknown): string {
  if (!(error instanceof Error)) return '  a value that is no Error was thrown';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`  ${error.name}`, ...frames].join('\n');
}
