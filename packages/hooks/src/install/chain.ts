/**
 * A hooks directory of Staunch's own, before another one that git would have looked into: core.hooksPath names it, and
 * each of its files runs the hook of the other directory first. For git before 2.54, which knows no hooks in its
 * configuration.
 */
import fs from 'node:fs';
import path from 'node:path';
import { UserError, writeWhole } from '@staunch/core';
import type { ConfigScope, Git } from '../git.ts';
import { removeEmpty } from './config-form.ts';
import type { Form } from './form.ts';
import { readLatin1, writeLatin1 } from './hook-file.ts';
import { scriptForm } from './script-form.ts';
import { FORWARDED, forwardScript, isOurs, privateScript, type First, type Tool } from './script.ts';

export interface ChainOptions {
  readonly git: Git;
  readonly scope: ConfigScope;
  /** Staunch's own directory. */
  readonly directory: string;
  readonly tool: Tool;
}

interface Record {
  /** What core.hooksPath was in this scope, as it was written there; null when it was not set. */
  readonly before: string | null;
  /** Where git looked before that; null means each repository's own directory. */
  readonly next: string | null;
}

const KEY = 'core.hooksPath';
const recordFile = (directory: string): string => path.join(directory, 'before-staunch.json');

export function chainForm({ git, scope, directory, tool }: ChainOptions): Form {
  const record = readRecord(directory) ?? recordNow(git, scope, directory);
  const first: First =
    record.next === null ? { kind: 'own' } : { kind: 'directory', path: record.next.replace(/\/$/, '') };
  const script = scriptForm({ directory, text: (hook, other = tool) => privateScript(hook, other, first) });
  const isOn = (): boolean => git.setting(KEY, { scope }) === directory;
  return {
    ...script,
    state: (hook) => {
      if (!isOn()) return { state: 'missing' };
      return script.state(hook);
    },
    switchOn: () => {
      if (!readRecord(directory)) writeWhole(recordFile(directory), `${JSON.stringify(record)}\n`);
      for (const name of FORWARDED) {
        const text = forwardScript(name, first);
        const file = path.join(directory, name);
        if (readLatin1(file) !== text) writeLatin1(file, text, { executable: true });
      }
      if (!isOn()) git.writeSetting(scope, KEY, directory);
    },
    switchOff: () => {
      if (isOn()) {
        if (record.before === null) git.removeSetting(scope, 'key', KEY);
        else git.writeSetting(scope, KEY, record.before);
      }
      for (const name of FORWARDED) {
        const file = path.join(directory, name);
        if (isOurs(readLatin1(file) ?? '')) fs.rmSync(file);
      }
    },
    uninstall: (hook) => {
      const removed = script.uninstall(hook);
      // the record goes last, so that an uninstallation that was cut short can be finished
      const left = fs.existsSync(directory) ? fs.readdirSync(directory) : [];
      if (left.length === 1 && left[0] === path.basename(recordFile(directory)))
        fs.rmSync(recordFile(directory));
      removeEmpty(directory);
      return removed;
    },
  };
}

/** Whether such a directory was made here, be it in force or not. */
export function isChain(directory: string): boolean {
  return fs.existsSync(recordFile(directory));
}

function recordNow(git: Git, scope: ConfigScope, directory: string): Record {
  const before = git.setting(KEY, { scope });
  const other = before === directory ? undefined : git.setting(KEY, { scope, type: 'path' });
  // for one repository, the user's or the system's setting is what it comes before
  const next = other ?? (scope === 'local' ? git.setting(KEY, { type: 'path' }) : undefined);
  return { before: before === directory ? null : (before ?? null), next: next ?? null };
}

function readRecord(directory: string): Record | undefined {
  const text = readLatin1(recordFile(directory));
  if (text === undefined) return undefined;
  try {
    const { before, next } = JSON.parse(Buffer.from(text, 'latin1').toString()) as Record;
    if ([before, next].every((value) => value === null || typeof value === 'string')) return { before, next };
  } catch {
    // said below
  }
  throw new UserError(`${recordFile(directory)} is damaged`, {
    hint: `it says what core.hooksPath was before: set that by hand, and remove ${directory}`,
  });
}
