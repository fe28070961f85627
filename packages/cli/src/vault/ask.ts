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

/** One line, as bytes. Throws UserError when it is called off. */
export async function askSecret(question: string): Promise<Buffer> {
  const { stdin } = process;
  writeError(`${question}: `);
  const typed: number[] = [];
  stdin.setRawMode(true);
  try {
    return await new Promise((resolve, reject) => {
      const calledOff = (): void => reject(new UserError('called off: nothing was changed'));
      stdin.once('end', calledOff);
      stdin.once('error', calledOff);
      stdin.on('data', (chunk: Buffer) => {
        for (const byte of chunk) {
          if (ENTER.includes(byte)) return resolve(Buffer.from(typed));
          if (CANCEL.includes(byte)) return calledOff();
          if (byte === CLEAR) typed.length = 0;
          else if (ERASE.includes(byte)) erase(typed);
          else typed.push(byte);
        }
      });
    });
  } finally {
    typed.fill(0);
    stdin.removeAllListeners('data');
    stdin.removeAllListeners('end');
    stdin.removeAllListeners('error');
    stdin.setRawMode(false);
    stdin.pause();
    writeError('\n');
  }
}

/** The last character, which may be several bytes of UTF-8. */
function erase(typed: number[]): void {
  while (typed.length > 0 && (typed.pop()! & 0xc0) === 0x80);
}

/** A passphrase that is to be set: asked for twice. */
export async function askNewPassphrase(what: string): Promise<Buffer> {
  const first = await askSecret(`New passphrase of the ${what}`);
  if (first.length === 0)
    throw new UserError('a passphrase cannot be empty', { hint: 'nothing was changed' });
  const second = await askSecret('The same once more');
  try {
    if (first.equals(second)) return first;
    first.fill(0);
    throw new UserError('the two are not the same', { hint: 'nothing was changed' });
  } finally {
    second.fill(0);
  }
}
