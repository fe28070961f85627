import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { environment, EXECUTABLE, staunch, temporaryDirectory, write } from './kit/command.ts';
import { githubToken } from './kit/secrets.ts';

const token = githubToken();
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

interface Report {
  readonly findings: readonly { path: string }[];
  readonly notScanned: readonly { path: string; reason: string }[];
}

function scan(
  directory: string,
  flags: readonly string[] = [],
  uid?: number,
): { code: number | null; err: string } & Report {
  const ran = staunch(['scan', '--format', 'json', '--no-managed', ...flags], {
    cwd: directory,
    ...(uid === undefined ? {} : { uid }),
  });
  return { code: ran.code, err: ran.err, ...(JSON.parse(ran.out) as Report) };
}

test('a missing path: one line that names it, and 2', () => {
  const directory = temporaryDirectory();
  const { code, out, err } = staunch(['scan', 'nowhere'], { cwd: directory });
  expect({ code, out, err }).toEqual({
    code: 2,
    out: '',
    err: 'staunch: nowhere: no such file or directory\n',
  });
});

test('of several paths, one that is missing, closed or broken is named; the others are scanned', () => {
  const directory = temporaryDirectory();
  write(directory, {
    'open/a.txt': token,
    'broken/.staunch.toml': 'strict = "yes"\n',
    'broken/b.txt': token,
    'closed/c.txt': token,
  });
  fs.chmodSync(directory, 0o755);
  fs.chmodSync(path.join(directory, 'closed'), 0o000);
  const paths = ['nowhere', 'broken', `x-${token}`, 'closed', 'open'];
  try {
    const { code, err, findings, notScanned } = scan(directory, paths, isRoot ? NOBODY : undefined);
    expect(findings).toMatchObject([{ path: 'open/a.txt' }]);
    const named = notScanned.map(({ path: name, reason }) => `${name}: ${reason}`).sort();
    expect(named).toEqual([
      'broken: broken/.staunch.toml, line 1: strict: expected true or false',
      'closed: closed/.staunch.toml cannot be read (EACCES)',
      'nowhere: no such file or directory',
      'x-ghp_***[40]: no such file or directory',
    ]);
    for (const line of named) expect(err).toContain(`staunch: ${line}\n`);
    expect(code).toBe(1);
    fs.rmSync(path.join(directory, 'open/a.txt'));
    expect(scan(directory, paths, isRoot ? NOBODY : undefined).code).toBe(2);
    expect(scan(directory, ['nowhere', 'open']).code).toBe(2);
  } finally {
    fs.chmodSync(path.join(directory, 'closed'), 0o755);
  }
});

test('a broken configuration elsewhere is named by the way to it', () => {
  const directory = temporaryDirectory();
  const files = { '.staunch.toml': 'strict = = 1\n', '.staunchignore': 'a\x01\n', '.gitleaks.toml': '[[x' };
  for (const [name, text] of Object.entries(files)) write(directory, { [`${name.slice(1)}/${name}`]: text });
  for (const name of Object.keys(files)) {
    const { code, err } = staunch(['scan', name.slice(1)], { cwd: directory });
    expect(code).toBe(2);
    expect(err.startsWith(`staunch: ${name.slice(1)}/${name}`)).toBe(true);
  }
});

test('a missing path that is a secret is not shown', () => {
  const { code, err } = staunch(['scan', `x/${token}`], { cwd: temporaryDirectory() });
  expect(code).toBe(2);
  expect(err).toContain('no such file');
  expect(err).not.toContain(token.slice(5, 20));
});

test('an unreadable file and an unreadable directory are named; all else is scanned', () => {
  const directory = temporaryDirectory();
  write(directory, { 'closed/in.txt': token, 'locked.txt': token, 'open.txt': token });
  fs.chmodSync(path.join(directory, 'closed'), 0o000);
  fs.chmodSync(path.join(directory, 'locked.txt'), 0o000);
  fs.chmodSync(directory, 0o755);
  try {
    const result = scan(directory, [], isRoot ? NOBODY : undefined);
    expect(result.findings).toMatchObject([{ path: 'open.txt' }]);
    expect(result.notScanned).toEqual([
      { path: 'closed', reason: 'permission denied' },
      { path: 'locked.txt', reason: 'permission denied' },
    ]);
    expect(result.err).toContain('locked.txt: permission denied');
    // what was found wins over what could not be read
    expect(result.code).toBe(1);
    fs.rmSync(path.join(directory, 'open.txt'));
    expect(scan(directory, [], isRoot ? NOBODY : undefined).code).toBe(2);
  } finally {
    fs.chmodSync(path.join(directory, 'closed'), 0o755);
  }
});

test('links that loop, leave or lead nowhere; a pipe; a socket', async () => {
  const directory = temporaryDirectory();
  write(directory, { 'a/real.txt': token });
  fs.symlinkSync('..', path.join(directory, 'a/up'));
  fs.symlinkSync('loop', path.join(directory, 'loop'));
  fs.symlinkSync('nothing', path.join(directory, 'dangling'));
  fs.symlinkSync('/etc', path.join(directory, 'outside'));
  spawnSync('mkfifo', [path.join(directory, 'pipe')]);
  const result = scan(directory);
  expect(result.code).toBe(1);
  expect(result.findings).toMatchObject([{ path: 'a/real.txt' }]);
  expect(result.notScanned).toEqual([
    { path: 'dangling', reason: 'a symbolic link to nothing' },
    { path: 'loop', reason: 'a symbolic link that leads to itself' },
    { path: 'outside', reason: 'a symbolic link out of what is scanned' },
    { path: 'pipe', reason: 'a named pipe' },
  ]);
  expect(scan(directory, ['--strict']).code).toBe(1);
  fs.rmSync(path.join(directory, 'a'), { recursive: true });
  expect(scan(directory).code).toBe(0);
  expect(scan(directory, ['--strict']).code).toBe(2);
});

test('a device and a pipe that were asked for by name are an error, not a hang', () => {
  const directory = temporaryDirectory();
  spawnSync('mkfifo', [path.join(directory, 'pipe')]);
  expect(scan(directory, ['/dev/zero', 'pipe'])).toMatchObject({
    code: 2,
    notScanned: [{ reason: 'a device' }, { path: 'pipe', reason: 'a named pipe' }],
  });
});

test('a file given as a symbolic link is followed', () => {
  const directory = temporaryDirectory();
  write(directory, { 'real.txt': token });
  fs.symlinkSync('real.txt', path.join(directory, 'link'));
  expect(scan(directory, ['link']).findings).toMatchObject([{ path: 'link' }]);
});

test('names that are not UTF-8, and names that would steer a terminal', () => {
  const directory = temporaryDirectory();
  const odd = Buffer.concat([Buffer.from(`${directory}/caf`), Buffer.from([0xe9]), Buffer.from('.txt')]);
  fs.writeFileSync(odd, token);
  write(directory, { 'red\x1b[31m\n.txt': token, [`name ${token}`]: 'clean' });
  const result = scan(directory);
  expect(result.findings.map((finding) => finding.path)).toEqual([
    String.raw`caf\xe9.txt`,
    'name ghp_***[40]',
    'red\x1b[31m\n.txt',
  ]);
  const { out } = staunch(['scan', '--no-managed'], { cwd: directory });
  expect(out).not.toMatch(/\x1b|red\n/);
  expect(out).not.toContain(token);
});

test('a name that is not UTF-8, given as an argument: what can be done instead is said', () => {
  const directory = temporaryDirectory();
  fs.writeFileSync(Buffer.concat([Buffer.from(`${directory}/caf`), Buffer.from([0xe9])]), token);
  const script = `exec "$0" "$1" scan --no-managed "$(printf 'caf\\351')"`;
  const ran = spawnSync('sh', ['-c', script, process.execPath, EXECUTABLE], {
    cwd: directory,
    env: environment(directory),
    encoding: 'utf8',
  });
  expect(ran.status).toBe(2);
  expect(ran.stderr).toContain('a name that is not UTF-8 cannot be given, the directory that holds it can');
});

test.each([
  ['unknown key', 'min_confidense = "low"\n', /min_confidense.*\n?.*min_confidence/s],
  ['wrong type', 'strict = "yes"\n', /strict/],
  ['no TOML', `strict = = ${token}\n`, /line 1/],
  ['unknown rule', 'disabled_rules = ["nonsense"]\n', /disabled_rules/],
  ['broken pattern', '[[rules]]\nid = "mine"\npattern = "(("\n', /mine/],
])('a broken configuration: %s', (_, config, message) => {
  const directory = temporaryDirectory();
  write(directory, { '.staunch.toml': config, 'a.txt': token });
  const { code, out, err } = staunch(['scan'], { cwd: directory });
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(message);
  expect(err).toContain('.staunch.toml');
  expect(err).not.toContain(token);
  expect(err).not.toContain('    at ');
});

test('an unknown flag names its neighbour, and not what was given to it', () => {
  const { code, err } = staunch(['scan', `--threds=${token}`], { cwd: temporaryDirectory() });
  expect({ code, err }).toEqual({
    code: 2,
    err: 'staunch: unknown flag --threds\n  did you mean --threads?\n',
  });
});

test.each([
  [['scan', '--threads', '0'], '--threads takes a whole number from 1 to 256'],
  [['scan', '--format'], '--format needs a value'],
  [['scan', '--format', 'jsn'], '--format takes one of text, json'],
  [['scan', '--reveal=x'], '--reveal takes no value'],
  [['scan', '-', 'x'], '- stands alone'],
  [['frobnicate'], 'unknown command frobnicate'],
  [['hooks'], 'staunch hooks needs one of install'],
])('%j', (args, message) => {
  const { code, out, err } = staunch(args, { cwd: temporaryDirectory() });
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain(message);
});

test('a full disk: the report is not half written, and it is said', () => {
  const directory = temporaryDirectory();
  write(directory, { 'a.txt': token });
  const { code, err } = staunch(['scan', '--no-managed', '--output', '/dev/full'], { cwd: directory });
  expect(code).toBe(1);
  expect(err).toMatch(/^staunch: \/dev\/full cannot be written \(ENOSPC\); secrets were found$/m);
  write(directory, { 'a.txt': 'clean' });
  expect(staunch(['scan', '--no-managed', '--output', '/dev/full'], { cwd: directory }).code).toBe(2);
});

test('an output that cannot be made leaves what was there', () => {
  const directory = temporaryDirectory();
  write(directory, { 'a.txt': 'clean', 'report.json': 'old' });
  expect(staunch(['scan', '--output', 'no/such/place'], { cwd: directory })).toMatchObject({ code: 2 });
  expect(staunch(['scan', '--format', 'json', '--output', 'report.json'], { cwd: directory })).toMatchObject({
    code: 0,
  });
  expect(fs.readFileSync(path.join(directory, 'report.json'), 'utf8')).toContain('"version":1');
  expect(fs.readdirSync(directory)).toEqual(['a.txt', 'report.json']);
});

test('a closed pipe: no stack, and a finding still decides the exit code', async () => {
  const directory = temporaryDirectory();
  write(directory, { 'a.txt': token });
  const child = spawn(process.execPath, [EXECUTABLE, 'scan', '--no-managed'], {
    cwd: directory,
    env: environment(directory),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(err).toContain('standard output was closed');
  expect(err).not.toContain('    at ');
  expect(code).toBe(1);
});

test('a file that vanishes and a file that shrinks while the scan runs', async () => {
  const directory = temporaryDirectory();
  const files: Record<string, string> = {};
  for (let i = 0; i < 4000; i++) files[`f${String(i).padStart(4, '0')}`] = 'x'.repeat(20_000);
  write(directory, files);
  const child = spawn(
    process.execPath,
    [EXECUTABLE, 'scan', '--no-managed', '--format', 'json', '--threads', '1'],
    {
      cwd: directory,
      env: environment(path.join(directory, '..')),
    },
  );
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  // from the end, where the scan comes last
  for (let i = 3999; i > 3000 && child.exitCode === null; i--) {
    const file = path.join(directory, `f${i}`);
    if (i % 2 === 0) fs.rmSync(file);
    else fs.truncateSync(file, 10);
    if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const code = await ended;
  const { notScanned } = JSON.parse(out) as Report;
  expect(notScanned.every(({ reason }) => reason === 'it vanished before it was read')).toBe(true);
  expect(code).toBe(notScanned.length > 0 ? 2 : 0);
});

test.each(['/proc/x/y', '/dev/null/x'])(
  'a data directory that cannot be made (%s): found all the same',
  (home) => {
    const directory = temporaryDirectory();
    write(directory, { 'a.txt': token });
    const ran = staunch(['scan', '--no-managed', '-q'], { cwd: directory, env: { STAUNCH_HOME: home } });
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('a.txt:1:1');
    expect(ran.err).toContain('fingerprints are good for this run only');
  },
);
