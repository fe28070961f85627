/**
 * The hook's code, compiled: reading what V8 made of it the last time takes a tenth of the time of compiling it anew.
 * That is kept in the user's cache directory, one file for each build, each part and each V8 with its flags. It is code:
 * a file that somebody else owns or may write is not taken, and where there is none, the source is compiled.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { BUILD } from './build.ts';

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
/** What no hook has used for so long is of a build or a node that is gone. */
const OLD_MS = 30 * 24 * 3600 * 1000;

export interface Compiled<T> {
  readonly exports: T;
  /** Keeps what is compiled by now, and what `warm` makes V8 compile, for the next time; nothing where that was done. */
  keep(warm?: () => void): void;
}

/** A CommonJS file beside this one. Throws what reading and running it throws. */
export function loadCompiled<T>(name: string): Compiled<T> {
  const file = path.join(import.meta.dirname, name);
  const source = `(function (exports, require, module, __filename, __dirname) {${fs.readFileSync(file, 'latin1')}\n})`;
  const cache = cacheFile(name);
  const cachedData = readCache(cache);
  const script = new vm.Script(source, { filename: file, ...(cachedData ? { cachedData } : {}) });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file));
  const isKept = cachedData !== undefined && script.cachedDataRejected === false;
  return {
    exports: module.exports as T,
    keep(warm) {
      if (isKept || cache === undefined) return;
      try {
        warm?.();
        writeCache(cache, script.createCachedData());
      } catch {
        // a full disk, a directory of somebody else: it is slower, and still right
      }
    },
  };
}

/** Undefined where nothing can be kept: this is run from its sources. */
function cacheFile(name: string): string | undefined {
  if (BUILD === undefined) return undefined;
  const { STAUNCH_HOME, XDG_CACHE_HOME } = process.env;
  const directory = STAUNCH_HOME
    ? path.resolve(STAUNCH_HOME, 'code')
    : path.join(
        XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)
          ? XDG_CACHE_HOME
          : path.join(os.homedir(), '.cache'),
        'staunch',
      );
  return path.join(directory, `${BUILD.slice(0, 16)}-${machine()}-${name}`);
}

/** The version of V8, and its flags, as a number: V8 refuses what was compiled with others. */
function machine(): string {
  const flags = `${process.arch} ${process.execArgv.join(' ')} ${process.env['NODE_OPTIONS'] ?? ''}`;
  let hash = 0;
  for (let at = 0; at < flags.length; at++) hash = (Math.imul(hash, 31) + flags.charCodeAt(at)) >>> 0;
  return `${process.versions.v8}-${hash.toString(16)}`;
}

function readCache(file: string | undefined): Buffer | undefined {
  if (file === undefined) return undefined;
  let handle: number | undefined;
  try {
    handle = fs.openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const stats = fs.fstatSync(handle);
    const isOurs =
      process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);
    if (!stats.isFile() || !isOurs || stats.size === 0) return undefined;
    const bytes = Buffer.allocUnsafeSlow(stats.size);
    return fs.readSync(handle, bytes, 0, bytes.length, 0) === bytes.length ? bytes : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
}

/** Aside, and in one step in its place: a hook that reads it at this moment finds all of it or nothing. */
function writeCache(file: string, bytes: Buffer): void {
  const directory = path.dirname(file);
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  const aside = `${file}.${process.pid}`;
  try {
    const handle = fs.openSync(aside, 'wx', 0o600);
    try {
      fs.writeSync(handle, bytes);
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(aside, file);
  } catch (error) {
    fs.rmSync(aside, { force: true });
    throw error;
  }
  for (const name of fs.readdirSync(directory)) {
    const other = path.join(directory, name);
    if (/^[0-9a-f]{16}-/.test(name) && Date.now() - fs.statSync(other).mtimeMs > OLD_MS) fs.rmSync(other);
  }
}
