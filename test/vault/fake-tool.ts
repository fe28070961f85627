/** A program that answers as a contract says, and writes down what it was given. */
import fs from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';
import { temporaryDirectory } from '../kit/command.ts';

export interface FakeTool {
  readonly directory: string;
  /** The environment that it got, one variable a line. */
  environment(): string;
  /** How often it was run. */
  calls(): number;
}

/** On a PATH of its own, in front of the system's programs; `HOME` is empty. */
export function fakeTool(program: string, script: (directory: string) => string): FakeTool {
  const directory = temporaryDirectory();
  const bin = path.join(directory, 'bin');
  fs.mkdirSync(path.join(directory, 'home'));
  fs.mkdirSync(bin);
  const head = `#!/bin/sh\nenv > '${directory}/environment'\necho run >> '${directory}/calls'\n`;
  fs.writeFileSync(path.join(bin, program), head + script(directory), { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:/usr/bin:/bin`);
  vi.stubEnv('HOME', path.join(directory, 'home'));
  const read = (name: string): string => {
    const file = path.join(directory, name);
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  };
  return {
    directory,
    environment: () => read('environment'),
    calls: () => read('calls').split('\n').length - 1,
  };
}

/** The script of a tool that knows these calls and no others. */
export function answering(calls: Readonly<Record<string, string | Buffer>>): (directory: string) => string {
  return (directory) => {
    const cases = Object.entries(calls).map(([args, answer], at) => {
      fs.writeFileSync(path.join(directory, `answer-${at}`), answer);
      return `  '${args}') exec cat '${directory}/answer-${at}' ;;`;
    });
    return `case "$*" in\n${cases.join('\n')}\n  *) echo "$*" > '${directory}/unexpected'; exit 64 ;;\nesac\n`;
  };
}
