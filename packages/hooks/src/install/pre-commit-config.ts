/** Whether the configuration of pre-commit (pre-commit.com) has our hooks, or others that call the gate. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { UserError } from '@staunch/core';
import type { HookName } from '../hook-names.ts';
import { readLatin1 } from './hook-file.ts';
import { calls } from './other-tools.ts';

const require = createRequire(import.meta.url);

/**
 * The id of the hook that runs the gate for this event, given the hook file that pre-commit wrote; undefined when there
 * is none. Never one for pre-push: pre-commit tells its hooks of the first pushed ref alone.
 */
export function hookIdFor(hook: HookName, hookFile: string, topLevel: string): string | undefined {
  const name = /^ARGS=\(.*--config=(\S+)/m.exec(hookFile)?.[1];
  if (hook === 'pre-push' || name === undefined) return undefined;
  const file = path.resolve(topLevel, name.replace(/[')]+$/, '').replace(/^'/, ''));
  const text = readLatin1(file);
  if (text === undefined) return undefined;
  return hooksIn(Buffer.from(text, 'latin1').toString(), file).find(
    ({ id, entry = '', stages }) =>
      (id === `staunch-${hook}` || calls(entry, hook)) && (stages === undefined || stages.includes(hook)),
  )?.id;
}

interface ConfiguredHook {
  readonly id: string;
  readonly entry?: string;
  readonly stages?: readonly string[];
}

function hooksIn(text: string, file: string): ConfiguredHook[] {
  const { parse } = require('yaml') as typeof import('yaml');
  let repositories: readonly { hooks?: ConfiguredHook[] | null }[];
  try {
    repositories = (parse(text) as { repos?: typeof repositories } | null)?.repos ?? [];
  } catch {
    throw new UserError(`${file} is not valid YAML`);
  }
  return Array.isArray(repositories) ? repositories.flatMap(({ hooks }) => hooks ?? []) : [];
}
