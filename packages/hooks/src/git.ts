/**
 * The only file that spawns git. Everything is plumbing with `-z` and full object ids: what a user configured for
 * their eyes (colours, prefixes, renames, textconv) never changes what is seen here.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { GitError, parseObjects, parseRawDiff, type Blob, type StagedEntry } from './git-output.ts';

export interface StagedEntries {
  readonly entries: readonly StagedEntry[];
  /** There is no commit to compare with: every path of the index is new. */
  readonly firstCommit: boolean;
}

/** How `readBlobs` is asked for a configuration file of the index: a name with a line break in it names nothing. */
export function indexName(name: string): string {
  return `:0:${name.replace(/[^]*[\n\r\0][^]*/, '.')}`;
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
];

/** A partial clone would fetch what is missing from its remote, silently, in the middle of a commit: */
const NO_FETCH = {
  GIT_NO_LAZY_FETCH: '1', // git 2.45 and later do not
  GIT_ALLOW_PROTOCOL: 'none', // and earlier ones find no protocol to do it with
};

function diffIndex(tree: string): string[] {
  return [
    'diff-index',
    '--cached', // the index alone; the work tree is never looked at
    '--raw', // ids and modes, no patch: attributes, textconv and encodings have no say
    '-z', // paths as bytes, unquoted
    '--no-abbrev', // full ids, whatever core.abbrev says
    '--no-renames', // a renamed file is a new one: it is scanned whole
    '--no-ext-diff', // disable external diff tools for consistent behaviour
    '--ita-invisible-in-index', // `git add -N` stages no content
    tree,
    '--', // and a file that is called HEAD is not meant
  ];
}

/**
 * Shell text that asks git what is staged, for a hook script to pipe into the hook: git's answer, and behind its last
 * NUL how git ended, so that nothing at all is never taken for nothing staged.
 */
export function stagedCommand(): string {
  const environment = Object.entries(NO_FETCH).map(([name, value]) => `${name}=${value}`);
  const command = [...environment, 'git', ...ALWAYS, ...diffIndex('HEAD')].join(' ');
  return `{ ${command} 2>/dev/null; echo "${ENDED} $?"; }`;
}

const ENDED = 'git ended with';

/** The answer in what `stagedCommand` wrote; undefined unless git said that it is whole. */
function answerOf(asked: Buffer): Buffer | undefined {
  const end = asked.lastIndexOf(0) + 1;
  return asked.toString('latin1', end) === `${ENDED} 0\n` ? asked.subarray(0, end) : undefined;
}

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
    };
    // these change how a pathspec is read
    for (const name of [
      'GIT_LITERAL_PATHSPECS',
      'GIT_GLOB_PATHSPECS',
      'GIT_NOGLOB_PATHSPECS',
      'GIT_ICASE_PATHSPECS',
    ]) {
      delete this.env[name];
    }
    if (directory !== undefined) {
      for (const name of this.line('rev-parse', '--local-env-vars').split('\n')) delete this.env[name];
    }
  }

  /**
   * What the index would commit, compared with HEAD. `asked` is what the hook script's own `stagedCommand` answered:
   * git and node start side by side then. Throws GitError.
   */
  stagedEntries(asked?: Buffer): StagedEntries {
    const answer = asked && answerOf(asked);
    if (answer) return { entries: parseRawDiff(answer), firstCommit: false };
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
  private emptyTree(): string {
    return this.line('hash-object', '-t', 'tree', '--stdin');
  }

  /**
   * Reads objects in the given order, each as often as it is asked for. An object is named by its id, or by
   * `indexName`. A missing one is said, not thrown; git
   * itself failing throws GitError. What git sends is held a group at a time.
   */
  *readBlobs(ids: readonly string[]): Generator<Blob> {
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

  /** Whether the index that is looked at is there; honours GIT_INDEX_FILE. */
  hasIndexFile(): boolean {
    return existsSync(path.resolve(this.directory ?? '.', this.line('rev-parse', '--git-path', 'index')));
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
      throw new GitError(command, code === 'ENOENT' ? 'git is not found' : `it cannot be run (${code})`);
    }
    if (status !== 0) {
      throw new GitError(command, complaint(stderr) || (signal ? `ended by ${signal}` : `exit ${status}`));
    }
    return stdout;
  }
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
