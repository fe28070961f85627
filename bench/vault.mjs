// A vault of as many values as a large team has.
import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { staunch } from './paths.mjs';

/** The kinds of values that people keep. @param {number} i */
export function drawn(i) {
  switch (i % 5) {
    case 0:
      return randomBytes(16).toString('hex');
    case 1:
      return randomBytes(24).toString('base64url');
    case 2:
      return randomUUID();
    case 3:
      return `postgres://app:${randomBytes(18).toString('base64url')}@db.example.com/app`; // staunch:allow
    default:
      return randomBytes(32).toString('base64');
  }
}

/**
 * Makes a vault with so many values.
 * @param {string} home   STAUNCH_HOME, to be made
 * @param {number} count
 * @param {NodeJS.ProcessEnv} environment
 */
export function fillVault(home, count, environment) {
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = path.join(home, 'values.json');
  const values = Object.fromEntries(Array.from({ length: count }, (_, i) => [`VALUE_${i}`, drawn(i)]));
  fs.writeFileSync(file, JSON.stringify(values), { mode: 0o600 });
  for (const args of [['init'], ['import', file]])
    execFileSync(process.execPath, [staunch, 'vault', ...args], {
      env: { ...environment, STAUNCH_HOME: home },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  fs.rmSync(file);
}
