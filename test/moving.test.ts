/** What users of other scanners bring along: configuration, baselines, shards, reports; with real git and real bash. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openRepository } from './kit/repository.ts';
import { ROOT, staunch, temporaryDirectory, write } from './kit/command.ts';
import { githubToken, sampler } from './kit/secrets.ts';

const token = githubToken();
const other = githubToken(2);
const RULE = "[[rules]]\nid = \"acme\"\ndescription = \"Acme key\"\nregex = '''acme_([a-z0-9]{20})'''\n";
const acme = `acme_${sampler(4).lower(20)}`;

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly fingerprint: string;
  }[];
  readonly suppressed: readonly { readonly reason: string }[];
}

function scan(cwd: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Report {
  const { out, err, code } = staunch(['scan', '--no-managed', '--format', 'json', ...args], { cwd, env });
  expect(code, err).not.toBe(2);
  return JSON.parse(out) as Report;
}

const rulesIn = (report: Report): string[] => report.findings.map(({ rule }) => rule);

test("gitleaks' configuration in gitleaks' order", () => {
  const cwd = temporaryDirectory();
  const named = (id: string): string => RULE.replace('id = "acme"', `id = "${id}"`);
  write(cwd, {
    'a.txt': `${acme}\n`,
    '.gitleaks.toml': named('target'),
    'env.toml': named('by-env'),
    'flag.toml': named('flag'),
  });
  const inText = { GITLEAKS_CONFIG_TOML: named('in-text') };
  const byPath = { GITLEAKS_CONFIG: 'env.toml' };
  expect(rulesIn(scan(cwd))).toEqual(['target']);
  expect(rulesIn(scan(cwd, [], inText))).toEqual(['in-text']);
  expect(rulesIn(scan(cwd, [], { ...inText, ...byPath }))).toEqual(['by-env']);
  expect(rulesIn(scan(cwd, ['--config', 'flag.toml'], { ...inText, ...byPath }))).toEqual(['flag']);
  expect(staunch(['scan', '--no-managed'], { cwd }).err).toContain('does not extend the default rules');
});

test('a directory that is scanned is judged by its own .gitleaks.toml and .gitleaksignore, as in gitleaks', () => {
  const { top: cwd } = openRepository({ bare: true });
  const text = `${token}\n${acme}\n`;
  write(cwd, {
    'root.txt': text,
    'app/a.txt': text,
    'app/deep/b.txt': text,
    'app/.gitleaks.toml': RULE,
    'app/.gitleaksignore': 'app/a.txt:acme:2\n',
    'lib/c.txt': text,
  });
  const found = (where: string, ...args: string[]): string[] =>
    scan(path.join(cwd, where), args)
      .findings.map(({ path: file, rule }) => `${file} ${rule}`)
      .sort();
  expect(found('.', 'app')).toEqual(['app/deep/b.txt acme']);
  expect(found('app')).toEqual(['deep/b.txt acme']);
  // of none of its own: the top's, as for the gate
  expect(found('.', 'app/deep')).toEqual(['app/deep/b.txt github-pat']);
  expect(found('.', 'lib', 'app')).toEqual(['app/deep/b.txt acme', 'lib/c.txt github-pat']);
  expect(found('.')).toHaveLength(4);
  expect(staunch(['scan', 'app', '--no-managed'], { cwd }).err).toContain('app/.gitleaks.toml counts');
});

test("gitleaks' own command lines are understood", () => {
  const cwd = temporaryDirectory();
  write(cwd, { 'a.txt': `${token}\n`, 'sub/b.txt': `${other}\n`, 'g.toml': '[extend]\nuseDefault = true\n' });
  const run = (...args: string[]): number | null => staunch(args, { cwd }).code;
  expect(
    run('dir', 'sub', '-c', 'g.toml', '-f', 'json', '-r', 'out.json', '--redact', '--no-banner', '-v'),
  ).toBe(1);
  const report = JSON.parse(fs.readFileSync(path.join(cwd, 'out.json'), 'utf8')) as Record<string, string>[];
  expect(report.map(({ RuleID, File, Secret }) => [RuleID, File, Secret])).toEqual([
    ['github-pat', 'sub/b.txt', 'ghp_***[40]'],
  ]);
  expect(run('dir', 'sub', '-b', 'out.json', '--log-level=debug')).toBe(0);
  expect(
    run('detect', '--no-git', '--source', 'sub', '--redact=50', '--report-path=r.sarif', '--exit-code', '7'),
  ).toBe(7);
  expect(fs.readFileSync(path.join(cwd, 'r.sarif'), 'utf8')).toContain('"2.1.0"');
  expect(staunch(['stdin'], { cwd, input: token }).code).toBe(1);
  expect(run('dir', '--report-frmat', 'json')).toBe(2);
  expect(staunch(['--help'], { cwd }).out).not.toMatch(/^ {2}dir /m);
});

test("gitleaks' words for history and for what is staged, with its flags", () => {
  const repository = openRepository();
  const cwd = repository.top;
  for (const [name, seed] of [
    ['a.txt', 1],
    ['b.txt', 2],
    ['sub/c.txt', 3],
  ] as const) {
    repository.stage(name, `${githubToken(seed)}\n`);
    repository.git('commit', '-q', '--no-verify', '-m', name);
  }
  repository.stage('d.txt', `${githubToken(4)}\n`);
  const files = (...args: string[]): string[] | number | null => {
    const { code, err } = staunch([...args, '-f', 'json', '-r', '../out.json'], { cwd });
    expect(code, err).toBeLessThan(2);
    const report = JSON.parse(fs.readFileSync(path.join(cwd, '../out.json'), 'utf8')) as { File: string }[];
    expect(code).toBe(report.length > 0 ? 1 : 0);
    return report.map(({ File }) => File).sort();
  };
  const all = ['a.txt', 'b.txt', 'sub/c.txt'];
  expect(files('git', '.', '--redact', '--no-banner', '-v', '--platform', 'github')).toEqual(all);
  // what gitleaks-action gives
  expect(files('detect', '--log-opts=-1', '--redact', '-v', '--exit-code=1')).toEqual(['sub/c.txt']);
  expect(files('git', '--log-opts=--no-merges --first-parent HEAD~2^..HEAD~1')).toEqual(['a.txt', 'b.txt']);
  expect(files('git', '--log-opts=--no-merges --first-parent HEAD~2..HEAD~1 -p')).toEqual(['b.txt']);
  expect(files('git', '--log-opts=--all --until=2001-01-01')).toEqual([]);
  expect(files('protect', '--staged', '-v')).toEqual(['d.txt']);
  expect(files('git', '--pre-commit', '--staged', '--redact')).toEqual(['d.txt']);
  expect(files('detect', '--enable-rule', 'jwt,github-app-token')).toEqual([]);
  expect(files('--no-banner', '-l', 'warn', 'dir', 'sub')).toEqual(['sub/c.txt']);
  write(cwd, {
    'own.toml': RULE,
    'ignored/.gitleaksignore': `${cwd}/sub/c.txt:github-pat:1\na.txt:github-pat:1\n`,
  });
  expect(files('protect', '--staged', '-c', 'own.toml')).toEqual([]);
  expect(files('directory', 'sub', '-i', 'ignored')).toEqual([]);
  expect(files('file', 'a.txt', '-i', 'ignored/.gitleaksignore')).toEqual([]);
  const refused = (...args: string[]): string =>
    staunch(args, { cwd }).err.replace(/^staunch: this is.*\n/, '');
  expect(refused('dir', '--enable-rule', 'jwtt')).toBe(
    'staunch: --enable-rule names a rule that is not there\n  did you mean jwt?\n',
  );
  expect(refused('git', '--log-opts=no-such-branch')).toMatch(/^staunch: git rev-list failed: /);
  expect(refused('dir', '-f', 'template', '-r', 'x')).toContain('would be given values');
  expect(staunch(['git', '--help'], { cwd }).out).not.toContain('report-path');
});

test("of history gitleaks' reports name the commit, as gitleaks does and masked", () => {
  const repository = openRepository();
  const cwd = repository.top;
  const [weak, short] = [`Winter${2020 + 4}!`, 'hunt'.concat('er2')];
  repository.git('remote', 'add', 'origin', `https://ci:${other}@github.com/acme/widget.git`);
  repository.stage('.mailmap', 'Ann Mapped <ann@example.com> <old@example.com>\n');
  repository.stage('c.ini', `db_password = "${weak}"\nuser_password: "${short}"\n`);
  const message = `Set ${weak}\nand so on\n\n\n\n\tfirst ${short}  \n\n\nlast ${token}\n\n`;
  repository.git('config', 'user.name', 'Ann');
  repository.git('config', 'user.email', 'old@example.com');
  const date = '--date=2024-03-05T23:10:00-0500';
  repository.git('commit', '-q', '--no-verify', '--cleanup=verbatim', date, '-m', message);
  const id = repository.git('rev-parse', 'HEAD').trim();
  const { out, code } = staunch(['git', '--no-managed', '--format', 'gitleaks', '--min-confidence', 'low'], {
    cwd,
  });
  expect(code).toBe(1);
  const entries = (JSON.parse(out) as Record<string, unknown>[]).filter(({ File }) => File === 'c.ini');
  expect(entries).toHaveLength(2);
  expect(entries[0]).toMatchObject({
    Commit: id,
    Link: `https://github.com/acme/widget/blob/${id}/c.ini#L1`,
    Author: 'Ann Mapped',
    Email: 'ann@example.com',
    Date: '2024-03-06T04:10:00Z',
    Message: 'Set *** and so on\n\n        first ***\n\nlast ***',
  });
  const csv = staunch(['git', '--no-managed', '--format', 'csv', '--min-confidence', 'low'], { cwd }).out;
  expect(csv).toContain(',2024-03-06T04:10:00Z,ann@example.com,');
  for (const value of [weak, short, token, other]) expect(out + csv).not.toContain(value);
});

test('what was given as a baseline or as configuration is known, and counted', () => {
  const cwd = temporaryDirectory();
  write(cwd, {
    'a.txt': `${token}\n`,
    'known.json': JSON.stringify([{ RuleID: 'x', File: 'a.txt', StartLine: 1, Secret: token, Match: other }]),
    'rules.toml': `[extend]\nuseDefault = true\n[allowlist]\nregexes = ["${other}"]\n`,
  });
  const report = scan(cwd, ['--baseline', 'known.json', '--config', 'rules.toml']);
  expect(report.findings).toEqual([]);
  expect(report.suppressed.length).toBeGreaterThan(3);
  // not where nobody said so
  expect(scan(cwd).findings.map(({ path: file }) => file)).toContain('rules.toml');
});

test('what is wrong in it is one line that names file, line and key', () => {
  const cwd = temporaryDirectory();
  write(cwd, { '.gitleaks.toml': `${RULE}keyword = ["${token}"]\n` });
  const { code, err, out } = staunch(['scan', '--no-managed'], { cwd });
  expect(code).toBe(2);
  expect(err).toMatch(
    /^staunch: \.gitleaks\.toml, line 5: rule acme: unknown key keyword; did you mean keywords\?\n$/,
  );
  expect(out + err).not.toContain(token.slice(4, 12));
});

test('rules import tells what became of each rule; rules test runs the examples of own rules', () => {
  const cwd = temporaryDirectory();
  const own = (examples: string): string =>
    `[[rules]]\nid = "own-key"\npattern = 'own_([a-z0-9]{12})'\n${examples}\n`;
  write(cwd, {
    'g.toml': `[extend]\nuseDefault = true\n${RULE}[[rules]]\nid = "github-pat"\n[[rules.allowlists]]\npaths = ["a"]\n`,
  });
  const imported = staunch(['rules', 'import', 'g.toml'], { cwd });
  expect(imported.out).toMatch(/^acme +a rule of its own +anchor "acme_" at its start; 25 bytes at most$/m);
  expect(imported.out).toMatch(/^github-pat +the built-in rule +1 more allowlist$/m);
  write(cwd, {
    '.staunch.toml': own('examples = ["key: own_{lower:12}"]\ncounter_examples = ["own_{lower:4}"]'),
  });
  expect(staunch(['rules', 'test'], { cwd })).toMatchObject({
    code: 0,
    out: 'own-key: ok (1 examples, 1 counter-examples)\n',
  });
  write(cwd, { '.staunch.toml': own('examples = ["own_{lower:4}"]\ncounter_examples = ["own_{lower:12}"]') });
  const failed = staunch(['rules', 'test'], { cwd });
  expect(failed.code).toBe(1);
  expect(failed.out).toContain('example 1 gives 0 findings');
  expect(failed.out).toContain('counter-example 1 is found');
  // what it is built of is found nowhere in the file itself
  expect(scan(cwd).findings).toEqual([]);
});

test('a baseline: create, update, prune; it holds when lines move and files are renamed', () => {
  const cwd = temporaryDirectory();
  write(cwd, { 'b.txt': `${token}\n`, 'a/c.txt': `${token}\n` });
  expect(staunch(['baseline', 'create', '--no-managed'], { cwd }).out).toBe(
    '.staunchbaseline: 1 secret known (1 new, 0 gone)\n',
  );
  const lines = fs
    .readFileSync(path.join(cwd, '.staunchbaseline'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('sf1:'));
  expect(lines.map((line) => line.split('\t').slice(1))).toEqual([
    ['github-pat', 'a/c.txt'],
    ['github-pat', 'b.txt'],
  ]);
  fs.renameSync(path.join(cwd, 'b.txt'), path.join(cwd, 'moved.txt'));
  write(cwd, { 'moved.txt': `\n\n${token}\n`, 'new.txt': other });
  const report = scan(cwd);
  expect(report.findings.map(({ path: file }) => file)).toEqual(['new.txt']);
  expect(report.suppressed.map(({ reason }) => reason)).toEqual(['baseline', 'baseline']);
  expect(staunch(['baseline', 'create', '--no-managed'], { cwd }).code).toBe(2);
  expect(staunch(['baseline', 'update', '--no-managed'], { cwd }).out).toContain(
    '2 secrets known (1 new, 0 gone)',
  );
  expect(scan(cwd).findings).toEqual([]);
  fs.rmSync(path.join(cwd, 'new.txt'));
  expect(staunch(['baseline', 'prune', '--no-managed'], { cwd }).out).toContain(
    '1 secret known (0 new, 1 gone)',
  );
  const again = fs.readFileSync(path.join(cwd, '.staunchbaseline'), 'utf8');
  staunch(['baseline', 'update', '--no-managed'], { cwd });
  expect(fs.readFileSync(path.join(cwd, '.staunchbaseline'), 'utf8')).toBe(again);
});

test('reports of gitleaks and detect-secrets as a baseline; one that is too large, or no baseline', () => {
  const cwd = temporaryDirectory();
  write(cwd, {
    'a.txt': `${token}\n`,
    'gl.json': JSON.stringify([
      { RuleID: 'github-pat', File: 'a.txt', StartLine: 1, Secret: token, Commit: '' },
    ]),
    'redacted.json': JSON.stringify([
      { RuleID: 'github-pat', File: 'a.txt', StartLine: 1, Secret: 'REDACTED' },
    ]),
    'no.json': `{"a": "${token}"`,
  });
  expect(scan(cwd, ['--baseline', 'gl.json', 'a.txt']).suppressed).toMatchObject([{ reason: 'baseline' }]);
  expect(scan(cwd, ['--baseline', 'redacted.json', 'a.txt']).suppressed).toMatchObject([
    { reason: 'baseline' },
  ]);
  fs.truncateSync(path.join(cwd, 'a.txt'), 0);
  fs.writeFileSync(path.join(cwd, 'huge'), '');
  fs.truncateSync(path.join(cwd, 'huge'), 500 << 20);
  const huge = staunch(['scan', '--no-managed', '--baseline', 'huge', 'a.txt'], { cwd });
  expect(huge).toMatchObject({
    code: 2,
    err: 'staunch: huge has 524288000 bytes, more than the 67108864 that are read\n',
  });
  const broken = staunch(['scan', '--no-managed', '--baseline', 'no.json', 'a.txt'], { cwd });
  expect(broken.code).toBe(2);
  expect(broken.err).toMatch(/^staunch: no\.json is not valid JSON\n/);
  expect(broken.err).not.toContain(token.slice(4, 12));
});

test('the gate reads all of it from the index', () => {
  const repository = openRepository();
  repository.stage('.gitleaks.toml', `[extend]\npath = "base.toml"\n`);
  repository.stage('base.toml', RULE);
  repository.git('commit', '-q', '-m', 'rules');
  repository.stage('c.txt', `${acme}\n`);
  expect(repository.try(['commit', '-m', 'x']).err).toContain('(acme)');
  repository.stage('.gitleaksignore', 'c.txt:acme:1\n');
  expect(repository.try(['commit', '-m', 'x']).code).toBe(0);
});

test('shards are disjoint, together they are the whole, and merge puts them together again', () => {
  const cwd = temporaryDirectory();
  const files = Array.from({ length: 24 }, (_, index) => [
    `d${index % 3}/f${index}.txt`,
    `${githubToken(index + 1)}\n`,
  ]);
  write(cwd, Object.fromEntries(files) as Record<string, string>);
  const whole = scan(cwd).findings;
  const parts = [1, 2, 3].map((index) => {
    const { code } = staunch(
      [
        'scan',
        '--no-managed',
        '--shard',
        `${index}/3`,
        '--format',
        index === 2 ? 'jsonl' : 'json',
        '-o',
        `../${path.basename(cwd)}.${index}`,
      ],
      { cwd },
    );
    expect(code).toBe(1);
    return `../${path.basename(cwd)}.${index}`;
  });
  const sizes = [1, 2, 3].map((index) => scan(cwd, ['--shard', `${index}/3`]).findings.length);
  expect(sizes.reduce((a, b) => a + b)).toBe(whole.length);
  expect(Math.min(...sizes)).toBeGreaterThan(2);
  const merged = staunch(['merge', ...parts.toReversed(), '--format', 'json'], { cwd });
  expect(merged.code).toBe(1);
  const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
  expect((JSON.parse(merged.out) as Report).findings).toEqual([...whole].sort(byPath));
  for (const format of ['text', 'sarif', 'html', 'junit'])
    expect(staunch(['merge', ...parts, '--format', format], { cwd }).code).toBe(1);
  for (const part of parts) fs.rmSync(path.join(cwd, part));
  for (const bad of ['0/3', '4/3', '1', 'a/b', '1/0'])
    expect(staunch(['scan', '--shard', bad], { cwd }).code, bad).toBe(2);
  write(cwd, {
    'cut.json': merged.out.slice(0, -40),
    'x.json': '{"version":1,"findings":[{}],"suppressed":[],"notScanned":[],"stats":{}}',
  });
  expect(staunch(['merge', 'cut.json'], { cwd }).err).toMatch(
    /^staunch: cut\.json is no whole report of staunch\n/,
  );
  expect(staunch(['merge', 'x.json'], { cwd }).err).toMatch(
    /^staunch: x\.json: entry 1 of findings is not what staunch writes\n/,
  );
});

test('completion for bash is what the table says; zsh and fish accept theirs', () => {
  const cwd = temporaryDirectory();
  const script = staunch(['completion', 'bash'], { cwd }).out;
  const complete = (...words: string[]): string[] => {
    const line = `${script}\nCOMP_WORDS=(staunch ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _staunch; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', line], { cwd }).toString().trim().split('\n');
  };
  write(cwd, { 'with space.txt': '' });
  expect(complete('ba')).toEqual(['baseline']);
  expect(complete('scan', '--format', 'j')).toEqual(['json', 'jsonl', 'junit']);
  expect(complete('scan', '--pub')).toEqual(['--published']);
  // as readline parts --format=j and --format=
  expect(complete('scan', '--format', '=', 'j')).toEqual(['json', 'jsonl', 'junit']);
  expect(complete('scan', '--published', '=')).toEqual(['npm', 'git', 'docker']);
  expect(complete('baseline', '')).toEqual(['create', 'update', 'prune']);
  expect(complete('scan', 'wi')).toEqual(['with space.txt']);
  for (const shell of ['zsh', 'fish']) {
    const file = path.join(cwd, shell);
    fs.writeFileSync(file, staunch(['completion', shell], { cwd }).out);
    const checked = spawnSync(shell, ['-n', file]);
    // not every machine has these shells
    if (!checked.error) expect(checked.stderr.toString()).toBe('');
  }
  const asked = (line: string): string =>
    spawnSync('fish', ['-c', `source fish; complete -C '${line}'`], { cwd }).stdout?.toString() ?? '';
  if (spawnSync('fish', ['--version']).error) return;
  expect(asked('staunch baseline ')).not.toContain('with space');
  expect(asked('staunch baseline create ')).toContain('with space');
  expect(asked('staunch scan ')).toContain('with space');
});

test('the manual page names every command and flag', () => {
  const cwd = temporaryDirectory();
  const page = staunch(['man'], { cwd }).out;
  const help = staunch(['scan', '--help'], { cwd }).out;
  for (const [flag] of help.matchAll(/--[a-z-]+/g))
    expect(page).toContain(flag.replaceAll('-', String.raw`\-`));
  const names = [...staunch(['--help'], { cwd }).out.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(
    (match) => match[1]!,
  );
  expect(names.length).toBeGreaterThan(8);
  for (const name of names) expect(page).toContain(`staunch ${name}`);
  const roff = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-z'], { input: page });
  if (!roff.error) expect(roff.stderr.toString()).toBe('');
});

test('the example manifests do what they say', () => {
  const manifest = fs.readFileSync(path.join(ROOT, 'docs/examples/kubernetes-indexed-job.yaml'), 'utf8');
  const command = /staunch scan [^\n]*/.exec(manifest)![0];
  const cwd = temporaryDirectory();
  write(cwd, { 'repos/a/x.txt': token, 'repos/b/y.txt': other, 'reports/.keep': '' });
  const bin = path.join(cwd, 'bin');
  write(cwd, {
    'bin/staunch': `#!/bin/sh\nexec '${process.execPath}' '${path.join(ROOT, 'packages/cli/bin/staunch.js')}' "$@"\n`,
  });
  fs.chmodSync(path.join(bin, 'staunch'), 0o755);
  const found = [0, 1, 2, 3].map((index) => {
    const line = command.replaceAll('/repos', `${cwd}/repos`).replaceAll('/reports', `${cwd}/reports`);
    spawnSync('sh', ['-c', line], {
      cwd,
      env: {
        ...process.env,
        HOME: cwd,
        STAUNCH_HOME: path.join(cwd, 'home'),
        PATH: `${bin}:${process.env['PATH']}`,
        JOB_COMPLETION_INDEX: String(index),
      },
    });
    return (JSON.parse(fs.readFileSync(path.join(cwd, `reports/${index}.json`), 'utf8')) as Report).findings
      .length;
  });
  expect(found.reduce((a, b) => a + b)).toBe(2);
});
