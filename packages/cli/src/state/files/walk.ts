/** What of a store is rewritten for itself: a file, a database with what lies beside it, or all of it. */
import fs from 'node:fs';
import path from 'node:path';
import type { Store } from '../../agents/agent.ts';
import { filesOf } from '../../agents/files.ts';
import { companions } from '../../agents/stores.ts';
import { shownPath } from '../../sources/paths.ts';
import { LEFT_OVER } from './replace.ts';

export interface Unit {
  readonly kind: 'file' | 'database' | 'whole';
  readonly path: string;
  /** Every file of it that is there. */
  readonly files: readonly string[];
}

/** Something that should be in a store and cannot be looked at. */
export interface Unread {
  readonly kind: 'unread';
  readonly path: string;
  readonly reason: string;
}

export function* unitsOf(store: Store): Generator<Unit | Unread> {
  if (store.leftOut !== undefined) return;
  const whole: string[] = [];
  const isWhole = store.role === 'delete';
  for (const file of filesOf(store)) {
    if (file.kind === 'unlisted') {
      if (file.error) yield { kind: 'unread', path: shownPath(file.path), reason: file.reason };
      continue;
    }
    if (typeof file.path !== 'string') {
      yield { kind: 'unread', path: shownPath(file.path), reason: 'its name is not UTF-8' };
      continue;
    }
    if (LEFT_OVER.test(path.basename(file.path))) continue;
    if (isWhole) whole.push(...withCompanions(file.path, file.format === 'sqlite'));
    else if (file.format === 'sqlite')
      yield { kind: 'database', path: file.path, files: withCompanions(file.path, true) };
    else yield { kind: 'file', path: file.path, files: [file.path] };
  }
  if (isWhole && whole.length > 0) yield { kind: 'whole', path: store.path, files: whole };
  if (store.kind === 'sqlite' && store.problem === undefined && !fs.existsSync(store.path)) {
    const files = withCompanions(store.path, true);
    if (files.length > 0) yield { kind: 'database', path: store.path, files };
  }
}

function withCompanions(file: string, isDatabase: boolean): string[] {
  const all = isDatabase ? [file, ...companions(file)] : [file];
  return all.filter((each) => fs.lstatSync(each, { throwIfNoEntry: false })?.isFile());
}
