// Runs a command and tells what it cost.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cache } from './paths.mjs';

/** A run that takes longer is ended, with all its children. */
const LIMIT_SECONDS = 15 * 60;

/**
 * @typedef {object} Sample
 * @property {number} wall      seconds
 * @property {number} [cpu]     user and system seconds of all its processes
 * @property {number} [peak]    bytes: the largest process
 * @property {string} stdout
 * @property {string} stderr
 * @property {number} code
 */

/**
 * @template S
 * @typedef {{ samples: S[], failure?: string }} Outcome
 */

/**
 * The environment of everything that is measured: nothing of the user's that changes how tools behave. Among what it
 * drops, NODE_EXTRA_CA_CERTS alone costs every node process 48 ms.
 * @param {Record<string, string>} [more]
 */
export function environment(more = {}) {
  const home = path.join(cache, 'home');
  fs.mkdirSync(home, { recursive: true });
  return {
    PATH: process.env.PATH,
    HOME: home,
    STAUNCH_HOME: path.join(home, 'staunch'),
    TMPDIR: os.tmpdir(),
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    ...more,
  };
}

/**
 * @param {string[]} argv
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, usage?: boolean, limit?: number, input?: string }} options  without
 *   `usage` nothing stands between: for what takes milliseconds; `limit` in seconds
 * @returns {Promise<Sample>}
 */
export function measure(argv, { cwd, env, usage = true, limit = LIMIT_SECONDS, input }) {
  const figures = path.join(cache, `usage-${process.pid}`);
  const [command = '', ...args] = usage ? wrap(argv, figures) : argv;
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    // its own process group, to be ended whole
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.on('error', () => undefined).end(input); // somebody may not read it
    const end = () => process.kill(-(/** @type {number} */ (child.pid)), 'SIGKILL');
    const interrupted = () => {
      end();
      process.exit(130);
    };
    const timer = setTimeout(end, limit * 1000);
    process.once('SIGINT', interrupted);
    process.once('SIGTERM', interrupted);
    let stdout = '';
    let stderr = '';
    let wall = 0;
    child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.once('exit', () => (wall = Number(process.hrtime.bigint() - start) / 1e9));
    const settle = () => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      process.off('SIGTERM', interrupted);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code, signal) => {
      settle();
      if (signal) reject(new Error(wall >= limit ? `ended after ${limit} s` : `died of ${signal}`));
      else resolve({ wall, stdout, stderr, code: code ?? 0, ...(usage ? readUsage(figures) : {}) });
    });
  });
}

/** Python's way to the same figures, where there is no GNU time. */
const PYTHON_TIME = `
import os, sys
child = os.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(child, 0)
peak = usage.ru_maxrss // (1024 if sys.platform == 'darwin' else 1)
open(sys.argv[1], 'w').write('%f %f %d' % (usage.ru_utime, usage.ru_stime, peak))
sys.exit(os.waitstatus_to_exitcode(status) & 255)
`;

/** @type {'time' | 'python' | 'none' | undefined} */
let means;

/**
 * node tells nothing of a child's usage: a small process in between does.
 * @param {string[]} argv
 * @param {string} figures
 */
function wrap(argv, figures) {
  const gnuTime = ['/usr/bin/time', '-q', '-f', '%U %S %M', '-o', figures];
  const python = ['python3', '-c', PYTHON_TIME, figures];
  means ??= works(gnuTime) ? 'time' : works(python) ? 'python' : 'none';
  fs.rmSync(figures, { force: true });
  return means === 'time' ? [...gnuTime, ...argv] : means === 'python' ? [...python, ...argv] : argv;
}

/** @param {string[]} argv */
function works([command = '', ...args]) {
  return spawnSync(command, [...args, 'true'], { cwd: os.tmpdir() }).status === 0;
}

/** @param {string} figures */
function readUsage(figures) {
  if (!fs.existsSync(figures)) return {};
  const [user = NaN, system = NaN, peak = NaN] = fs
    .readFileSync(figures, 'utf8')
    .trim()
    .split(' ')
    .map(Number);
  fs.rmSync(figures);
  return { cpu: user + system, peak: peak * 1024 };
}

/** What fits into a table. */
const MOST_WORDS = 160;

/**
 * What a tool that failed said last is nearly always why.
 * @param {string} text
 */
export function lastLine(text) {
  const line = text.trim().split('\n').at(-1)?.trim() || 'no word of why';
  return line.length > MOST_WORDS ? `${line.slice(0, MOST_WORDS)}…` : line;
}
