/** Every output, error and file of runs over known secrets is searched for them, in pieces of six characters. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { staunch, temporaryDirectory, write } from './kit/command.ts';
import { githubToken, sampler } from './kit/secrets.ts';

const sample = sampler(7);
const secrets: Readonly<Record<string, string>> = {
  token: githubToken(7),
  aws: `AKIA${sample.base32(16)}`,
  password: `${sample.letters(6)}-${sample.digits(4)}!${sample.alnum(6)}`,
  hex: sample.hex(40),
  pem: sample.base64(64),
};

const files: Readonly<Record<string, string>> = {
  'app.ts': `const token = "${secrets['token']}";\nexport const key = '${secrets['aws']}';\n`,
  '.env': `DATABASE_URL=postgres://admin:${encodeURIComponent(secrets['password']!)}@db.internal/prod\nDB_PASSWORD="${secrets['password']}"\n`,
  'conf/settings.yaml': `datadog_api_key: ${secrets['hex']}\nsame: ${secrets['token']} ${secrets['token']} # gitleaks:allow\n`,
  'min.js': `var a="${'x'.repeat(3000)}",b="${secrets['token']}",c="${secrets['aws']}";`,
  id_rsa: `-----BEGIN RSA PRIVATE KEY-----\n${`${secrets['pem']}\n`.repeat(12)}-----END RSA PRIVATE KEY-----\n`,
  [`backup-${secrets['token']}.txt`]: 'the name is the leak\n',
};

/** Pieces of a secret that no output may hold; its public prefix is left out. */
function pieces(secret: string): string[] {
  const hidden = secret.replace(/^(ghp_|AKIA)/, '');
  return Array.from({ length: hidden.length - 5 }, (_, at) => hidden.slice(at, at + 6));
}

const forbidden = Object.values(secrets).flatMap(pieces);

function leaks(text: string): string[] {
  return forbidden.filter((piece) => text.includes(piece));
}

/** Every file below a directory as one Latin-1 text, names included. */
function everything(directory: string): string {
  return fs
    .readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return `${file}\n${entry.isFile() ? fs.readFileSync(file, 'latin1') : ''}`;
    })
    .join('\n');
}

test('the search itself finds a leak', () => {
  expect(leaks(`x${secrets['hex']!.slice(3, 12)}x`)).not.toEqual([]);
});

test.each(['text', 'json', 'jsonl', 'gitleaks', 'sarif'])('scan --format %s', (format) => {
  const directory = temporaryDirectory();
  const home = temporaryDirectory();
  const temporary = temporaryDirectory();
  const source = path.join(directory, 'source');
  write(source, files);
  const env = { HOME: home, STAUNCH_HOME: path.join(home, 'data'), TMPDIR: temporary };
  for (const flags of [[], ['--verbose', '--stats'], ['--min-confidence', 'low']]) {
    const ran = staunch(['scan', '--format', format, ...flags], { cwd: source, env });
    expect(ran.code).toBe(1);
    expect(leaks(ran.out + ran.err)).toEqual([]);
  }
  staunch(['scan', '--format', format, '--output', '../report'], { cwd: source, env });
  expect(fs.readFileSync(path.join(directory, 'report'), 'utf8').length).toBeGreaterThan(1000);
  fs.rmSync(source, { recursive: true });
  expect(leaks(everything(directory) + everything(home) + everything(temporary))).toEqual([]);
});

test('ignore, and the files that it writes', () => {
  const directory = temporaryDirectory();
  write(directory, files);
  const ran = staunch(['ignore', 'app.ts:1', '--reason', `was ${secrets['token']}`], { cwd: directory });
  expect(ran.code).toBe(0);
  const written = ['.staunchignore', '.staunch.toml'].map((name) =>
    fs.readFileSync(path.join(directory, name), 'utf8'),
  );
  expect(leaks(ran.out + ran.err + written.join('\n'))).toEqual([]);
  const after = staunch(['scan', '--format', 'json', 'app.ts'], { cwd: directory });
  const report = JSON.parse(after.out) as {
    findings: { rule: string }[];
    suppressed: { rule: string; reason: string }[];
  };
  expect(report.suppressed).toMatchObject([{ rule: 'github-pat', reason: 'ignore' }]);
  expect(report.findings.map(({ rule }) => rule)).not.toContain('github-pat');
});

test('--reveal shows values, and nothing else does', () => {
  const directory = temporaryDirectory();
  write(directory, { 'app.ts': files['app.ts']! });
  const ran = staunch(['scan', '--format', 'gitleaks', '--reveal'], { cwd: directory });
  expect((JSON.parse(ran.out) as { Secret: string }[]).map(({ Secret }) => Secret)).toContain(
    secrets['token'],
  );
  expect(leaks(ran.err)).toEqual([]);
});

test('errors, and the names of what is no file, show nothing', () => {
  const directory = temporaryDirectory();
  const token = secrets['token']!;
  write(directory, { 'a.txt': 'clean\n', '.staunchignore': '' });
  fs.symlinkSync('nowhere', path.join(directory, `link-${token}`));
  fs.symlinkSync(`loop-${token}`, path.join(directory, `loop-${token}`));
  const runs = [
    ['scan'],
    ['scan', '--format', 'json'],
    ['scan', token],
    ['scan', '--config', token],
    ['scan', '--output', `nowhere/${token}`],
    ['scan', '--format', token],
    ['scan', `--${token}`],
    ['hooks', 'run', token],
    ['hooks', 'status', token],
    ['rules', 'show', token],
    ['ignore', `${token}:1`, '--reason', 'r'],
    [token],
  ];
  for (const args of runs) {
    const { out, err } = staunch(args, { cwd: directory });
    expect((out + err).length, args[0]).toBeGreaterThan(0);
    expect(leaks(out + err), args.join(' ').replace(token, 'TOKEN')).toEqual([]);
  }
});
