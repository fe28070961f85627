/** Whether a process that somebody wrote down is still there, and still the same. */
import fs from 'node:fs';
import type { NamedProcess } from './agent.ts';

/** When a process began, as the kernel counts it: its number alone may be another one's by now. '' where it does not say. */
export function startOf(pid: number): string {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // behind the name, which may hold anything
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // somebody else's process is one too
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Without the time at which it began its name tells: a number is given again. */
export function isStill({ pid, started }: NamedProcess, program: RegExp): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid || !isAlive(pid)) return false;
  const since = startOf(pid);
  if (since === '') return true;
  return started === undefined ? program.test(nameOf(pid)) : started === since;
}

/** Of the program, as the system has it; empty where it may not be asked. */
export function nameOf(pid: number): string {
  try {
    return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}
