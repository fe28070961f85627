/**
 * A job of lefthook's for each hook. Where lefthook has not written its hook file yet, one of ours stands there: lefthook
 * puts it aside when it writes its own.
 */
import fs from 'node:fs';
import path from 'node:path';
import { writeWhole } from '@staunch/core';
import type { HookName } from '../hook-names.ts';
import { HOOK_NAMES } from '../hook-names.ts';
import type { Form } from './form.ts';
import { isExecutable, readLatin1 } from './hook-file.ts';
import { isYaml, readHook, skipsLfs, withJobs, withoutJobs } from './lefthook-file.ts';
import { writerOf } from './other-tools.ts';
import { scriptForm, type Scripts } from './script-form.ts';

export function lefthookForm(file: string, scripts: Scripts): Form {
  const script = scriptForm(scripts);
  // a file that we cannot add to: our hook stands before lefthook's, until lefthook is installed again
  if (!isYaml(file)) return script;
  const text = (): string => Buffer.from(readLatin1(file) ?? '', 'latin1').toString();
  const hookFile = (hook: HookName): string => path.join(scripts.directory, hook);
  const isLefthooks = (hook: HookName): boolean => writerOf(readLatin1(hookFile(hook)) ?? '') === 'lefthook';
  /** Another job of the project's calls the gate already. */
  const isCalled = (hook: HookName): boolean => readHook(withoutJobs(text()), hook, file).calls;
  const isOurs = (hook: HookName): boolean => readHook(text(), hook, file).calls && !isCalled(hook);
  /** git-lfs keeps files beside the hooks. */
  const usesLfs = (): boolean => fs.existsSync(path.join(path.dirname(scripts.directory), 'lfs/objects'));
  const write = (content: string): void => writeWhole(file, content);
  return {
    path: () => file,
    check: (hook) => {
      if (!isCalled(hook)) withJobs(text(), [hook], file);
      if (!isLefthooks(hook)) script.check?.(hook);
    },
    install: (hook) => {
      const before = text();
      const had = isOurs(hook);
      const called = isCalled(hook);
      const after = withJobs(
        before,
        HOOK_NAMES.filter((each) => isOurs(each) || (each === hook && !called)),
        file,
      );
      if (after !== before) write(after);
      const beside = isLefthooks(hook) ? 'unchanged' : script.install(hook).outcome;
      if (called) return { outcome: 'called' };
      if (after === before && beside === 'unchanged') return { outcome: 'unchanged' };
      return { outcome: had ? 'updated' : 'installed' };
    },
    state: (hook) => {
      const { calls, conditional } = readHook(text(), hook, file);
      if (!isLefthooks(hook)) {
        const own = script.state(hook);
        return calls && own.state === 'missing' ? { state: 'shadowed', by: 'lefthook-runner' } : own;
      }
      if (!isExecutable(hookFile(hook))) return { state: 'not-executable' };
      if (!calls) return { state: 'missing' };
      if (hook === 'pre-push' && usesLfs() && !skipsLfs(text(), file))
        return { state: 'shadowed', by: 'lefthook-lfs' };
      if (conditional) return { state: 'bypassed', how: `skip or only in ${path.basename(file)}` };
      if (isCalled(hook)) return { state: 'installed', through: 'call' };
      return withJobs(text(), HOOK_NAMES.filter(isOurs), file) === text()
        ? { state: 'installed', through: 'lefthook' }
        : { state: 'stale', why: 'older-text' };
    },
    uninstall: (hook) => {
      const before = text();
      const had = isOurs(hook);
      const removed = script.uninstall(hook);
      // all of ours go with the last hook: lefthook writes its hook files from what is in its own
      if (hook === HOOK_NAMES.at(-1) && withoutJobs(before) !== before) write(withoutJobs(before));
      return had && removed === 'absent' ? 'removed' : removed;
    },
  };
}
