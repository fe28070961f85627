// Tools out of package registries, by their ordinary clients, into the bench's own directory.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { lastLine } from '../measure.mjs';
import { once } from '../paths.mjs';

/** Compiling takes a while; nobody waits for ever. */
const LIMIT_MS = 40 * 60 * 1000;

/**
 * Throws with the reason, in words for the table.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, cwd?: string }} [options]
 */
export function execute(command, args, { env, cwd } = {}) {
  try {
    return execFileSync(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: LIMIT_MS,
      env: { ...process.env, ...env },
      ...(cwd === undefined ? {} : { cwd }),
    });
  } catch (error) {
    const { code, stderr } = /** @type {{ code?: string, stderr?: string }} */ (error);
    const reason = code === 'ENOENT' ? `there is no ${command}` : lastLine(stderr ?? '');
    throw new Error(`not installed: ${reason}`, { cause: error });
  }
}

/**
 * Python packages in a directory of their own.
 * @param {string} target
 * @param {readonly string[]} packages
 */
export function pip(target, packages) {
  return once(target, (making) =>
    execute('python3', ['-m', 'pip', 'install', '-q', '--target', making, ...packages]),
  );
}

/** The interpreter itself: what is called python3 may be a script that looks for it. */
export function python() {
  return execute('python3', ['-c', 'import sys; print(sys.executable)']).trim();
}

/**
 * One crate's programs.
 * @param {string} target
 * @param {string} crate
 * @param {string} version
 */
export function cargo(target, crate, version) {
  return once(target, (making) =>
    execute('cargo', ['install', '-q', '--locked', '--root', making, '--version', version, crate]),
  );
}

/**
 * @param {string} target
 * @param {readonly string[]} packages
 */
export function npm(target, packages) {
  return once(target, (making) => {
    fs.mkdirSync(making);
    execute('npm', ['install', '--silent', '--no-save', '--ignore-scripts', '--prefix', making, ...packages]);
  });
}

/**
 * A Go program, built where its module lies: `go install` refuses modules that replace others.
 * @param {string} target   the executable
 * @param {string} module   with its version
 */
export function go(target, module) {
  return once(target, (making) => {
    execute('go', ['build', '-o', making, '.'], { cwd: goModule(module) });
  });
}

/**
 * Where the sources of a module lie.
 * @param {string} module   with its version
 */
export function goModule(module) {
  const { Dir, Error: reason } = JSON.parse(execute('go', ['mod', 'download', '-json', module]));
  if (!Dir) throw new Error(`not installed: ${reason}`);
  return /** @type {string} */ (Dir);
}

/**
 * What is on the machine already.
 * @param {string} program
 */
export function onPath(program) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, program)).find((file) => fs.existsSync(file));
}
