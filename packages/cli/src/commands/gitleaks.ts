/** gitleaks' own command lines: who has them in CI changes one word. They do what ours do, under gitleaks' names. */
import type { Command } from '../arguments.ts';

const FLAGS: Command['flags'] = [
  { name: 'config', short: 'c', value: 'FILE', help: 'the same as --config of staunch scan' },
  { name: 'baseline-path', short: 'b', value: 'FILE', help: 'the same as --baseline' },
  {
    name: 'report-format',
    short: 'f',
    value: 'FORMAT',
    choices: ['json', 'csv', 'junit', 'sarif'],
    help: 'the same as --format; json is gitleaks here',
  },
  { name: 'report-path', short: 'r', value: 'FILE', help: 'the same as --output' },
  { name: 'exit-code', value: 'N', help: 'exit with N instead of 1 when something is found' },
  { name: 'source', short: 's', value: 'PATH', help: 'what to scan, as an argument does' },
  { name: 'no-git', help: 'detect: files, not history' },
  { name: 'redact', takesAnything: true, help: 'always: no value is shown' },
  { name: 'max-target-megabytes', value: 'N', help: 'leave out larger files, and say so' },
  { name: 'gitleaks-ignore-path', short: 'i', value: 'PATH', help: 'read from the top of the project' },
  { name: 'log-opts', value: 'OPTS', help: 'git, detect: the same as --range' },
  { name: 'staged', help: 'protect, git: what is staged' },
  { name: 'pre-commit', help: 'protect, git: what is staged' },
  { name: 'log-level', short: 'l', value: 'LEVEL', help: 'has no effect' },
  { name: 'no-banner', help: 'has no effect: there is none' },
  { name: 'max-decode-depth', value: 'N', help: 'has no effect: encodings are undone five deep' },
  { name: 'max-archive-depth', value: 'N', help: 'has no effect: archives are opened six deep' },
  { name: 'timeout', value: 'SECONDS', help: 'has no effect: every file is looked at' },
  { name: 'platform', value: 'NAME', help: 'has no effect' },
];

function command(name: string, summary: string): Command {
  return {
    name,
    hidden: true,
    usage: '[PATH]',
    summary,
    operands: [0, 1],
    flags: FLAGS,
    run: async (input) => (await import('./run-gitleaks.ts')).runGitleaks(name, input),
  };
}

export const gitleaksCommands: readonly Command[] = [
  command('dir', 'What gitleaks dir does: staunch scan PATH'),
  command('stdin', 'What gitleaks stdin does: staunch scan -'),
  command('detect', 'What gitleaks detect does: staunch git, or with --no-git staunch scan'),
  command('protect', 'What gitleaks protect does: staunch git --staged'),
];
