/**
 * One writer at a time, across processes. The lock is a file that appears whole (a link to a finished one) and names
 * its owner, so that the lock of a dead one is told from that of a slow one.
 */
import fs from 'node:fs';
import os from 'node:os';
import { UserError } from '../errors.ts';
import { loadBuiltIn } from './library.ts';
import { pause } from './pause.ts';
import { failure, vaultPath } from './vault-files.ts';

const LOCK = 'vault.lock';
/** Held for the moment in which a dead one's lock is taken away: two at it could take away a live one. */
const BREAK = 'vault.lock-break';
const PATIENCE_MS = 10_000;

interface Owner {
  readonly token: string;
  readonly pid: number;
  /** When the process began, as the kernel counts it; '' where it does not say. */
  readonly started: string;
  readonly host: string;
  /** Which run of the machine, and which of its process tables. */
  readonly boot: string;
  readonly namespace: string;
}

/** Runs `work` as the only writer. Throws UserError when another one stays at it. */
export function withVaultLock<T>(work: () => T, patience = PATIENCE_MS): T {
  const owner = ownProcess();
  const deadline = Date.now() + patience;
  while (!take(LOCK, owner)) {
    if (breakStale(LOCK, owner)) continue;
    if (Date.now() > deadline) throw busy();
    pause(10 + Math.random() * 30);
  }
  try {
    return work();
  } finally {
    release(LOCK, owner);
  }
}

function busy(): UserError {
  const file = vaultPath(LOCK);
  const holder = read(LOCK);
  const who = holder
    ? `process ${holder.pid}${isHere(holder) ? '' : ' of another machine or container'}`
    : 'another process';
  return new UserError(`the vault is being written by ${who}`, {
    hint: `wait for it and run this again; if no such process runs any more: rm ${file}`,
  });
}

/** False when somebody has it. */
function take(name: string, owner: Owner): boolean {
  const file = vaultPath(name);
  const own = vaultPath(`.tmp-lock-${owner.token}`);
  try {
    const handle = fs.openSync(own, 'wx', 0o600);
    try {
      fs.fchmodSync(handle, 0o600);
      fs.writeSync(handle, JSON.stringify(owner));
    } finally {
      fs.closeSync(handle);
    }
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // a holder of the lock clears temporaries, ours among them
    if (code === 'ENOENT' && fs.existsSync(vaultPath('.'))) return false;
    throw failure(file, 'made', error);
  } finally {
    try {
      fs.rmSync(own, { force: true });
    } catch {
      // the next writer removes it
    }
  }
}

function release(name: string, owner: Owner): void {
  if (read(name)?.token === owner.token) fs.rmSync(vaultPath(name), { force: true });
}

/** Undefined when it is gone, or is none. */
function read(name: string): Owner | undefined {
  try {
    const owner = JSON.parse(fs.readFileSync(vaultPath(name), 'utf8')) as Owner;
    return Number.isInteger(owner.pid) ? owner : undefined;
  } catch {
    return undefined;
  }
}

/** Takes a dead one's lock away; false when there is nothing to take away. */
function breakStale(name: string, owner: Owner): boolean {
  const holder = read(name);
  if (!holder || !isDead(holder)) return false;
  if (!take(BREAK, owner)) {
    // whoever died in the middle of it did so in a moment that lasts microseconds
    const breaker = read(BREAK);
    if (breaker && isDead(breaker)) fs.rmSync(vaultPath(BREAK), { force: true });
    return false;
  }
  try {
    // only who holds BREAK takes a dead one's lock away, so it is still the same one
    if (read(name)?.token === holder.token) fs.rmSync(vaultPath(name), { force: true });
    return true;
  } finally {
    release(BREAK, owner);
  }
}

function ownProcess(): Owner {
  const { randomBytes } = loadBuiltIn<typeof import('node:crypto')>('crypto');
  return {
    token: randomBytes(8).toString('hex'),
    pid: process.pid,
    started: startOf(process.pid),
    host: os.hostname(),
    boot: bootId(),
    namespace: namespaceId(),
  };
}

/** Whether its process number means something here. */
function isHere({ host, boot, namespace }: Owner): boolean {
  return host === os.hostname() && boot === bootId() && namespace === namespaceId();
}

/** Where it cannot be known, it lives. */
function isDead(owner: Owner): boolean {
  // the machine was started anew since
  if (owner.host === os.hostname() && owner.boot !== bootId()) return true;
  if (!isHere(owner)) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  // the number may be another process's by now
  return startOf(owner.pid) !== owner.started;
}

function startOf(pid: number): string {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name in brackets may hold anything; the start is the twentieth field behind it
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function bootId(): string {
  try {
    return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function namespaceId(): string {
  try {
    return fs.readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
