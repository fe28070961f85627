/** A repository's history, or a part of it, for whoever wants a report of it and no verdict. */
import {
  UserError,
  type KnownValues,
  type ManagedSource,
  type PolicyData,
  type Scanner,
} from '@staunch/core';
import type { Commit } from '@staunch/core/report';
import { CleanMemory } from './clean-memory.ts';
import { readCommits } from './commits.ts';
import { GitError } from './git-output.ts';
import { Git } from './git.ts';
import { sweepHistory } from './history.ts';
import { parseRefLines, type PushedRef } from './push-refs.ts';
import { byHead, byPolicy, lookAtNames, memoryFile, placeOf, tipOf, type PolicyGroup } from './ref-sweep.ts';
import { addSwept, sweptNothing, type Swept } from './swept.ts';

/** What is looked at. */
export type HistoryPart =
  /** Every commit that a ref or a work tree's HEAD reaches. */
  | { readonly kind: 'all' }
  /** git's own notation: `A..B`, `B`, `A...B`. */
  | { readonly kind: 'range'; readonly range: string }
  /** The commits that `git log` shows with these words: options, revisions. Those alone, not what leads to them. */
  | { readonly kind: 'log'; readonly words: readonly string[] }
  /** Lines as git gives them to pre-push, pre-receive and post-receive. */
  | { readonly kind: 'refs'; readonly lines: Uint8Array };

export interface HistoryQuery {
  /** A directory of the repository; without it, the one that the environment or the current directory names. */
  readonly repository?: string;
  readonly part: HistoryPart;
  readonly managed: ManagedSource | undefined;
  readonly scannerFor: (policy: PolicyData) => Scanner;
  /** In place of the configurations that the tips bring. */
  readonly policy?: PolicyData | undefined;
  /** Whether the scanner looks for all that the gate looks for, so that what is clean for one is clean for both. */
  readonly remembers: boolean;
  /** What the scanners find, for a report that tells of the commits of findings as well: they are masked by it. */
  readonly known?: KnownValues | undefined;
}

export interface HistoryResult extends Swept {
  readonly policies: readonly PolicyData[];
  readonly keyProblem: string | undefined;
  /** By full id, with `known`: those that findings came with. */
  readonly described: ReadonlyMap<string, Commit>;
  /** Where the repository is fetched from, with `known`. */
  readonly remote: string | undefined;
}

/** Throws UserError, for a range that is none and for whatever git says as well. */
export async function searchHistory(query: HistoryQuery): Promise<HistoryResult> {
  try {
    return await search(query);
  } catch (error) {
    if (error instanceof GitError) throw new UserError(`git ${error.command} failed: ${error.detail}`);
    throw error;
  }
}

async function search(query: HistoryQuery): Promise<HistoryResult> {
  const { repository, policy: given, managed, remembers, scannerFor } = query;
  const git = new Git(repository);
  const place = placeOf(git, repository);
  const { refs, held, alone = false } = chosen(git, query.part);
  const all = sweptNothing();
  const groups: readonly PolicyGroup[] = given
    ? [{ policy: given, refs: [...refs] }]
    : query.part.kind === 'all'
      ? byHead(git, refs)
      : byPolicy(git, refs);
  let keyProblem: string | undefined;
  for (const { policy, refs: own } of groups) {
    const scanner = scannerFor(policy);
    const memory = new CleanMemory(remembers ? memoryFile(place.commonDir, policy, managed) : undefined);
    addSwept(
      all,
      lookAtNames(
        own.filter(({ name }) => name !== NO_REF),
        scanner,
      ),
    );
    addSwept(all, await sweepHistory({ git, scanner, tips: own.map(tipOf), held, alone, memory, ...place }));
    memory.save();
    keyProblem ??= scanner.keyProblem;
  }
  const policies = groups.map((group) => group.policy);
  const { known } = query;
  const described = known
    ? readCommits(git, all.findings, { policies, managed, known })
    : new Map<string, Commit>();
  return { ...all, policies, keyProblem, described, remote: known && git.defaultFetchUrl() };
}

/** For what is named by no ref. */
const NO_REF = '';

interface Chosen {
  readonly refs: readonly PushedRef[];
  readonly held: readonly string[];
  /** What leads to the tips is not looked at. */
  readonly alone?: boolean;
}

function chosen(git: Git, part: HistoryPart): Chosen {
  if (part.kind === 'all') return everything(git);
  if (part.kind === 'log') return { refs: git.logged(part.words).map(unnamed), held: [], alone: true };
  return part.kind === 'range' ? ofRange(git, part.range) : ofLines(git, Buffer.from(part.lines));
}

function everything(git: Git): Chosen {
  const heads = git.heads().map((id) => unnamed(id));
  return {
    refs: [...heads, ...git.refs('').map(({ id, name }) => ({ id, name, before: undefined }))],
    held: [],
  };
}

function unnamed(id: string): PushedRef {
  return { id, name: NO_REF, before: undefined };
}

function ofRange(git: Git, range: string): Chosen {
  // what CI gives as the id before a branch was there
  const text = range.replace(/^0{40,64}\.\.\.?(?=.)/, '');
  const ids = text.startsWith('-') ? [] : git.revisions(text);
  const tips = ids.filter((id) => !id.startsWith('^'));
  if (tips.length === 0) {
    throw new UserError('--range names no commits of this repository', {
      hint: 'A..B, as git log takes it; a shallow clone may lack them: git fetch --unshallow',
    });
  }
  return {
    refs: tips.map(unnamed),
    held: ids.filter((id) => id.startsWith('^')).map((id) => id.slice(1)),
  };
}

function ofLines(git: Git, lines: Buffer): Chosen {
  const { refs, isReceiving } = parseRefLines(lines);
  const named = refs.filter(({ id }) => id !== undefined);
  const befores = named.flatMap(({ before }) => before ?? []);
  // on a server what other refs have is there already; after the push the pushed ones are what they shall be
  const others = isReceiving
    ? git.refs('').filter(({ name, id }) => !named.some((ref) => ref.name === name && ref.id === id))
    : [];
  const ids = [...new Set([...befores, ...others.map(({ id }) => id)])];
  const types = git.objectTypes(ids);
  return { refs: named, held: ids.filter((_, at) => types[at] !== undefined) };
}
