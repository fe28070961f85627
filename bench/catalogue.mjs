// Staunch's own rules, for those who search for the same with other means. All of it reads what is built.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cache, root } from './paths.mjs';

const dist = path.join(root, 'packages/core/dist');

/** A module of core. @param {string} name */
export function load(name) {
  return import(pathToFileURL(path.join(dist, name)).href);
}

/** @returns {readonly { id: string, pattern: string, ignoreCase?: boolean, keywords: readonly string[] }[]} */
export function rules() {
  return createRequire(import.meta.url)(path.join(dist, 'rules.cjs')).catalogue;
}

/** Every keyword of every rule, once. */
export function keywords() {
  return [...new Set(rules().flatMap((rule) => rule.keywords))].toSorted();
}

/** A line each, for those who read them from a file. */
export function keywordsFile() {
  const file = path.join(cache, 'keywords.txt');
  fs.mkdirSync(cache, { recursive: true });
  fs.writeFileSync(file, `${keywords().join('\n')}\n`);
  return file;
}
