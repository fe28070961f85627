/**
 * The only file that spawns git. Everything is plumbing with `-z` and full object ids: what a user configured for
 * their eyes (colours, prefixes, renames, textconv) never changes what is seen here.
 */
import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { CONFIG_FILES } from '@staunch/core/config';
import {
  asBlob,
  GitError,
  parseObjects,
  parseRawDiff,
  type Blob,
  type GitObject,
  type ObjectType,
  type StagedEntry,
} from './git-output.ts';
import { ENDED } from './piped.ts';

export interface StagedEntries {
  readonly entries: readonly StagedEntry[];
  /** There is no commit to compare with: every path of the index is new. */
  readonly firstCommit: boolean;
}

/** How `readBlobs` is asked for a configuration file of the index: a name with a line break in it names nothing. */
export function indexName(name: string): string {
  return `:0:${name.replace(/[^]*[\n\r\0][^]*/, '.')}`;
}

/** The same for a file in the tree of a commit, given by its full id. */
export function treeName(commit: string, name: string): string {
  return `${commit}:${name.replace(/[^]*[\n\r\0][^]*/, '.')}`;
}

/** As much of git's output as is held in memory at once, unless one object alone is larger. */
const GROUP_BYTES = 64 * 1024 * 1024;
/** A larger object is not read: Node holds one object in one buffer, and on a 32-bit system that ends here. */
const LARGEST_BLOB = 2 ** 31 - 1 - 4096;
/** `<id> SP <type> SP <size> LF` before an object and one LF after it; a SHA-256 id has 64 digits. */
const FRAME_BYTES = 128;

const ALWAYS = [
  '--no-replace-objects', // what is committed is the object itself, not what refs/replace shows instead
  '--no-optional-locks', // the user's index is not refreshed behind their back
  '-c',
  'core.fsmonitor=false', // and no program of the repository's configuration is asked what has changed
];

/** A partial clone would fetch what is missing from its remote, silently, in the middle of a commit: */
const NO_FETCH = {
  GIT_NO_LAZY_FETCH: '1', // git 2.45 and later do not
  GIT_ALLOW_PROTOCOL: 'none', // and earlier ones find no protocol to do it with
};

/** Of what git and the user have put into the environment these would change what is seen, or write into it. */
const LEFT_OUT = [
  /^GIT_(?:LITERAL|GLOB|NOGLOB|ICASE)_PATHSPECS$/, // how a path is read
  /^GIT_TRACE/, // traces among what git answers
  /^GIT_TR2_/,
  /^GIT_REDIRECT_STD/, // answers elsewhere
];

function diffIndex(tree: string): string[] {
  return [
    'diff-index',
    '--cached', // the index alone; the work tree is never looked at
    '--raw', // ids and modes, no patch: attributes, textconv and encodings have no say
    '-z', // paths as bytes, unquoted
    '--no-abbrev', // full ids, whatever core.abbrev says
    '--no-renames', // a renamed file is a new one: it is scanned whole
    '--no-ext-diff', // disable external diff tools for consistent behaviour
    '--ignore-submodules=none', // a submodule that is set to be ignored has a name all the same
    '--ita-invisible-in-index', // `git add -N` stages no content
    tree,
    '--', // and a file that is called HEAD is not meant
  ];
}

/** The commits that are new, the oldest first; standard input has full ids of tips and, with `^`, of what is held. */
export const NEW_COMMITS = [
  'rev-list',
  '--topo-order', // parents before children, whatever their dates say
  '--reverse', // so that a blob is named after the first commit that brought it
  '--stdin', // thousands of ids fit into no command line
];

/** The commits of standard input, as they stand there. */
export const LISTED_COMMITS = ['rev-list', '--no-walk=unsorted', '--stdin'];

/** Options of `git log` that choose no commits, and that rev-list refuses. */
const HOW_SHOWN =
  /^(?:-p|-u|-c|--cc|-m|-s|-U\d*|-M\d*%?|-C\d*%?|-w|-b|-a|--patch|--no-patch|--text|--raw|--binary|--no-ext-diff|--no-textconv|--no-renames|--reverse|--graph|--oneline|--decorate|--no-color|--(?:color|decorate|format|pretty|unified|diff-filter|find-renames|stat|output|diff-merges|date)(?:=.*)?)$/;

/** What each of these commits brings, of standard input. */
export const BROUGHT = [
  'diff-tree',
  '--stdin',
  '--always', // the commit's id also where it changes nothing: its message is text as well
  '-r', // files
  '-t', // and directories: one that was made by other hands may have nothing in it but its name
  '-c', // of a merge what it has from none of its parents: all else is another new commit's, or held already
  '--root', // the first commit brings all that it holds
  '--raw', // ids and modes, no patch: attributes, textconv and encodings have no say
  '-z', // paths as bytes, unquoted
  '--no-abbrev', // full ids
  '--no-renames', // a renamed file is a new one
  '--no-ext-diff', // disable external diff tools for consistent behaviour
  '--ignore-submodules=none', // a submodule that is set to be ignored has a name all the same
];

/** Every file that git would send: what `BROUGHT` did not name, because a tree was made by other hands, is here. */
export const SENT_BLOBS = [
  'rev-list',
  '--objects',
  '--filter=object:type=blob', // git 2.32 and later
  '--missing=print', // what a partial clone has not fetched is said, with `?`, and not fetched
  '--stdin',
];

/** Who wrote each of the commits of standard input, when, and what it says: five fields, each with a NUL behind it. */
export const COMMIT_TEXTS = [
  'log',
  '--no-walk=unsorted', // those alone
  '--stdin',
  '--no-show-signature', // no program is asked about signatures
  '--no-patch',
  '--no-color',
  '--encoding=UTF-8',
  '-z',
  '--format=tformat:%H%x00%aN%x00%aE%x00%at%x00%B', // names as .mailmap has them, as git log shows them
];

/** All of a tree that a tag points at. */
export function treeEntries(tree: string): string[] {
  return ['ls-tree', '-r', '-t', '-z', '--full-tree', tree];
}

/**
 * Shell text that asks git what is staged, for a hook script to pipe into the hook: the changes, how git ended behind
 * their last NUL, then as `cat-file --batch` tells them the project's configuration in the index, and what is staged for
 * each of the changes, in their order. So git works while node starts. `PipedAnswer` reads it.
 */
export function stagedCommand(): string {
  const environment = Object.entries(NO_FETCH).map(([name, value]) => `${name}=${value}`);
  const git = [...environment, 'git', ...ALWAYS].join(' ');
  // once more, a line for each: a path with a line feed in it stands in quotes
  const lines = diffIndex('HEAD').filter((flag) => flag !== '-z');
  return `{
  ${git} ${diffIndex('HEAD').join(' ')}
  echo "${ENDED} $?"
  { printf ':0:%s\\n' ${CONFIG_FILES.join(' ')}; ${git} ${lines.join(' ')} | cut -d ' ' -f 4; } | ${git} cat-file --batch --buffer
} 2>/dev/null`;
}

/** The settings that say what git keeps of a message, and who writes it. */
export const MESSAGE_SETTINGS =
  '^(commit\\.cleanup|core\\.comment(char|string)|(user|author|committer)\\.(name|email))$';

/**
 * Shell text that asks git what the look at a message needs: as `cat-file` tells it the project's configuration in the
 * index, then the settings, and how git ended behind their last NUL.
 */
export function messageCommand(): string {
  const environment = Object.entries(NO_FETCH).map(([name, value]) => `${name}=${value}`);
  const git = [...environment, 'git', ...ALWAYS].join(' ');
  return `{
  printf ':0:%s\\n' ${CONFIG_FILES.join(' ')} | ${git} cat-file --batch-check --buffer
  git config -z --get-regexp '${MESSAGE_SETTINGS}'
  echo "${ENDED} $?"
} 2>/dev/null`;
}

export type ConfigScope = 'local' | 'global';

interface RunOptions {
  readonly input?: string;
  readonly maxBuffer?: number;
  readonly cwd?: string;
}

export class Git {
  private readonly directory: string | undefined;
  private readonly env: NodeJS.ProcessEnv;
  private readonly groupBytes: number;

  /**
   * Without a directory: the repository that git (or the current directory) says, with the environment that git gave
   * the hook, so that GIT_INDEX_FILE and GIT_DIR are honoured. With one: the repository there, whatever the
   * environment says of another. `groupBytes` is for tests.
   */
  constructor(directory?: string, groupBytes = GROUP_BYTES) {
    this.directory = directory;
    this.groupBytes = groupBytes;
    this.env = {
      ...process.env,
      ...NO_FETCH,
      GIT_GRAFT_FILE: os.devNull, // parents are those that a commit names, not those of info/grafts
    };
    for (const name of Object.keys(this.env)) {
      if (LEFT_OUT.some((each) => each.test(name))) delete this.env[name];
    }
    if (directory !== undefined) {
      for (const name of this.line('rev-parse', '--local-env-vars').split('\n')) delete this.env[name];
    }
  }

  /** What the index would commit, compared with HEAD. Throws GitError. */
  stagedEntries(): StagedEntries {
    try {
      return { entries: this.diffIndex('HEAD'), firstCommit: false };
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      // no HEAD yet, or a broken one: against the empty tree more is scanned, never less. A broken index fails again.
      return { entries: this.diffIndex(this.emptyTree()), firstCommit: true };
    }
  }

  private diffIndex(tree: string): StagedEntry[] {
    return parseRawDiff(this.run(diffIndex(tree)));
  }

  /** Asked of git, because it depends on the repository's hash; git knows this tree without storing it. */
  emptyTree(): string {
    return this.line('hash-object', '-t', 'tree', '--stdin');
  }

  /**
   * Reads objects in the given order, each as often as it is asked for. An object is named by its id, or by
   * `indexName` or `treeName`. A missing one is said, not thrown; git itself failing throws GitError. What git sends is
   * held a group at a time.
   */
  *readBlobs(ids: readonly string[]): Generator<Blob> {
    for (const object of this.readObjects(ids)) yield asBlob(object);
  }

  /** The same for objects of any type. */
  *readObjects(ids: readonly string[]): Generator<GitObject> {
    if (ids.length === 0) return;
    // most commits fit into one answer: one process, and no question about sizes first
    const all = this.catFile(ids, this.groupBytes);
    if (all) {
      yield* parseObjects(all, ids);
      return;
    }
    for (const group of this.groups(ids)) {
      if (group.bytes > LARGEST_BLOB) {
        yield { id: group.ids[0]!, problem: 'too-large' };
        continue;
      }
      const output = this.catFile(group.ids, group.bytes + group.ids.length * FRAME_BYTES);
      if (!output) throw new GitError('cat-file', 'an object is larger than git said');
      yield* parseObjects(output, group.ids);
    }
  }

  /** What kind of object each id is; undefined for one that is not here. */
  objectTypes(ids: readonly string[]): (ObjectType | undefined)[] {
    if (ids.length === 0) return [];
    const lines = splitLines(
      this.run(['cat-file', '--batch-check=%(objecttype)'], { input: ids.join('\n') + '\n' }),
    );
    if (lines.length !== ids.length) throw new GitError('cat-file', 'its answer is not understood');
    return lines.map((line) => (line.endsWith(' missing') ? undefined : (line as ObjectType)));
  }

  /** Undefined when the answer is larger than `maxBuffer`. */
  private catFile(ids: readonly string[], maxBuffer: number): Buffer | undefined {
    return this.runWithin(
      [
        'cat-file',
        '--batch', // one process for all, by object id: never `:path`, which `0:clean.txt` leads astray
        '--buffer', // fewer, larger writes: the input is there as a whole
      ],
      { input: ids.join('\n') + '\n', maxBuffer },
    );
  }

  private groups(ids: readonly string[]): { ids: string[]; bytes: number }[] {
    const groups: { ids: string[]; bytes: number }[] = [];
    const lines = this.run(['cat-file', '--batch-check=%(objectsize)', '--buffer'], {
      input: ids.join('\n') + '\n',
    })
      .toString('latin1')
      .split('\n');
    ids.forEach((id, index) => {
      // `<id> missing` takes no room
      const bytes = Number.parseInt(/^\d+$/.exec(lines[index] ?? '')?.[0] ?? '0', 10);
      const last = groups.at(-1);
      if (last && last.bytes + bytes <= this.groupBytes) {
        last.ids.push(id);
        last.bytes += bytes;
      } else groups.push({ ids: [id], bytes });
    });
    return groups;
  }

  /**
   * What `git archive` of a tree ships, as a tar: without what `export-ignore` names, and with what `export-subst`
   * fills in. Throws GitError.
   */
  archive(tree: string): Buffer {
    return this.run([
      'archive',
      '--format=tar', // as it stands: no compression of the user's configuration
      tree,
    ]);
  }

  /** Whether there is no work tree. Throws GitError outside of a repository. */
  isBare(): boolean {
    return this.line('rev-parse', '--is-bare-repository') === 'true';
  }

  /** The top of the work tree; throws GitError in a bare repository and outside of one. */
  topLevel(): string {
    return this.line('rev-parse', '--show-toplevel');
  }

  /** The directory that all worktrees of a repository share. */
  commonDir(): string {
    return path.resolve(this.directory ?? '.', this.line('rev-parse', '--git-common-dir'));
  }

  /** Where git looks for hooks; honours core.hooksPath and linked worktrees. */
  hooksDir(topLevel: string): string {
    // asked from the top, because git runs hooks there and gives a relative core.hooksPath back as it is
    const [answer] = splitLines(this.run(['rev-parse', '--git-path', 'hooks'], { cwd: topLevel }));
    return path.resolve(topLevel, answer!);
  }

  /** Whether core.hooksPath is set by this repository itself, not by the user's or the system's configuration. */
  hasOwnHooksPath(): boolean {
    // with one worktree, --worktree is the same as --local; without extensions.worktreeConfig it may be refused
    return ['--local', '--worktree'].some((scope) =>
      this.succeeds('config', scope, '--get', 'core.hooksPath'),
    );
  }

  /** `[2, 54]` of `git version 2.54.0`. */
  version(): readonly [major: number, minor: number] {
    const [major = 0, minor = 0] = /\d+\.\d+/.exec(this.line('version'))?.[0].split('.').map(Number) ?? [];
    return [major, minor];
  }

  /** The last value of a key, or undefined where it is not set; without a scope, what is in force. */
  setting(key: string, options: { scope?: ConfigScope; type?: 'path' | 'bool' } = {}): string | undefined {
    return this.settings(key, options)?.at(-1);
  }

  /** All values of a key, in order. */
  settings(key: string, { scope, type }: { scope?: ConfigScope; type?: 'path' | 'bool' } = {}) {
    const where = scope === undefined ? [] : [`--${scope}`];
    try {
      const output = this.run([
        'config',
        ...where,
        ...(type ? [`--type=${type}`] : []),
        '-z',
        '--get-all',
        key,
      ]);
      return output.toString().split('\0').slice(0, -1);
    } catch (error) {
      if (error instanceof GitError) return undefined;
      throw error;
    }
  }

  /** Throws GitError where the file cannot be written. */
  writeSetting(scope: ConfigScope, key: string, value: string): void {
    this.run(['config', `--${scope}`, '--replace-all', key, value]);
  }

  /** A key, or all keys of a section when `name` has no variable; nothing happens where it is not set. */
  removeSetting(scope: ConfigScope, kind: 'key' | 'section', name: string): void {
    this.succeeds('config', `--${scope}`, kind === 'key' ? '--unset-all' : '--remove-section', name);
  }

  /** Tracked files that a pathspec matches, relative to the top of the work tree. */
  tracked(topLevel: string, pathspec: string): string[] {
    return this.run(['ls-files', '-z', '--', pathspec], { cwd: topLevel })
      .toString()
      .split('\0')
      .slice(0, -1);
  }

  /** Whether the index that is looked at is there; honours GIT_INDEX_FILE. */
  hasIndexFile(): boolean {
    return existsSync(path.resolve(this.directory ?? '.', this.line('rev-parse', '--git-path', 'index')));
  }

  /** Refs below a prefix, their names a character a byte, with the ids that they hold. */
  refs(prefix: string): { readonly name: string; readonly id: string }[] {
    // an empty pattern names nothing, none names all
    const patterns = prefix === '' ? [] : [prefix];
    const output = this.run(['for-each-ref', '--format=%(objectname) %(refname)', ...patterns]);
    return output
      .toString('latin1')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const blank = line.indexOf(' ');
        return { id: line.slice(0, blank), name: line.slice(blank + 1) };
      });
  }

  /** What `git config -z` has of keys that match an extended regular expression: `<key> LF <value> NUL`, repeated. */
  configMatching(pattern: string): ReadonlyMap<string, readonly string[]> {
    const values = new Map<string, string[]>();
    // nothing of the kind is exit 1 and no error
    const output = this.runOrFail(['config', '-z', '--get-regexp', pattern], 1);
    for (const entry of output.toString().split('\0')) {
      if (entry === '') continue;
      const end = entry.indexOf('\n');
      const key = end < 0 ? entry : entry.slice(0, end);
      values.set(key, [...(values.get(key) ?? []), end < 0 ? '' : entry.slice(end + 1)]);
    }
    return values;
  }

  /** Where a remote is fetched from, as `url.*.insteadOf` rewrites it; undefined when it has no address. */
  fetchUrl(remote: string): string | undefined {
    try {
      return this.line('remote', 'get-url', '--', remote);
    } catch (error) {
      if (error instanceof GitError) return undefined;
      throw error;
    }
  }

  /** Where the current branch is fetched from; undefined when it has no address. */
  defaultFetchUrl(): string | undefined {
    try {
      const url = this.line('ls-remote', '--get-url');
      // without a remote git gives back the name that it would have had
      return url.includes('/') || url.includes(':') ? url : undefined;
    } catch (error) {
      if (error instanceof GitError) return undefined;
      throw error;
    }
  }

  /** An address as `url.*.insteadOf` rewrites it; nobody is asked there. */
  rewrittenUrl(url: string): string {
    return this.line('ls-remote', '--get-url', '--', url);
  }

  /** Full ids of the commits that revisions name, each line of `lines` one; `boundary` says which of the excluded are next to them. */
  commits(lines: readonly string[], boundary = false): string[] {
    const flags = boundary ? ['--boundary'] : [];
    const output = this.run(['rev-list', ...flags, '--stdin'], { input: [...lines, ''].join('\n') });
    return splitLines(output).filter((line) => line !== '');
  }

  /**
   * Full ids of the commits that `git log` shows with these words, parents before children; how it shows them has no say.
   * Throws GitError.
   */
  logged(words: readonly string[]): string[] {
    const which = words.filter((word) => !HOW_SHOWN.test(word));
    const output = this.run(['rev-list', '--default', 'HEAD', '--topo-order', ...which]);
    return splitLines(output)
      .filter((line) => /^[0-9a-f]{40,64}$/.test(line))
      .toReversed();
  }

  /** The commits that are checked out, here and in other work trees. */
  heads(): string[] {
    const listed = this.run(['worktree', 'list', '--porcelain']).toString('latin1');
    const ids = [...listed.matchAll(/^HEAD ([0-9a-f]+)$/gm)].map(([, id]) => id!);
    return [...new Set(ids)].filter((id) => /[1-9a-f]/.test(id));
  }

  /** Full ids of what a range names, with `^` before those that it leaves out; none where it is no range. */
  revisions(range: string): string[] {
    try {
      return splitLines(this.run(['rev-parse', '--revs-only', '--end-of-options', range])).filter((line) =>
        /^\^?[0-9a-f]{40,64}$/.test(line),
      );
    } catch (error) {
      if (error instanceof GitError) return [];
      throw error;
    }
  }

  /** The commit that a name stands for; undefined when there is none. */
  commit(name: string): string | undefined {
    try {
      return this.line('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`);
    } catch (error) {
      if (error instanceof GitError) return undefined;
      throw error;
    }
  }

  /** A file of this work tree's git directory. */
  gitPath(name: string): string {
    return path.resolve(this.directory ?? '.', this.line('rev-parse', '--git-path', name));
  }

  /** What differs between two trees. */
  treeDifference(from: string, to: string): StagedEntry[] {
    const flags = [
      '-r',
      '--raw',
      '-z',
      '--no-abbrev',
      '--no-renames',
      '--no-ext-diff',
      '--ignore-submodules=none',
    ];
    return parseRawDiff(this.run(['diff-tree', ...flags, from, to, '--']));
  }

  /** Starts a git that runs beside us, with the same flags and environment as all the others. */
  start(args: readonly string[]): RunningGit {
    return new RunningGit(
      args[0]!,
      spawn('git', [...ALWAYS, ...args], {
        env: this.env,
        ...(this.directory === undefined ? {} : { cwd: this.directory }),
        stdio: ['pipe', 'pipe', 'pipe'],
        windowsHide: true,
      }),
    );
  }

  /** One git's answer as a whole. Throws GitError. */
  ask(args: readonly string[], input = ''): Buffer {
    return this.run(args, { input });
  }

  private succeeds(...args: string[]): boolean {
    try {
      this.run(args);
      return true;
    } catch (error) {
      if (error instanceof GitError) return false;
      throw error;
    }
  }

  private line(...args: string[]): string {
    return splitLines(this.run(args)).join('\n');
  }

  /** One exit code means nothing. */
  private runOrFail(args: readonly string[], nothing: number): Buffer {
    try {
      return this.run(args);
    } catch (error) {
      if (error instanceof GitError && error.status === nothing) return Buffer.alloc(0);
      throw error;
    }
  }

  private run(args: readonly string[], options: RunOptions = {}): Buffer {
    const output = this.runWithin(args, { maxBuffer: LARGEST_BLOB, ...options });
    if (!output) throw new GitError(args[0]!, 'its answer is too large');
    return output;
  }

  private runWithin(args: readonly string[], { input = '', maxBuffer, cwd }: RunOptions): Buffer | undefined {
    const { error, status, signal, stdout, stderr } = spawnSync('git', [...ALWAYS, ...args], {
      input,
      ...(maxBuffer === undefined ? {} : { maxBuffer }),
      env: this.env,
      ...((cwd ?? this.directory) === undefined ? {} : { cwd: cwd ?? this.directory }),
      windowsHide: true,
    });
    const command = args[0]!;
    if (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOBUFS' && stderr.length < maxBuffer!) return undefined;
      throw new GitError(command, cannotRun(code));
    }
    if (status !== 0) throw new GitError(command, endedBadly(stderr, status, signal), status);
    return stdout;
  }
}

/** A process of git with pipes to it. */
export class RunningGit {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Ends when git has ended well and all of its output is taken; rejects with GitError when it has not. */
  readonly done: Promise<void>;
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;

  constructor(command: string, child: ChildProcessByStdio<Writable, Readable, Readable>) {
    this.child = child;
    this.stdin = child.stdin;
    this.stdout = child.stdout;
    // git that ends early says why by its exit status
    child.stdin.on('error', () => {});
    let said = Buffer.alloc(0);
    child.stderr.on('data', (chunk: Buffer) => {
      if (said.length < MOST_SAID) said = Buffer.concat([said, chunk]);
    });
    this.done = new Promise((resolve, reject) => {
      child.on('error', ({ code }: NodeJS.ErrnoException) => reject(new GitError(command, cannotRun(code))));
      child.on('close', (status, signal) => {
        if (status === 0) resolve();
        else reject(new GitError(command, endedBadly(said, status, signal)));
      });
    });
    // whoever waits for it hears of it; until then it is no unhandled rejection
    this.done.catch(() => {});
  }

  /** Ends it; what it would still have said is not wanted. */
  stop(): void {
    this.child.kill();
    this.stdout.destroy();
  }
}

/** Bytes of git's complaints that are kept. */
const MOST_SAID = 64 * 1024;

function cannotRun(code: string | undefined): string {
  return code === 'ENOENT' ? 'git is not found' : `it cannot be run (${code})`;
}

function endedBadly(stderr: Buffer, status: number | null, signal: string | null): string {
  return complaint(stderr) || (signal ? `ended by ${signal}` : `exit ${status}`);
}

/** git's own reason: the line that says `fatal:`, be there warnings before it. */
function complaint(stderr: Buffer): string {
  const lines = splitLines(stderr);
  return (lines.find((line) => line.startsWith('fatal: ')) ?? lines[0]!).replace(/^(fatal|error): /, '');
}

function splitLines(output: Buffer): string[] {
  return output
    .toString()
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
}
