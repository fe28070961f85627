/** `--stats`: where the time went, and what this machine could not do; the findings are the same everywhere. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { environment, EXECUTABLE, temporaryDirectory, write, type Ran } from './kit/command.ts';
import { githubToken } from './kit/secrets.ts';

/** More than a pool's start is worth. */
const FILES = 1200;

function tree(): string {
  const directory = path.join(temporaryDirectory(), 'tree');
  const token = githubToken();
  write(
    directory,
    Object.fromEntries(
      Array.from({ length: FILES }, (_, i) => [
        `part${String(i).padStart(4, '0')}.txt`,
        i % 10 === 0 ? `token = ${token}\n` : 'nothing\n',
      ]),
    ),
  );
  return directory;
}

function scan(directory: string, node: readonly string[], flags: readonly string[]): Ran {
  const home = path.join(path.dirname(directory), 'home');
  fs.mkdirSync(home, { recursive: true });
  const ran = spawnSync(
    process.execPath,
    [...node, EXECUTABLE, 'scan', '--no-managed', '--format', 'json', ...flags],
    { cwd: directory, env: environment(home), maxBuffer: 1 << 28 },
  );
  return { code: ran.status, out: ran.stdout.toString(), err: ran.stderr.toString() };
}

function findings({ code, out }: Ran): unknown {
  expect(code).toBe(1);
  const { findings: found, notScanned, stats } = JSON.parse(out) as Record<string, unknown>;
  const { files, bytes } = stats as { files: number; bytes: number };
  return { found, notScanned, files, bytes };
}

test('the slowest files are named with --stats, all of them with --verbose too, none without', () => {
  const directory = tree();
  write(directory, { 'large.txt': 'x = 1; y = "word"\n'.repeat(200_000) });
  const named = (flags: readonly string[]): readonly string[] =>
    [...scan(directory, [], flags).err.matchAll(/ ms {2}.* MB\/s {2}(\S+)$/gm)].map(([, name]) => name!);
  expect(named([])).toEqual([]);
  const few = named(['--stats']);
  expect(few).toHaveLength(5);
  expect(few[0]).toBe('large.txt');
  expect(new Set(named(['--stats', '--verbose'])).size).toBe(FILES + 1);
});

test('a thread that is killed in the middle costs time and no finding', () => {
  const directory = tree();
  // of the helping threads each ends while its fortieth file is open
  const killer = path.join(path.dirname(directory), 'killer.mjs');
  write(path.dirname(directory), {
    'killer.mjs': `import fs from 'node:fs';
import { isMainThread } from 'node:worker_threads';
const open = fs.openSync;
let count = 0;
fs.openSync = (...all) => {
  if (isMainThread) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2); // the others get their share
  else if (String(all[0]).endsWith('.txt') && ++count === 40) process.exit(1);
  return open(...all);
};
`,
  });
  const whole = scan(directory, [], ['--threads', '1']);
  const ran = scan(directory, ['--import', killer], ['--threads', '3', '--stats']);
  expect(ran.err).toContain('2 threads ended in the middle: what was theirs was scanned again');
  expect(ran.err).toContain('staunch: 1 thread\n');
  expect(findings(ran)).toEqual(findings(whole));
});

test('without shared memory there is one thread, and it is said', () => {
  const directory = tree();
  const ran = scan(directory, ['--no-harmony-sharedarraybuffer'], ['--threads', '4', '--stats']);
  expect(ran.err).toContain('node runs without shared memory here: one thread');
  expect(ran.err).toContain('staunch: 1 thread\n');
  expect(findings(ran)).toEqual(findings(scan(directory, [], ['--threads', '2'])));
});

test('without WebAssembly the findings are the same, and it is said', () => {
  const directory = path.join(temporaryDirectory(), 'few');
  write(directory, { 'a.txt': `token = ${githubToken()}\n`, 'b.txt': 'nothing\n' });
  const ran = scan(directory, ['--jitless'], ['--stats']);
  expect(ran.err).toContain('WebAssembly with SIMD cannot be had here');
  const usual = scan(directory, [], ['--stats']);
  expect(usual.err).not.toContain('WebAssembly');
  expect(findings(ran)).toEqual(findings(usual));
});
