// What the bench must know of a tool: how it is had, its command lines, and where it says what it did.
import path from 'node:path';
import { cache } from '../paths.mjs';

/**
 * @typedef {import('../measure.mjs').Sample} Sample
 *
 * @typedef {object} Task
 * @property {string} target   a directory, a file, or a repository
 * @property {string} report   where it may write its report
 * @property {number} threads
 *
 * @typedef {object} Tool
 * @property {string} name
 * @property {string} version
 * @property {boolean} [extra]   runs only where --only names it
 * @property {'limit' | 'self' | 'peer'} [kind]   a peer unless said
 * @property {readonly number[]} [threads]   one and two unless said: a tool that has one, or does not let itself be told
 * @property {boolean} [isPinned]   takes every core that it sees: its one-thread row is held to one core
 * @property {boolean} [startsInside]   looks at the directory in which it is started
 * @property {() => string[]} install   the start of its command line; throws where it cannot be had
 * @property {(task: Task) => string[]} [scan]   the rest of it, for files
 * @property {(task: Task) => string[]} [history]   the rest of it, for all commits of a repository
 * @property {(config: string) => string[]} [withRules]   what makes it take gitleaks' TOML in place of its own rules
 * @property {(threads: number) => Record<string, string>} [env]
 * @property {readonly number[]} codes   exit codes of a run that did its work
 * @property {(report: string, sample: Sample) => { findings?: number, bytes?: number }} result   what it says it found, and read
 */

/**
 * What --only calls it.
 * @param {{ name: string }} tool
 */
export function key(tool) {
  return tool.name.toLowerCase().replaceAll(' ', '-');
}

/** @param {string} text */
export function words(text) {
  return text.split(' ');
}

/**
 * Where a tool of a version is kept.
 * @param {string} name
 * @param {string} version
 */
export function placeOf(name, version) {
  return path.join(cache, 'peers', `${name}-${version}`);
}

/**
 * @param {RegExp} pattern
 * @param {string} text
 */
export function numberAfter(pattern, text) {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
