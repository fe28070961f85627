/** Asks in the terminal, without showing what is typed. */
import { UserError } from '@staunch/core';
import { writeError } from '../output.ts';

export function inTerminal(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

const ENTER = [0x0a, 0x0d];
const ERASE = [0x08, 0x7f];
/** Control and C, or D. */
const CANCEL = [0x03, 0x04];
/** Control and U. */
const CLEAR = 0x15;

type Ask = (question: string) => Promise<Buffer>;

/** One line, as bytes. Throws UserError when it is called off. */
export async function askSecret(question: string): Promise<Buffer> {
  return withoutEcho((ask) => ask(question));
}

/** The terminal shows nothing that is typed from before the first question until after the last answer. */
async function withoutEcho<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
  const { stdin } = process;
  /** What was typed or pasted and belongs to no answer yet. */
  const waiting: number[] = [];
  let wake = (): void => {};
  let isOver = false;
  const take = (chunk: Buffer): void => {
    waiting.push(...chunk);
    chunk.fill(0);
    wake();
  };
  const end = (): void => {
    isOver = true;
    wake();
  };
  stdin.setRawMode(true);
  stdin.on('data', take).once('end', end).once('error', end);
  const ask: Ask = async (question) => {
    writeError(`${question}: `);
    const typed: number[] = [];
    try {
      for (;;) {
        const byte = waiting.shift();
        if (byte === undefined) {
          if (isOver) throw calledOff();
          await new Promise<void>((resolve) => (wake = resolve));
        } else if (ENTER.includes(byte)) return Buffer.from(typed);
        else if (CANCEL.includes(byte)) throw calledOff();
        else if (byte === CLEAR) typed.length = 0;
        else if (ERASE.includes(byte)) erase(typed);
        else typed.push(byte);
      }
    } finally {
      typed.fill(0);
      writeError('\n');
    }
  };
  try {
    return await work(ask);
  } finally {
    waiting.fill(0);
    stdin.off('data', take).off('end', end).off('error', end);
    stdin.setRawMode(false);
    stdin.pause();
  }
}

function calledOff(): UserError {
  return new UserError('called off: nothing was changed');
}

/** The last character, which may be several bytes of UTF-8. */
function erase(typed: number[]): void {
  while (typed.length > 0 && (typed.pop()! & 0xc0) === 0x80);
}

/** A passphrase that is to be set: asked for twice. */
export async function askNewPassphrase(what: string): Promise<Buffer> {
  return withoutEcho(async (ask) => {
    const first = await ask(`New passphrase of the ${what}`);
    if (first.length === 0)
      throw new UserError('a passphrase cannot be empty', { hint: 'nothing was changed' });
    const second = await ask('The same once more');
    try {
      if (first.equals(second)) return first;
      first.fill(0);
      throw new UserError('the two are not the same', { hint: 'nothing was changed' });
    } finally {
      second.fill(0);
    }
  });
}
