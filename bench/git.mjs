// Git without the user's and the machine's configuration: a `core.hooksPath` or a signing key there is none of ours.
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { environment } from './measure.mjs';

export function gitEnvironment() {
  return environment({ GIT_CONFIG_GLOBAL: os.devNull, GIT_CONFIG_NOSYSTEM: '1' });
}

/**
 * What it says.
 * @param {string} repository
 * @param {readonly string[]} args
 * @param {{ input?: string | Buffer }} [options]
 */
export function git(repository, args, { input } = {}) {
  return execFileSync('git', args, {
    cwd: repository,
    env: gitEnvironment(),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  });
}
