/** Completion scripts, made of the table that parses the flags. */
import { EVERYWHERE, shownFlags, type Command, type Input } from '../arguments.ts';
import { writeOut } from '../output.ts';
import { commands } from './index.ts';

export async function runCompletion({ action }: Input): Promise<number> {
  const scripts = { bash, zsh, fish };
  writeOut(scripts[action as keyof typeof scripts](commands.filter(({ hidden }) => !hidden)));
  return 0;
}

type Flags = Command['flags'];

const flagsOf = (command: Command): Flags => [...shownFlags(command.flags), ...EVERYWHERE];
const words = (list: readonly string[]): string => list.join(' ');
/** Commands whose operands are files. */
const takesFiles = ({ operands }: Command): boolean => operands[1] > 0;
/** Safe inside of single quotes, in bash and zsh. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

function bash(all: readonly Command[]): string {
  const cases = all.map((command) => {
    const names = flagsOf(command).map(({ name }) => `--${name}`);
    const actions = command.actions?.map(({ name }) => name) ?? [];
    return `    ${command.name}) flags=${quoted(words(names))}; actions=${quoted(words(actions))}; files=${takesFiles(command) ? 1 : 0} ;;`;
  });
  const values = all.flatMap((command) =>
    shownFlags(command.flags)
      .filter(({ value }) => value)
      .map(
        ({ name, choices }) =>
          `    ${command.name}:--${name}) ${choices ? `COMPREPLY=($(compgen -W ${quoted(words(choices))} -- "$cur"))` : '_staunch_files'}; return ;;`,
      ),
  );
  return `# completion of staunch for bash
_staunch() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command='' flags='' actions='' files=0 word
  COMPREPLY=()
  # bash takes --format=json for three words
  if [ "$prev" = = ] && [ "$COMP_CWORD" -gt 2 ]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  if [ "$cur" = = ]; then cur=''; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in -*) ;; *) command=$word; break ;; esac
  done
  case $command in
${cases.join('\n')}
    *) COMPREPLY=($(compgen -W ${quoted(words([...all.map(({ name }) => name), 'help', '--help', '--version']))} -- "$cur")); return ;;
  esac
  case $command:$prev in
${values.join('\n')}
  esac
  case $cur in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$cur")); return ;;
  esac
  if [ -n "$actions" ]; then
    for word in "\${COMP_WORDS[@]:2:COMP_CWORD-2}"; do
      case " $actions " in *" $word "*) actions='' ;; esac
    done
    COMPREPLY=($(compgen -W "$actions" -- "$cur"))
  fi
  if [ -z "$actions" ] && [ "$files" = 1 ]; then _staunch_files; fi
}
# a name is a line: it may hold spaces
_staunch_files() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$cur"))
}
complete -o filenames -F _staunch staunch
`;
}

function zsh(all: readonly Command[]): string {
  const plain = (text: string): string => text.replace(/[[\]:\\]/g, String.raw`\$&`);
  const spec = ({ name, value, choices, help }: Flags[number]): string => {
    const argument = value ? `:${value}:${choices ? `(${words(choices)})` : '_files'}` : '';
    return `      ${quoted(`--${name}${value ? '=' : ''}[${plain(help)}]${argument}`)}`;
  };
  const cases = all.map((command) => {
    const specs = flagsOf(command).map(spec);
    const actions = command.actions?.map(({ name, help }) => quoted(`${name}:${plain(help)}`)) ?? [];
    const lines = [`    ${command.name})`];
    if (actions.length > 0) lines.push(`      actions=(${actions.join(' ')})`);
    const first = actions.length > 0 ? [`      '1: :{_describe action actions}'`] : [];
    const rest = takesFiles(command) ? [`      '*:file:_files'`] : [];
    lines.push(`      _arguments -s \\\n${[...specs, ...first, ...rest].join(' \\\n')}`, '      ;;');
    return lines.join('\n');
  });
  return `#compdef staunch
# completion of staunch for zsh
_staunch() {
  local -a commands actions
  commands=(${all.map(({ name, summary }) => quoted(`${name}:${plain(summary)}`)).join(' ')})
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
compdef _staunch staunch
`;
}

function fish(all: readonly Command[]): string {
  const text = (value: string): string => `'${value.replace(/[\\']/g, String.raw`\$&`)}'`;
  const lines = ['# completion of staunch for fish', 'complete -c staunch -f'];
  for (const { name, summary } of all)
    lines.push(`complete -c staunch -n __fish_use_subcommand -a ${name} -d ${text(summary)}`);
  for (const command of all) {
    const inside = `-n '__fish_seen_subcommand_from ${command.name}'`;
    for (const { name, help } of command.actions ?? [])
      lines.push(`complete -c staunch ${inside} -a ${name} -d ${text(help)}`);
    // files come after the action
    const actions = words((command.actions ?? []).map(({ name }) => name));
    const ready = actions === '' ? '' : `; and __fish_seen_subcommand_from ${actions}`;
    if (takesFiles(command))
      lines.push(`complete -c staunch -n '__fish_seen_subcommand_from ${command.name}${ready}' -F`);
    for (const { name, short, value, choices, help } of flagsOf(command)) {
      const argument = value ? (choices ? ` -x -a ${text(words(choices))}` : ' -r -F') : '';
      lines.push(
        `complete -c staunch ${inside} -l ${name}${short ? ` -s ${short}` : ''}${argument} -d ${text(help)}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}
