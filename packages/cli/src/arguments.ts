/** The table of commands and flags: it parses, it prints the help, and it knows what a typo meant. */
import { parseArgs } from 'node:util';
import { UserError } from '@staunch/core';
import { isShowable, nearest } from '@staunch/core/config';

interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What its value is called in the help; absent for a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  /** A switch that may be given a value, which says no more than that it is on. */
  readonly takesAnything?: true;
  /** Another scanner's word: it is understood, and stands in no help, manual or completion. */
  readonly hidden?: true;
  readonly help: string;
}

export interface Command {
  readonly name: string;
  /** Another scanner's word for what a command of ours does: it is understood, and stands in no overview. */
  readonly hidden?: true;
  /** What follows the name in the help's usage line. */
  readonly usage: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
  /** The second words that it takes, such as `install`, with their one-line help. */
  readonly actions?: readonly { readonly name: string; readonly usage?: string; readonly help: string }[];
  /** The least and the greatest number of arguments besides the action. */
  readonly operands: readonly [least: number, most: number];
  readonly run: (input: Input) => Promise<number>;
}

export interface Input {
  readonly action: string | undefined;
  readonly operands: readonly string[];
  readonly flags: Flags;
}

export class Flags {
  private readonly values: ReadonlyMap<string, string | true>;
  private readonly every: ReadonlyMap<string, readonly string[]>;

  /** `every` has all values of flags that were given more than once. */
  constructor(
    values: ReadonlyMap<string, string | true>,
    every: ReadonlyMap<string, readonly string[]> = new Map(),
  ) {
    this.values = values;
    this.every = every;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  text(name: string): string | undefined {
    const value = this.values.get(name);
    return value === true ? undefined : value;
  }

  /** Every value of a flag that may be given again, in their order. */
  all(name: string): readonly string[] {
    return this.every.get(name) ?? [];
  }

  /** A whole number in [least, most], or undefined when the flag is absent. */
  number(name: string, least: number, most: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(number >= least && number <= most)) {
      throw new UserError(`--${name} takes a whole number from ${least} to ${most}`);
    }
    return number;
  }
}

export const EVERYWHERE: readonly Flag[] = [
  { name: 'help', short: 'h', help: 'show this help' },
  { name: 'version', help: 'show the version' },
  { name: 'quiet', short: 'q', help: 'no progress, no notes; findings and errors only' },
  { name: 'verbose', short: 'v', help: 'name everything that is counted' },
  { name: 'stats', help: 'say where the time went' },
  { name: 'no-color', help: 'no colour, also in a terminal' },
];

/** A word that can be shown in an error: it cannot hold a secret. */
function shown(word: string): string {
  return isShowable(word.replace(/^--?/, '')) ? ` ${word}` : '';
}

export function unknownWord(kind: string, word: string, known: readonly string[], help: string): UserError {
  const meant = nearest(word.replace(/^--?/, ''), known);
  const dashes = word.startsWith('--') ? '--' : word.startsWith('-') ? '-' : '';
  const long = dashes === '-' && meant && meant.length > 1 ? '--' : dashes;
  return new UserError(`unknown ${kind}${shown(word)}`, {
    hint: meant ? `did you mean ${long}${meant}?` : `see ${help}`,
  });
}

/** Throws UserError for everything that the command's table does not hold. */
export function parseInput(command: Command, argv: readonly string[]): Input {
  const table = [...command.flags, ...EVERYWHERE];
  const help = `staunch ${command.name} --help`;
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      table.map(({ name, short, value }) => [
        name,
        { type: value ? ('string' as const) : ('boolean' as const), ...(short ? { short } : {}) },
      ]),
    ),
  });
  const flags = new Map<string, string | true>();
  const every = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = table.find(({ name }) => name === token.name);
    if (!flag) {
      const names = table.map(({ name }) => name);
      throw unknownWord('flag', token.rawName.replace(/=.*/s, ''), names, help);
    }
    if (!flag.value && token.value !== undefined && !flag.takesAnything) {
      if (token.value === 'false') continue;
      if (token.value !== 'true') throw new UserError(`--${flag.name} takes no value`);
    }
    if (flag.value && (token.value === undefined || (!token.inlineValue && /^--./.test(token.value)))) {
      throw new UserError(`--${flag.name} needs a value: ${flag.value}`, { hint: `see ${help}` });
    }
    if (flag.choices && !flag.choices.includes(token.value!)) {
      const meant = nearest(token.value!, flag.choices);
      const hint = meant === undefined ? {} : { hint: `did you mean ${meant}?` };
      throw new UserError(`--${flag.name} takes one of ${flag.choices.join(', ')}`, hint);
    }
    flags.set(flag.name, flag.value ? (token.value ?? true) : true);
    if (flag.value && token.value !== undefined)
      every.set(flag.name, [...(every.get(flag.name) ?? []), token.value]);
  }
  if (flags.has('help')) return { action: undefined, operands, flags: new Flags(flags, every) };
  const action = command.actions ? operands.shift() : undefined;
  if (command.actions) {
    const known = command.actions.map(({ name }) => name);
    if (action === undefined) throw new UserError(`staunch ${command.name} needs one of ${known.join(', ')}`);
    if (!known.includes(action)) throw unknownWord(`${command.name} command`, action, known, help);
  }
  const [least, most] = command.operands;
  if (operands.length < least || operands.length > most) {
    throw new UserError(`usage: staunch ${command.name} ${command.usage}`, { hint: `see ${help}` });
  }
  return { action, operands, flags: new Flags(flags, every) };
}

/** Whether the words are flags of the command with their values, and nothing else. */
export function areFlagsOf(command: Command, words: readonly string[]): boolean {
  try {
    return parseInput({ ...command, operands: [0, 0] }, words).operands.length === 0;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** The flags that are shown. */
export function shownFlags(flags: Command['flags']): Command['flags'] {
  return flags.filter(({ hidden }) => !hidden);
}

function flagLine({ name, short, value, choices, help }: Flag): [string, string] {
  const what = choices ? choices.join('|') : value;
  return [`${short ? `-${short}, ` : ''}--${name}${what ? ` ${what}` : ''}`, help];
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)));
  return rows
    .map(([left, right]) =>
      left.length > width
        ? `  ${left}\n  ${' '.repeat(width)}  ${right}`
        : `  ${left.padEnd(width)}  ${right}`,
    )
    .join('\n');
}

export function commandHelp(command: Command): string {
  const parts = [`${command.summary}\n\nUsage: staunch ${command.name} ${command.usage}`];
  if (command.actions) {
    parts.push(
      columns(command.actions.map(({ name, usage, help }) => [usage ? `${name} ${usage}` : name, help])),
    );
  }
  const own = shownFlags(command.flags);
  if (own.length > 0) parts.push('Flags\n' + columns(own.map(flagLine)));
  parts.push('Everywhere\n' + columns(EVERYWHERE.map(flagLine)));
  return parts.join('\n\n') + '\n';
}

export function overview(commands: readonly Command[], version: string): string {
  return `staunch ${version}: stops secrets from leaving this machine

Usage: staunch COMMAND [ARGUMENT…] [--FLAG…]

${columns(commands.filter(({ hidden }) => !hidden).map(({ name, summary }) => [name, summary]))}

Everywhere
${columns(EVERYWHERE.map(flagLine))}

Exit codes: 0 clean, 1 found (or blocked), 2 could not finish.
`;
}
