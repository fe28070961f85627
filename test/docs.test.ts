/** Every command line of the documentation is run, in order, in a directory like the one that the page speaks of. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { EXECUTABLE, environment, ROOT, temporaryDirectory, write } from './kit/command.ts';
import { githubToken, sampler } from './kit/secrets.ts';

const DOCS = path.join(ROOT, 'docs');
const pages = fs.readdirSync(DOCS).filter((name) => name.endsWith('.md') && name !== 'README.md');

interface Line {
  readonly command: string;
  readonly exit: number;
}

/** Lines of `sh` blocks, and those of other blocks that call staunch; `# exit N` says how a line ends, 0 unless said. */
function linesOf(page: string): Line[] {
  const lines: Line[] = [];
  for (const [, language, body] of page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)) {
    for (const raw of body!.split('\n')) {
      const line = raw.trim().replace(/^- (?:run: )?/, '');
      if (language === 'sh' ? line === '' : !line.startsWith('staunch ')) continue;
      const exit = /\s+# exit (\d)$/.exec(line);
      lines.push({ command: exit ? line.slice(0, exit.index) : line, exit: Number(exit?.[1] ?? 0) });
    }
  }
  return lines;
}

/** Blocks of configuration that a page tells to write. */
function tomlOf(page: string): string {
  return [...page.matchAll(/^```toml\n([^]*?)^```$/gm)].map((match) => match[1]!).join('\n');
}

const token = githubToken(5);
const password = sampler(6).alnum(24);

/** Where `staunch` and other tools are found; no part of what is scanned. */
function toolsBeside(cwd: string): string {
  return path.join(path.dirname(cwd), 'tools');
}

function directoryFor(name: string, page: string): string {
  const cwd = path.join(temporaryDirectory(), 'project');
  const clean = name === 'vault.md';
  write(cwd, {
    'package.json': '{"name": "x", "version": "1.0.0", "files": ["lib"]}',
    'lib/index.js': 'export {};\n',
    Dockerfile: 'FROM scratch\n',
    '.dockerignore': '*\n',
    'log.txt': `key ${githubToken(9)}\n`,
    password,
    'new-password': sampler(7).alnum(24),
    '.env': `MAIL_PASSWORD=${sampler(8).alnum(20)}\n`,
    'dump.sql': `INSERT INTO x VALUES ('${Buffer.from(`app:${password}`).toString('base64')}');\n`,
    ...(clean ? {} : { 'config.ts': `// settings\nconst t = "${token}";\n` }),
    '.gitignore': 'log.txt\npassword\nnew-password\n.env\ndump.sql\nreport.*\n',
  });
  if (name === 'quick-start.md' || name === 'moving-from-detect-secrets.md')
    fs.rmSync(path.join(cwd, 'log.txt'));
  if (!/vault|hasp/.test(name)) fs.rmSync(path.join(cwd, '.env'));
  const sha1 = createHash('sha1').update(token).digest('hex');
  if (name === 'moving-from-detect-secrets.md') {
    write(cwd, {
      '.secrets.baseline': JSON.stringify({
        version: '1.5.0',
        results: { 'config.ts': [{ type: 'GitHub Token', hashed_secret: sha1 }] },
      }),
    });
  }
  if (name === 'moving-from-gitleaks.md') {
    fs.rmSync(path.join(cwd, 'log.txt'));
    write(cwd, {
      '.gitleaks.toml':
        "[extend]\nuseDefault = true\n[[rules]]\nid = \"acme\"\nregex = '''acme_[a-z]{20}'''\n",
    });
  }
  if (tomlOf(page) !== '') write(cwd, { '.staunch.toml': tomlOf(page) });
  write(toolsBeside(cwd), {
    'bin/staunch': `#!/bin/sh\nexec '${process.execPath}' '${EXECUTABLE}' "$@"\n`,
    // what hasp does: a command with the value in its environment
    'bin/hasp': `#!/bin/sh\nshift 3\nAPI_TOKEN='${sampler(3).alnum(30)}' exec "$@"\n`,
  });
  for (const tool of ['staunch', 'hasp']) fs.chmodSync(path.join(toolsBeside(cwd), 'bin', tool), 0o755);
  return cwd;
}

test.each(pages)('%s', (name) => {
  const page = fs.readFileSync(path.join(DOCS, name), 'utf8');
  const lines = linesOf(page);
  expect(lines.length).toBeGreaterThan(2);
  const cwd = directoryFor(name, page);
  const env: Record<string, string> = {
    ...environment(path.join(path.dirname(cwd), 'home')),
    PATH: `${path.join(toolsBeside(cwd), 'bin')}:${process.env['PATH']}`,
    API_TOKEN: sampler(3).alnum(30),
    GIT_CONFIG_NOSYSTEM: '1',
  };
  fs.mkdirSync(env['HOME']!, { recursive: true });
  // what an agent printed once
  if (name === 'opencode.md')
    write(env['HOME']!, { '.local/share/opencode/log/2026-01-01T000000.log': `env: ${githubToken(11)}\n` });
  const run = (command: string, args: readonly string[]) => spawnSync(command, args, { cwd, env, input: '' });
  run('git', ['init', '-q', '-b', 'main']);
  run('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.invalid', 'add', '-A']);
  if (name === 'quick-start.md') run('git', ['rm', '-q', '--cached', 'config.ts']);
  run('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.invalid', 'commit', '-q', '-m', 'x']);
  const isKnown = (name: string): boolean => run('staunch', [name, '--help']).status === 0;
  for (const { command, exit } of lines) {
    const missing = [...command.matchAll(/\bstaunch ([a-z]+)/g)]
      .map((match) => match[1]!)
      .find((each) => !isKnown(each));
    if (missing) {
      console.log(`docs/${name}: not run, since there is no staunch ${missing} yet: ${command}`);
      continue;
    }
    const ran = run('bash', ['-c', command]);
    expect({ command, code: ran.status, err: ran.stderr.toString() }).toMatchObject({ command, code: exit });
  }
});

test('every link between pages leads somewhere, and every page is in the index', () => {
  const index = fs.readFileSync(path.join(DOCS, 'README.md'), 'utf8');
  for (const name of pages) expect(index).toContain(`(${name})`);
  for (const name of [...pages, 'README.md']) {
    for (const [, target] of fs.readFileSync(path.join(DOCS, name), 'utf8').matchAll(/\]\(([^)#:]+)\)/g))
      expect(fs.existsSync(path.join(DOCS, target!)), `${name}: ${target}`).toBe(true);
  }
});
