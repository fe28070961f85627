/** Runs the built command line as a user would, away from this machine's own configuration. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');
export const EXECUTABLE = path.join(ROOT, 'packages/cli/bin/staunch.js');

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Another node than the one that runs the tests. */
  readonly node?: string;
  readonly uid?: number;
}

/** A directory of its own for one test, by its real path. */
export function temporaryDirectory(): string {
  const directory = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-test-')));
  onTestFinished(() => fs.rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  return directory;
}

/** The environment of a run: nothing of the developer's but the PATH, and a home of its own. */
export function environment(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    STAUNCH_HOME: path.join(home, 'staunch-home'),
    LC_ALL: 'C.UTF-8',
  };
}

export function staunch(args: readonly string[], options: RunOptions): Ran {
  const { cwd, input, env, node = process.execPath, uid } = options;
  const home = env?.['HOME'] ?? path.join(path.dirname(cwd), `${path.basename(cwd)}.home`);
  fs.mkdirSync(home, { recursive: true });
  onTestFinished(() => fs.rmSync(home, { recursive: true, force: true }));
  if (uid !== undefined) fs.chownSync(home, uid, uid);
  const ran = spawnSync(node, [EXECUTABLE, ...args], {
    cwd,
    env: { ...environment(home), ...env },
    input: input ?? '',
    maxBuffer: 1 << 28,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  return { code: ran.status, out: ran.stdout.toString(), err: ran.stderr.toString() };
}

/** Writes files below a directory, making the folders on the way. */
export function write(directory: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(directory, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
}
