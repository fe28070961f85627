/** The manual page, made of the table that parses the flags and prints the help. */
import { EVERYWHERE, shownFlags, type Command } from '../arguments.ts';
import { writeOut } from '../output.ts';
import { version } from '../version.ts';
import { commands } from './index.ts';

export async function runMan(): Promise<number> {
  writeOut(manPage(commands.filter(({ hidden }) => !hidden)));
  return 0;
}

/** Text as roff has it: no escapes, no requests, and dashes that can be pasted. */
function roff(text: string): string {
  return text
    .replaceAll('\\', String.raw`\e`)
    .replaceAll('-', String.raw`\-`)
    .replace(/^(?=[.'])/gm, String.raw`\&`)
    .replaceAll('…', '...');
}

function item(term: string, text: string): string {
  return `.TP\n${term}\n${roff(text)}`;
}

function flag({ name, short, value, choices, help }: Command['flags'][number]): string {
  const argument = choices ? choices.join('|') : value;
  const term = `.BR ${short ? `${roff(`-${short}`)} ", " ` : ''}${roff(`--${name}`)}${argument ? ` " \\fI${roff(argument)}\\fR"` : ''}`;
  return item(term, help);
}

export function manPage(all: readonly Command[]): string {
  const parts = [
    `.TH STAUNCH 1 "" "staunch ${roff(version())}" "Staunch"`,
    `.SH NAME\nstaunch ${String.raw`\-`} stops secrets from leaving this machine`,
    '.SH SYNOPSIS\n.B staunch\n.I COMMAND\n[\\fIARGUMENT\\fR...] [\\fB\\-\\-FLAG\\fR...]',
    `.SH DESCRIPTION\n${roff('Staunch finds credentials in files, directories and history before you publish them, blocks commits that hold one, and looks for the values of your own vault however they are encoded. It shows no value, and says what it did not look at.')}`,
    '.SH COMMANDS',
    ...all.map(commandPart),
    '.SH FLAGS OF EVERY COMMAND',
    ...EVERYWHERE.map(flag),
    '.SH EXIT STATUS',
    item('.B 0', 'clean'),
    item('.B 1', 'found, or blocked'),
    item('.B 2', 'could not finish; 1 wins over 2'),
    '.SH ENVIRONMENT',
    item('.B STAUNCH_HOME', "where Staunch's own data lies, in place of the XDG data directory"),
    item('.B STAUNCH_PASSPHRASE_FILE', "a file that holds the vault's passphrase"),
    item('.B GITLEAKS_CONFIG', "a file with gitleaks' configuration, as for gitleaks"),
    item('.B GITLEAKS_CONFIG_TOML', 'that configuration itself'),
    item('.B NO_COLOR', 'no colour'),
    '.SH FILES',
    item('.I .staunch.toml', 'what a project looks for and leaves alone'),
    item('.I .staunchignore', 'globs and fingerprints of findings that are silenced'),
    item('.I .staunchbaseline', 'what was known when the baseline was made'),
    item('.I .gitleaks.toml, .gitleaksignore', "gitleaks' files, which are read as they are"),
  ];
  return `${parts.join('\n')}\n`;
}

function commandPart(command: Command): string {
  const { name, usage, summary, actions = [], flags } = command;
  return [
    `.SS ${roff(`staunch ${name} ${usage}`.trim())}`,
    roff(summary),
    ...actions.map((action) =>
      item(`.B ${roff(action.usage ? `${action.name} ${action.usage}` : action.name)}`, action.help),
    ),
    ...shownFlags(flags).map(flag),
  ].join('\n');
}
