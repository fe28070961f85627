/** `scan --published`: exactly what npm, git and docker would ship, by what these say themselves. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { dockerSends, hasDocker } from './kit/docker.ts';
import { ROOT, staunch, temporaryDirectory, write } from './kit/command.ts';
import { openRepository } from './kit/repository.ts';
import { githubToken } from './kit/secrets.ts';

/** Paths with findings, given a directory in which every file holds a secret. */
function published(kind: string, cwd: string, at = '.'): string[] {
  const { out, err } = staunch(['scan', '--published', kind, '--no-managed', '--format', 'json', at], {
    cwd,
  });
  expect(out, err).not.toBe('');
  const { findings } = JSON.parse(out) as { findings: { path: string }[] };
  return [...new Set(findings.map(({ path: file }) => file))].sort();
}

let seed = 0;
const secret = (): string => `key: ${githubToken(++seed)}\n`;
const leaky = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, secret()]));

function npmPack(cwd: string): string[] {
  const out = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files } = { files: [] }] = JSON.parse(out.toString()) as { files: { path: string }[] }[];
  return files.map((file) => file.path).sort();
}

const TREE = [
  'index.js',
  'lib/a.js',
  'lib/b.test.js',
  'lib/deep/c.js',
  'src/d.ts',
  '.env',
  '.npmrc',
  '.hidden/x',
  'README.md',
  'readme.old',
  'LICENSE',
  'LICENCE.txt',
  'CHANGELOG.md',
  'docs/a.md',
  'cli.js',
  'package-lock.json',
  'a.orig',
  'dist/out.js',
  '.DS_Store',
  'test/.gitignore',
  'node_modules/inner/index.js',
  'node_modules/outer/index.js',
];

test.each<[string, object, Record<string, string>]>([
  ['no list at all', {}, {}],
  ['.gitignore as the fallback', {}, { '.gitignore': 'dist\n*.md\n!docs/a.md\n' }],
  ['.npmignore before .gitignore', {}, { '.gitignore': 'dist\n', '.npmignore': 'src\nlib/*.test.js\n' }],
  ['files', { files: ['lib', './docs/*.md', '!lib/b.test.js'] }, {}],
  ['files and an .npmignore below', { files: ['lib', 'dist'] }, { 'lib/.npmignore': 'deep\n' }],
  [
    'main, bin and browser are always there',
    { files: [], main: './lib/deep/c.js', bin: './cli.js', browser: 'src/d.ts' },
    {},
  ],
  ['bundled dependencies', { bundleDependencies: ['inner'], dependencies: { inner: '*' } }, {}],
])('npm: %s', (_, manifest, ignores) => {
  const cwd = temporaryDirectory();
  const described = (name: string, more: object): string =>
    JSON.stringify({ name, version: '1.0.0', ...more });
  write(cwd, {
    ...leaky(...TREE.filter((name) => !name.endsWith('.gitignore'))),
    'package.json': described('x', { description: secret(), ...manifest }),
    'node_modules/inner/package.json': described('inner', {
      description: secret(),
      dependencies: { outer: '*' },
    }),
    'node_modules/outer/package.json': described('outer', { description: secret() }),
    ...ignores,
  });
  const shipped = npmPack(cwd).filter((name) => !name.endsWith('ignore'));
  expect(shipped.length).toBeGreaterThan(2);
  expect(published('npm', cwd)).toEqual(shipped);
});

test('npm: a workspace, from its own directory and from the root', () => {
  const cwd = temporaryDirectory();
  write(cwd, {
    'package.json': JSON.stringify({
      name: 'root',
      version: '1.0.0',
      description: secret(),
      workspaces: ['packages/*'],
    }),
    'packages/a/package.json': JSON.stringify({ name: 'a', version: '1.0.0', description: secret() }),
    ...leaky('index.js', 'packages/a/index.js', 'packages/a/skip.js', 'packages/note.md'),
    '.npmignore': 'skip.js\n',
  });
  const shipped = (at: string): string[] =>
    npmPack(path.join(cwd, at)).filter((name) => !name.endsWith('ignore'));
  expect(published('npm', cwd)).toEqual(shipped('.'));
  expect(published('npm', path.join(cwd, 'packages/a'))).toEqual(shipped('packages/a'));
});

test('npm: real packages', () => {
  for (const name of ['re2js', 'micromatch', 'yaml']) {
    const directory = fs.realpathSync(path.join(ROOT, 'packages/core/node_modules', name));
    const ran = staunch(['scan', '--published', 'npm', '--no-managed', '--format', 'json', directory], {
      cwd: temporaryDirectory(),
    });
    const { stats } = JSON.parse(ran.out) as { stats: { files: number } };
    expect(stats.files).toBe(npmPack(directory).length);
  }
});

test('npm: no package is an error', () => {
  const ran = staunch(['scan', '--published', 'npm', '--no-managed'], { cwd: temporaryDirectory() });
  expect(ran).toMatchObject({ code: 2 });
  expect(ran.err).toContain('no package.json');
});

test('git: the commit, without what export-ignore names and with what export-subst fills in', () => {
  const repository = openRepository({ bare: true });
  repository.write(
    '.gitattributes',
    'private/ export-ignore\n*.key export-ignore\nversion.txt export-subst\n',
  );
  for (const [name, text] of Object.entries(
    leaky('in.txt', 'private/a.txt', 'b.key', `${'long/'.repeat(30)}name.txt`),
  ))
    repository.write(name, text);
  const inSubject = githubToken(77);
  repository.write('version.txt', '$Format:%s$\n');
  fs.symlinkSync(githubToken(78), path.join(repository.top, 'link'));
  repository.git('add', '-A');
  repository.git('commit', '-q', '-m', `release ${inSubject}`);
  repository.write('later.txt', secret());
  expect(published('git', repository.top)).toEqual([
    'in.txt',
    'link',
    `${'long/'.repeat(30)}name.txt`,
    'version.txt',
  ]);
  const none = staunch(['scan', '--published', 'git', '--no-managed'], { cwd: temporaryDirectory() });
  expect(none).toMatchObject({ code: 2 });
});

test.each([
  ['', ['.env', 'Dockerfile', 'a.txt', 'dir/b.txt', 'dir/sub/c.log', 'x.log']],
  ['# all\n*\n!dir\n', ['Dockerfile', 'dir/b.txt', 'dir/sub/c.log']],
  ['*.log\n', ['.env', 'Dockerfile', 'a.txt', 'dir/b.txt', 'dir/sub/c.log']],
  ['**/*.log\n', ['.env', 'Dockerfile', 'a.txt', 'dir/b.txt']],
  ['dir/\n!dir/sub\n', ['.env', 'Dockerfile', 'a.txt', 'dir/sub/c.log', 'x.log']],
  ['/a.txt\n./x.log\ndir/../.env\n  \n', ['Dockerfile', 'dir/b.txt', 'dir/sub/c.log']],
  ['d**c.log\n', ['.env', 'Dockerfile', 'a.txt', 'dir/b.txt', 'x.log']],
  ['Dockerfile\n.dockerignore\na.???\n', ['.env', 'Dockerfile', 'dir/b.txt', 'dir/sub/c.log', 'x.log']],
])('docker: %j', (ignore, expected) => {
  const cwd = temporaryDirectory();
  write(cwd, leaky('a.txt', '.env', 'x.log', 'dir/b.txt', 'dir/sub/c.log', 'Dockerfile'));
  if (ignore !== '') write(cwd, { '.dockerignore': ignore });
  expect(published('docker', cwd)).toEqual(expected);
  expect(published('docker', path.dirname(cwd), path.basename(cwd))).toEqual(
    expected.map((name) => `${path.basename(cwd)}/${name}`),
  );
});

// not every machine has docker's command line
test.skipIf(!hasDocker())('docker: what its own command line sends', { timeout: 120_000 }, async () => {
  const names = [
    'a.txt',
    '.env',
    'x.log',
    '#y.txt',
    'dir/b.txt',
    'dir/sub/c.log',
    'dir/sub/d/e.txt',
    'sub/f.txt',
  ];
  const patterns = [
    '',
    '*\n!dir\n',
    '*.txt\n',
    '**/*.txt\n!**/e.txt\n',
    'dir/*\n!dir/sub/d\n',
    '**/sub\n',
    '*/sub\n',
    'sub\n',
    '/dir/sub/\n',
    '[a-b].txt\n',
    'dir/[^b]*\n',
    '\\\\#y.txt\n',
    ' # no comment\n .env \n',
    '.*\n',
    '**\n!x.log\n',
    '.\n!a.txt\n',
    'dir/**/e.txt\r\nx.log\r\n',
    'Dockerfile\n*\n',
    'd*r/s**\n',
    '?.txt\n!a.txt\na.txt\n',
    '! dir/b.txt\n',
    'dir\n!dir/sub/../b.txt\n',
  ];
  for (const ignore of patterns) {
    const cwd = temporaryDirectory();
    write(cwd, {
      ...leaky(...names),
      Dockerfile: `FROM scratch\n# ${githubToken(90)}\n`,
      '.dockerignore': ignore,
    });
    const sent = (await dockerSends(cwd)).filter((name) => name !== '.dockerignore');
    expect.soft(published('docker', cwd), JSON.stringify(ignore)).toEqual(sent);
  }
});

test('a packed tarball, a wheel, a jar and a saved image as PATH', () => {
  const cwd = temporaryDirectory();
  write(cwd, { ...leaky('package/index.js'), 'package/package.json': '{}' });
  execFileSync('tar', ['-czf', 'x-1.0.0.tgz', 'package'], { cwd });
  execFileSync(
    'python3',
    [
      '-c',
      'import zipfile,sys\nfor n in ("x-1.0-py3-none-any.whl","x.jar"):\n  z=zipfile.ZipFile(n,"w",zipfile.ZIP_DEFLATED); z.write("package/index.js","x/index.js"); z.close()',
    ],
    { cwd },
  );
  execFileSync('tar', ['-cf', 'layer.tar', 'package'], { cwd });
  fs.writeFileSync(path.join(cwd, 'layer.tar.gz'), gzipSync(fs.readFileSync(path.join(cwd, 'layer.tar'))));
  write(cwd, { 'manifest.json': '[{"Layers":["layer.tar.gz"]}]' });
  execFileSync('tar', ['-cf', 'image.tar', 'manifest.json', 'layer.tar.gz'], { cwd });
  for (const [file, inside] of [
    ['x-1.0.0.tgz', 'package/index.js'],
    ['x-1.0-py3-none-any.whl', 'x/index.js'],
    ['x.jar', 'x/index.js'],
    ['image.tar', 'package/index.js'],
  ] as const) {
    const { out, code } = staunch(['scan', '--no-managed', '--format', 'json', file], { cwd });
    expect(code, file).toBe(1);
    const { findings } = JSON.parse(out) as { findings: { path: string }[] };
    expect(findings.map((finding) => finding.path).join()).toContain(inside);
  }
});

test('a tarball with ../ names and links is read where it lies, and writes nothing', () => {
  const cwd = temporaryDirectory();
  write(cwd, { 'sub/keep': '', 'evil.txt': secret() });
  fs.symlinkSync('/etc/passwd', path.join(cwd, 'sub/link'));
  execFileSync('tar', ['-cPf', 'evil.tar', '../evil.txt', 'link'], { cwd: path.join(cwd, 'sub') });
  fs.rmSync(path.join(cwd, 'evil.txt'));
  const before = fs.readdirSync(cwd);
  const { out, code } = staunch(['scan', '--no-managed', '--format', 'json', 'sub/evil.tar'], { cwd });
  expect(code).toBe(1);
  expect(out).toContain('evil.txt');
  expect(out).not.toContain('root:');
  expect(fs.readdirSync(cwd)).toEqual(before);
});
