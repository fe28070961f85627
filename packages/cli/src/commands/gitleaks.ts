/** gitleaks' own command lines: who has them in CI changes one word. They do what ours do, under gitleaks' names. */
import type { Command } from '../arguments.ts';

/** What a look at files or history does on gitleaks' behalf. */
const PART: Command['flags'] = [
  {
    name: 'gitleaks-ignore-path',
    short: 'i',
    value: 'PATH',
    help: 'one more .gitleaksignore, or the directory of one',
  },
  { name: 'enable-rule', value: 'ID', help: 'only rules of this id; again, or with commas' },
  { name: 'ignore-gitleaks-allow', help: 'comments silence nothing' },
];

const LOG_OPTS: Command['flags'][number] = {
  name: 'log-opts',
  value: 'OPTS',
  help: 'the commits that git log would show with these options',
};

/** What only says in other words what a flag of ours says. */
const WORDS: Command['flags'] = [
  { name: 'baseline-path', short: 'b', value: 'FILE', help: 'the same as --baseline' },
  {
    name: 'report-format',
    short: 'f',
    value: 'FORMAT',
    choices: ['json', 'csv', 'junit', 'sarif', 'template'],
    help: 'the same as --format; json is gitleaks here',
  },
  { name: 'report-path', short: 'r', value: 'FILE', help: 'the same as --output' },
  { name: 'report-template', value: 'FILE', help: 'is refused: a template would be given values' },
  { name: 'source', short: 's', value: 'PATH', help: 'what to scan, as an argument does' },
  { name: 'no-git', help: 'detect: files, not history' },
  { name: 'pipe', help: 'detect: standard input' },
  { name: 'pre-commit', help: 'git: what is staged' },
  { name: 'redact', takesAnything: true, help: 'always: no value is shown' },
  { name: 'max-target-megabytes', value: 'N', help: 'leave out larger files, and say so' },
  { name: 'follow-symlinks', help: 'has no effect: a link out of what is scanned is named' },
  { name: 'log-level', short: 'l', value: 'LEVEL', help: 'has no effect' },
  { name: 'no-banner', help: 'has no effect: there is none' },
  { name: 'max-decode-depth', value: 'N', help: 'has no effect: encodings are undone five deep' },
  { name: 'max-archive-depth', value: 'N', help: 'has no effect: archives are opened six deep' },
  { name: 'timeout', value: 'SECONDS', help: 'has no effect: every file is looked at' },
  { name: 'platform', value: 'NAME', help: 'has no effect' },
  { name: 'diagnostics', value: 'KINDS', help: 'has no effect; see --stats' },
  { name: 'diagnostics-dir', value: 'DIR', help: 'has no effect' },
];

const unseen = (flag: Command['flags'][number]): Command['flags'][number] => ({ ...flag, hidden: true });

/** The same as `staunch scan` takes it, unseen. */
export const FOREIGN_PART: Command['flags'] = PART.map(unseen);

/** The flags of `gitleaks git` that `staunch git` has not itself. */
export const gitleaksGitFlags: Command['flags'] = [...PART, LOG_OPTS, ...WORDS].map(unseen);

/** Whether a command line of `staunch git` is one of gitleaks. */
export const ONLY_WORDS: readonly string[] = WORDS.map(({ name }) => name);

const FLAGS: Command['flags'] = [
  { name: 'config', short: 'c', value: 'FILE', help: 'the same as --config of staunch scan' },
  { name: 'exit-code', value: 'N', help: 'exit with N instead of 1 when something is found' },
  { name: 'staged', help: 'protect: what is staged' },
  ...PART,
  LOG_OPTS,
  ...WORDS,
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
  ...['dir', 'directory', 'file'].map((name) =>
    command(name, `What gitleaks ${name} does: staunch scan PATH`),
  ),
  command('stdin', 'What gitleaks stdin does: staunch scan -'),
  command('detect', 'What gitleaks detect does: staunch git, or with --no-git staunch scan'),
  command('protect', 'What gitleaks protect does: staunch git --staged'),
];
