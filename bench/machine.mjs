// What it was measured on.
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { root } from './paths.mjs';

/**
 * @typedef {object} Machine
 * @property {string} date   UTC, to the minute
 * @property {string} commit   of this tree
 * @property {string} hardware
 * @property {string} versions   of what the bench itself needs
 * @property {number} load   of the last minute
 */

/** @returns {Machine} */
export function machine() {
  const cpus = os.cpus();
  const [load = 0] = os.loadavg();
  return {
    date: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    commit: commitOf(),
    hardware: `${cpus.length} × ${cpus[0]?.model.trim() ?? 'unknown CPU'}, ${(os.totalmem() / 2 ** 30).toFixed(0)} GB, ${os.type()} ${os.release()}`,
    versions: [`node ${process.version.slice(1)}`, said('git', ['--version']), said('python3', ['--version'])]
      .filter(Boolean)
      .map((version) => version.replace(' version', ''))
      .join(', '),
    load,
  };
}

/** In one line. @param {Machine} machine */
export function inWords({ date, commit, hardware, versions, load }) {
  const quiet = load > 0.5 ? ' (not quiet: trust ratios only)' : '';
  return `${date}, commit ${commit}, ${hardware}, ${versions}; load before ${load.toFixed(1)}${quiet}`;
}

function commitOf() {
  const changed = said('git', ['status', '--porcelain', '--', 'packages']) === '' ? '' : ' with changes';
  return `${said('git', ['rev-parse', '--short', 'HEAD']) || 'unknown'}${changed}`;
}

/** @param {string} command @param {string[]} args */
function said(command, args) {
  try {
    return execFileSync(command, args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}
