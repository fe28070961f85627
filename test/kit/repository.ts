/** Real repositories with the real git, away from this machine's own configuration. */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { install } from '@staunch/hooks';
import { environment, temporaryDirectory, type Ran } from './command.ts';

export interface RepositoryOptions {
  readonly objectFormat?: 'sha1' | 'sha256';
  /** Its folder's name. */
  readonly name?: string;
  /** Without the gate. */
  readonly bare?: true;
  /** Staunch's data: one of its own unless said. */
  readonly staunchHome?: string;
}

export interface GitOptions {
  /** A folder below the top. */
  readonly from?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A repository of its own for one test, with one commit (a.txt, b.txt) and the gate installed. */
export function openRepository(options: RepositoryOptions = {}): Repository {
  const root = temporaryDirectory();
  const repository = new Repository(root, path.join(root, options.name ?? 'repo'), options.staunchHome);
  repository.initialize(options.objectFormat ?? 'sha1');
  if (!options.bare) install({ repository: repository.top });
  return repository;
}

export class Repository {
  readonly root: string;
  readonly top: string;
  readonly env: Readonly<Record<string, string>>;

  constructor(root: string, top: string, staunchHome?: string) {
    this.root = root;
    this.top = top;
    const home = path.join(root, 'home');
    const config = path.join(home, 'gitconfig');
    fs.mkdirSync(home, { recursive: true });
    fs.writeFileSync(
      config,
      '[user]\nname = Ada Tester\nemail = ada@tester.invalid\n[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n',
    );
    this.env = {
      ...environment(home),
      GIT_CONFIG_GLOBAL: config,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_EDITOR: 'true',
      ...(staunchHome === undefined ? {} : { STAUNCH_HOME: staunchHome }),
    };
    // what runs in this process asks git too
    for (const [name, value] of Object.entries(this.env)) vi.stubEnv(name, value);
    onTestFinished(() => void vi.unstubAllEnvs());
  }

  initialize(objectFormat: string): void {
    this.run('git', ['init', '-q', `--object-format=${objectFormat}`, this.top], { from: this.root });
    this.write('a.txt', 'one\n');
    this.write('b.txt', 'two\n');
    this.git('add', '.');
    this.git('commit', '-q', '-m', 'base');
  }

  /** The same history seen from another work tree. */
  linkedWorktree(): Repository {
    const linked = path.join(this.root, 'linked');
    this.git('worktree', 'add', '-q', '-b', 'side', linked);
    return new Repository(this.root, linked, this.env['STAUNCH_HOME']);
  }

  /** A step of the scene: without hooks, and it must succeed. Returns what it prints. */
  git(...args: readonly string[]): string {
    return execFileSync('git', ['-c', 'core.hooksPath=/dev/null', ...args], {
      cwd: this.top,
      env: this.env,
      stdio: 'pipe',
    }).toString();
  }

  /** What is under test: with hooks, and it may fail. */
  try(args: readonly string[], options: GitOptions = {}): Ran {
    return this.run('git', args, options);
  }

  run(command: string, args: readonly string[], { from = '.', env = {} }: GitOptions = {}): Ran {
    const cwd = path.resolve(from === this.root ? this.root : this.top, from);
    const ran = spawnSync(command, args, { cwd, env: { ...this.env, ...env }, input: '' });
    return { code: ran.status, out: ran.stdout.toString(), err: ran.stderr.toString() };
  }

  file(name: string | Buffer): Buffer {
    return Buffer.concat([Buffer.from(`${this.top}/`), Buffer.from(name)]);
  }

  write(name: string | Buffer, content: string | Buffer): void {
    const file = this.file(name);
    fs.mkdirSync(file.subarray(0, file.lastIndexOf('/')), { recursive: true });
    fs.writeFileSync(file, content);
  }

  /** Writes a file and stages it. */
  stage(name: string, content: string | Buffer): void {
    this.write(name, content);
    this.git('add', '-f', '--', name);
  }

  /** Commits a file without asking the gate. */
  bring(name: string, content: string | Buffer): void {
    this.stage(name, content);
    this.git('commit', '-q', '-m', `bring ${name}`);
  }

  remove(name: string): void {
    fs.rmSync(this.file(name));
  }

  /** An executable script. */
  script(file: string, body: string): void {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  }

  /** Everything that a commit could have changed. */
  state(): string {
    return [this.git('show-ref'), this.git('ls-files', '-s'), this.git('status', '--porcelain')].join('\n');
  }
}

/** The commit is stopped, nothing has changed, and no six characters of the secret are in what is printed. */
export function expectBlocked(
  repository: Repository,
  secret: string,
  args: readonly string[],
  options?: GitOptions,
): Ran {
  const before = repository.state();
  const ran = repository.try(args, options);
  expect(ran.code, ran.err).not.toBe(0);
  expect(ran.err).toContain('staunch: commit blocked');
  expect(repository.state()).toBe(before);
  expectSilent(ran, secret);
  return ran;
}

export function expectAllowed(repository: Repository, args: readonly string[], options?: GitOptions): Ran {
  const ran = repository.try(args, options);
  expect(ran.code, ran.err + ran.out).toBe(0);
  return ran;
}

function expectSilent({ out, err }: Ran, secret: string): void {
  for (let i = 0; i + 6 <= secret.length; i++) expect(out + err).not.toContain(secret.slice(i, i + 6));
}
