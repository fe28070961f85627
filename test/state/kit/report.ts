/** Runs `staunch state` on a home of its own, and reads its report. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { fingerprint } from '../../../packages/core/src/fingerprint.ts';
import { environment, EXECUTABLE, type Ran } from '../../kit/command.ts';

interface StateFinding {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly fingerprint: string;
  readonly agent?: string;
  readonly session?: string;
  readonly time?: string;
  readonly jsonPath?: string;
  readonly reason?: string;
}

export interface Report {
  readonly findings: readonly StateFinding[];
  readonly suppressed: readonly StateFinding[];
  readonly notScanned: readonly { readonly path: string; readonly reason: string }[];
  findingsOf(value: string): readonly StateFinding[];
  /** The paths of a value's findings, in their order. */
  placesOf(value: string): string[];
}

/** The key under which the command makes fingerprints here: a finding has no value, but the same value has the same print. */
const KEY = Buffer.alloc(32, 7);

export interface StateFolder {
  readonly root: string;
  /** The home of whoever runs the command, with Staunch's own data in `staunch-home`. */
  readonly own: string;
  readonly home: string;
  readonly project: string;
  readonly scan: ((...args: string[]) => Ran) & { as(uid: number): Ran };
  list(...args: string[]): Ran;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Ran;
  vault(...args: string[]): Ran;
  /** As another user. */
  as(uid: number, args: readonly string[]): Ran;
}

/** Directories that last as long as the file or block of tests in which this is called. */
export function stateIn(): StateFolder {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-state-')));
  const own = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-own-')));
  folders.push(root, own);
  const home = path.join(root, 'home');
  const project = path.join(root, 'project');
  fs.mkdirSync(home);
  fs.mkdirSync(project);
  const keyFile = path.join(own, 'staunch-home', 'fingerprint.key');
  fs.mkdirSync(path.dirname(keyFile));
  fs.writeFileSync(keyFile, KEY, { mode: 0o600 });
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}, uid?: number): Ran => {
    return command(['state', ...args], env, uid);
  };
  const command = (
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    uid?: number,
  ): Ran => {
    const ran = spawnSync(process.execPath, [EXECUTABLE, ...args], {
      cwd: home,
      env: { ...environment(own), ...env },
      maxBuffer: 1 << 28,
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    return { code: ran.status, out: ran.stdout.toString(), err: ran.stderr.toString() };
  };
  const where = ['--home', home, '--project', project];
  const scan = (...args: string[]): Ran => run(['scan', '--format', 'json', ...where, ...args]);
  return {
    root,
    own,
    vault: (...args) => command(['vault', ...args]),
    as: (uid, args) => command(['state', ...args], {}, uid),
    home,
    project,
    run,
    list: (...args) => run(['list', ...where, ...args]),
    scan: Object.assign(scan, {
      as(uid: number): Ran {
        for (const file of [own, path.dirname(keyFile), keyFile]) fs.chownSync(file, uid, uid);
        return run(['scan', '--format', 'json', ...where], {}, uid);
      },
    }),
  };
}

/** What the run said in JSON. */
export function findingsIn({ out, err }: Ran): Report {
  if (!out.startsWith('{')) throw new Error(`no report: ${err}`);
  const report = JSON.parse(out) as Omit<Report, 'findingsOf' | 'placesOf'>;
  const findingsOf = (value: string): readonly StateFinding[] => {
    const print = fingerprint(KEY, value);
    return report.findings.filter((finding) => finding.fingerprint === print);
  };
  return { ...report, findingsOf, placesOf: (value) => findingsOf(value).map(({ path: name }) => name) };
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});
