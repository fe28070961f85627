/**
 * Runs other programs: the value providers' and those that keep keys. Never through a shell; with the variables that
 * are named and no others; without a terminal; for a bounded time and a bounded output. What a program writes to
 * standard error goes nowhere: it may repeat what it was given or what it read.
 */
import type { SpawnSyncOptions, SpawnSyncReturns } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NoAnswer, UserError } from '../errors.ts';
import { loadBuiltIn } from './library.ts';

export interface Run {
  /** A name on PATH, never a relative path. */
  readonly program: string;
  readonly args: readonly string[];
  /** Variables that are handed on besides those that every program gets; `AWS_*` is all that begin so. */
  readonly variables?: readonly string[];
  /** Variables that are set. */
  readonly set?: Readonly<Record<string, string>>;
  readonly input?: Uint8Array;
  readonly timeoutMs?: number;
  readonly mostBytes?: number;
}

export interface Ran {
  readonly code: number;
  /** What it wrote to standard output. Who gets it wipes it. */
  readonly out: Buffer;
}

const TIMEOUT_MS = 30_000;
/** Seconds that a program of a value provider gets instead of its own limit. */
const PATIENCE = 'STAUNCH_SOURCE_TIMEOUT';
const MOST_BYTES = 16 << 20;
/** After its end a program's output is waited for this long: something that it started may hold it open. */
const GRACE_MS = 1000;

/** What a program needs to find itself, its home and the desktop's services. */
const COMMON = [
  'HOME',
  'USER',
  'LOGNAME',
  'TMPDIR',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_CACHE_HOME',
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  // Windows
  'SystemRoot',
  'APPDATA',
  'LOCALAPPDATA',
  'USERPROFILE',
  'TEMP',
  'TMP',
];
/** No colours, no pager, no questions. */
const PLAIN = { LC_ALL: 'C.UTF-8', TERM: 'dumb', NO_COLOR: '1', PAGER: 'cat' };

/** Directories of PATH that are named from the root: `.` would run what a cloned repository brings. */
function searchPath(): string[] {
  return (process.env['PATH'] ?? '').split(path.delimiter).filter((directory) => path.isAbsolute(directory));
}

/** Where the program stands; undefined when it is not installed, or only as what a shell alone can run. */
export function findProgram(name: string): string | undefined {
  return findFile(process.platform === 'win32' ? [`${name}.exe`] : [name]);
}

/** How npm and installers of Windows often put a program: only cmd.exe runs these, and what it makes of arguments is not safe. */
function findBatchFile(name: string): string | undefined {
  return process.platform === 'win32' ? findFile([`${name}.cmd`, `${name}.bat`]) : undefined;
}

function findFile(names: readonly string[]): string | undefined {
  for (const directory of searchPath()) {
    for (const each of names) {
      const file = path.join(directory, each);
      try {
        if (!fs.statSync(file).isFile()) continue;
        fs.accessSync(file, fs.constants.X_OK);
        return file;
      } catch {
        // not here
      }
    }
  }
  return undefined;
}

/** Variables that name files: a program stands elsewhere, and would look for a relative one there. */
const NAMES_FILES =
  /^(?:PASSWORD_STORE_DIR|GNUPGHOME|KUBECONFIG|GOOGLE_APPLICATION_CREDENTIALS|CLOUDSDK_CONFIG|SSL_CERT_DIR|SSH_AUTH_SOCK)$|_(?:FILE|BUNDLE|CONFIG_DIR)$/;

/** As it is meant where Staunch was started; KUBECONFIG may name several. */
function fromHere(name: string, value: string): string {
  if (!NAMES_FILES.test(name)) return value;
  const parts = name === 'KUBECONFIG' ? value.split(path.delimiter) : [value];
  return parts.map((part) => (part === '' ? part : path.resolve(part))).join(path.delimiter);
}

function environmentFor({ variables = [], set = {} }: Run): Record<string, string> {
  const env: Record<string, string> = { PATH: searchPath().join(path.delimiter), ...PLAIN };
  for (const [name, value] of Object.entries(process.env)) {
    const isWanted = [...COMMON, ...variables].some((wanted) =>
      wanted.endsWith('*') ? name.startsWith(wanted.slice(0, -1)) : name === wanted,
    );
    if (isWanted && value !== undefined) env[name] = fromHere(name, value);
  }
  return { ...env, ...set };
}

/** How long to wait for a source: the environment's say, else the limit. Throws UserError when that is no number. */
export function patience(limitMs: number): number {
  const said = process.env[PATIENCE];
  if (!said) return limitMs;
  if (/^[1-9]\d{0,3}$/.test(said)) return Number(said) * 1000;
  throw new UserError(`${PATIENCE} is a number of seconds, from 1 to 9999`);
}

function installed({ program }: Run): string {
  const file = findProgram(program);
  if (file) return file;
  const batch = findBatchFile(program);
  if (batch) {
    throw new UserError(
      `${program} is a batch file here (${path.basename(batch)}), which only a shell could run`,
      {
        hint: `Staunch starts no shell: run it in WSL, or write what ${program} prints into a file and import that; nothing was changed`,
      },
    );
  }
  throw new UserError(`${program} is not installed, or not on PATH`, { hint: 'nothing was changed' });
}

function tooSlow({ program }: Run, timeoutMs: number): NoAnswer {
  return new NoAnswer(`${program} gave no answer within ${timeoutMs / 1000} seconds, and was stopped`, {
    hint: `it may wait for a sign-in or an unlock that it cannot ask for here: run ${program} by hand first, or set ${PATIENCE} (seconds)`,
  });
}

function tooMuch({ program }: Run, mostBytes: number): UserError {
  const most = mostBytes < 1 << 20 ? `${mostBytes >> 10} KiB` : `${mostBytes >> 20} MiB`;
  return new UserError(`${program} printed more than ${most}, and was stopped`, {
    hint: 'nothing was changed',
  });
}

function unstartable({ program }: Run, error: unknown): UserError {
  const { code } = error as NodeJS.ErrnoException;
  return new UserError(`${program} cannot be run (${code ?? 'unknown error'})`);
}

/** Where a program stands while it runs: no directory of a project's, whose settings it would read. */
function neutralDirectory(): string {
  const home = os.homedir();
  return fs.existsSync(home) ? home : path.parse(process.cwd()).root;
}

/** A program and all that it started: its group, what carries the run's mark outside of it (`setsid`), and what they started. */
function stopAll(pid: number, mark: string): void {
  // who started what is forgotten when the one who did ends
  const below = descendantsOf([pid, ...processesWith(mark)]);
  kill(-pid);
  for (const each of below) kill(each);
  // who starts others faster than they are stopped gets no further turn
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const marked = processesWith(mark);
    const left = [...descendantsOf(marked), ...marked];
    if (left.length === 0) return;
    for (const each of left) kill(each);
  }
}

const MOST_TURNS = 20;

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it is gone
  }
}

/** Linux alone shows what a process was given; elsewhere none. What has ended, and was not asked for yet, shows nothing. */
function processesWith(mark: string): number[] {
  return aboutProcesses('environ').flatMap(([pid, environment]) => (environment.includes(mark) ? [pid] : []));
}

/** Also those that were started with an empty environment, as by `env -i`. */
function descendantsOf(pids: readonly number[]): number[] {
  if (pids.length === 0) return [];
  const children = new Map<number, number[]>();
  for (const [pid, stat] of aboutProcesses('stat')) {
    // behind the name, which may hold anything: the state, then the parent
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = new Set<number>();
  const rest = [...pids];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    for (const child of children.get(next) ?? []) {
      if (found.has(child)) continue;
      found.add(child);
      rest.push(child);
    }
  }
  return [...found];
}

/** A file of /proc for each process but this one. */
function aboutProcesses(file: 'environ' | 'stat'): [number, string][] {
  if (process.platform !== 'linux') return [];
  return fs.readdirSync('/proc').flatMap((name): [number, string][] => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    try {
      return [[pid, fs.readFileSync(`/proc/${pid}/${file}`, 'latin1')]];
    } catch {
      return [];
    }
  });
}

/** What ends Staunch: the last is a terminal that is closed. What it runs has a group of its own and is not reached. */
const ENDINGS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGHUP'];

/** In the environment of what is run, and of all that it starts. */
const MARK = 'STAUNCH_RUN';

function newMark(): string {
  return `${process.pid}-${loadBuiltIn<typeof import('node:crypto')>('crypto').randomUUID()}`;
}

/** Throws UserError when it is not there, does not answer in time or says too much; its exit code is the caller's. */
export async function runProgram(run: Run): Promise<Ran> {
  const { mostBytes = MOST_BYTES } = run;
  const timeoutMs = patience(run.timeoutMs ?? TIMEOUT_MS);
  const file = installed(run);
  const mark = newMark();
  const { spawn } = loadBuiltIn<typeof import('node:child_process')>('child_process');
  return new Promise<Ran>((resolve, reject) => {
    const ownGroup = process.platform !== 'win32';
    const child = spawn(file, run.args, {
      cwd: neutralDirectory(),
      env: { ...environmentFor(run), [MARK]: mark },
      stdio: ['pipe', 'pipe', 'ignore'],
      // a group of its own: it has no terminal to ask in, and what it starts is stopped with it
      detached: ownGroup,
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let length = 0;
    let isSettled = false;
    const stop = (): void => {
      if (ownGroup && child.pid) stopAll(child.pid, mark);
      else child.kill('SIGKILL');
    };
    const interrupted = (signal: NodeJS.Signals): void => {
      stop();
      settle(() => process.kill(process.pid, signal));
    };
    const settle = (end: () => void): void => {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(timer);
      for (const signal of ENDINGS) process.off(signal, interrupted);
      child.stdout.destroy();
      end();
      for (const chunk of chunks) chunk.fill(0);
    };
    const fail = (error: UserError): void => {
      stop();
      settle(() => reject(error));
    };
    const timer = setTimeout(() => fail(tooSlow(run, timeoutMs)), timeoutMs);
    for (const signal of ENDINGS) process.once(signal, interrupted);
    child.once('error', (error) => fail(unstartable(run, error)));
    // a program that does not read its input
    child.stdin.on('error', () => {});
    child.stdin.end(run.input ?? '');
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > mostBytes) fail(tooMuch(run, mostBytes));
      else if (!isSettled) chunks.push(chunk);
    });
    const finish = (code: number | null): void =>
      // a signal ended it: no exit code of its own
      settle(() => resolve({ code: code ?? 128, out: Buffer.concat(chunks) }));
    child.once('close', finish);
    child.once('exit', (code) => setTimeout(() => finish(code), GRACE_MS).unref());
  });
}

/** The same, and nothing else goes on meanwhile: for a hook, which reads its key before anything. */
export function runProgramNow(run: Run): Ran {
  return runFileNow(run, installed(run));
}

/** Code in a node of its own: what may hang for ever is stopped from outside. */
export function runNodeNow(run: Omit<Run, 'program'> & { readonly what: string }): Ran {
  return runFileNow({ ...run, program: run.what }, process.execPath);
}

function runFileNow(run: Run, file: string): Ran {
  const { mostBytes = MOST_BYTES } = run;
  const timeoutMs = patience(run.timeoutMs ?? TIMEOUT_MS);
  const ownGroup = process.platform !== 'win32';
  const mark = newMark();
  const { spawnSync } = loadBuiltIn<typeof import('node:child_process')>('child_process');
  const { pid, status, stdout, error } = spawnSync(file, run.args, {
    cwd: neutralDirectory(),
    env: { ...environmentFor(run), [MARK]: mark },
    input: run.input ?? '',
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: timeoutMs,
    maxBuffer: mostBytes,
    killSignal: 'SIGKILL',
    // as above: no terminal to ask in, and what it started can be stopped
    detached: ownGroup,
    windowsHide: true,
  } as SpawnSyncOptions & { readonly detached: boolean }) as SpawnSyncReturns<Buffer>;
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (error && code !== 'EPIPE' && ownGroup && pid) stopAll(pid, mark);
  // what was printed until then may be half of a secret
  if (error && code !== 'EPIPE') stdout?.fill(0);
  if (code === 'ETIMEDOUT') throw tooSlow(run, timeoutMs);
  if (code === 'ENOBUFS') throw tooMuch(run, mostBytes);
  // EPIPE: it did not read its input
  if (error && code !== 'EPIPE') throw unstartable(run, error);
  return { code: status ?? 128, out: stdout };
}

/** A variable of Staunch's own environment. */
export function variable(name: string): string | undefined {
  return process.env[name] || undefined;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

export function onSystem(): NodeJS.Platform {
  return process.platform;
}
