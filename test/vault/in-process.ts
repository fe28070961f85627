/** A vault and the command line in this process: many runs in little time. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { main } from '../../packages/cli/src/main.ts';
import { createVault } from '../../packages/core/src/vault/index.ts';
import { temporaryDirectory, type Ran } from '../kit/command.ts';

/** With a key file; `STAUNCH_HOME` names it from now on. Answers its directory. */
export function vaultHere(): string {
  const data = path.join(temporaryDirectory(), 'data');
  vi.stubEnv('STAUNCH_HOME', data);
  createVault(undefined);
  return data;
}

/** What a run of `staunch` writes and answers. */
export async function run(...args: readonly string[]): Promise<Ran> {
  const written = { 1: '', 2: '' };
  const write = fs.writeSync;
  const spy = vi.spyOn(fs, 'writeSync').mockImplementation(((...given: Parameters<typeof write>) => {
    const [handle, bytes, at] = given;
    if (handle !== 1 && handle !== 2) return write(...given);
    const text = Buffer.from(bytes as unknown as Uint8Array).subarray((at as number | undefined) ?? 0);
    written[handle] += text.toString();
    return text.length;
  }) as typeof write);
  onTestFinished(() => spy.mockRestore());
  try {
    return { code: await main(args), out: written[1], err: written[2] };
  } finally {
    spy.mockRestore();
  }
}

export function contentOf(directory: string): Map<string, string> {
  const names = fs.readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => fs.statSync(path.join(directory, name)).isFile());
  return new Map(files.map((name) => [name, fs.readFileSync(path.join(directory, name), 'latin1')]));
}

/** Not six characters of a secret, in any of the texts. */
export function expectNoPiece(secrets: readonly string[], ...texts: readonly string[]): void {
  for (const value of secrets) {
    for (let at = 0; at + 6 <= value.length; at++) {
      const piece = value.slice(at, at + 6);
      for (const text of texts) if (text.includes(piece)) expect.fail('a piece of a secret is shown or left');
    }
  }
}

/** Told in words with exit code 2, and nothing has happened to the vault. */
export async function expectRefused(
  data: string,
  secrets: readonly string[],
  args: readonly string[],
  what: string,
): Promise<string> {
  const before = contentOf(data);
  const { code, out, err } = await run(...args);
  expect(code, `${what}: ${err}`).toBe(2);
  expect(err, what).toMatch(/\S/);
  expect(err, what).not.toContain('internal error');
  expect(err + out, what).not.toContain('\u001b');
  expectNoPiece(secrets, err, out, ...contentOf(data).values());
  expect(contentOf(data), what).toEqual(before);
  return err;
}
