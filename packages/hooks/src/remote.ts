/** What the other side of a push holds already, as far as that is known here. In doubt it holds nothing. */
import { fromElsewhere, type TrackedRef } from './fetched-from.ts';
import type { Git } from './git.ts';
import type { PushedRef } from './push-refs.ts';

export interface Destination {
  /** The remote's name, or the address where none was named (git's first argument to the hook). */
  readonly name: string;
  /** Where it goes to (the second one). */
  readonly url: string;
}

export interface Held {
  /** Full ids of objects that are here. */
  readonly ids: readonly string[];
  /** What this partial clone has not fetched is there. */
  readonly absentIsHeld: boolean;
  /** What is known of the remote's branches is of before: one of them is gone, or the remote has another address now. */
  readonly isStale: boolean;
}

/** Throws GitError. */
export function heldBy(
  git: Git,
  destination: Destination,
  refs: readonly PushedRef[],
  commonDir: string,
): Held {
  const remotes = readRemotes(git.configMatching('^remote\\..+\\.(fetch|promisor|url)$'));
  const remote = remoteOf(remotes, destination, git);
  const tracked = remote ? trackedRefs(git, remote, remotes) : [];
  // a branch that was there when we last looked and is not there now: another repository under the old name, it may be
  const isGone =
    remote !== undefined &&
    refs.some(({ name, before }) => {
      const known = remote.fetch.map((spec) => mapped(spec, name));
      return before === undefined && tracked.some((ref) => known.includes(ref.name));
    });
  const elsewhere =
    remote && fromElsewhere({ git, commonDir, remote: remote.name, url: destination.url, address }, tracked);
  const candidates = new Set([
    ...refs.flatMap(({ before }) => before ?? []),
    ...(isGone ? [] : tracked.filter((ref) => !elsewhere?.has(ref)).map(({ id }) => id)),
  ]);
  const isStale = isGone || tracked.some((ref) => elsewhere?.has(ref) && !candidates.has(ref.id));
  const ids = [...candidates];
  const types = git.objectTypes(ids);
  return {
    ids: ids.filter((_, at) => types[at] !== undefined),
    absentIsHeld: remote?.isPromisor ?? false,
    isStale,
  };
}

interface Remote {
  readonly name: string;
  readonly fetch: readonly Refspec[];
  readonly isPromisor: boolean;
}

/** `refs/heads/*` → `refs/remotes/origin/*`; without a star one ref. */
interface Refspec {
  readonly from: string;
  readonly to: string;
}

function readRemotes(config: ReadonlyMap<string, readonly string[]>): Remote[] {
  const remotes = new Map<string, { fetch: Refspec[]; isPromisor: boolean }>();
  for (const [entry, values] of config) {
    const [, name, key] = /^remote\.([^]+)\.([a-z]+)$/.exec(entry) ?? [];
    if (name === undefined) continue;
    const remote = remotes.get(name) ?? { fetch: [], isPromisor: false };
    remotes.set(name, remote);
    if (key === 'promisor') remote.isPromisor = !/^(?:false|no|off|0)$/i.test(values.at(-1)!);
    if (key !== 'fetch') continue;
    for (const value of values) {
      const [, from, to] = /^\+?([^:]+):(refs\/remotes\/.+)$/.exec(value) ?? [];
      // only refs that are nobody's work: those of a mirror are written by both sides
      if (from !== undefined) remote.fetch.push({ from, to: to! });
    }
  }
  return [...remotes].map(([name, remote]) => ({ name, ...remote }));
}

/** The remote whose branches tell what is at the address: it is fetched from there as well. */
function remoteOf(remotes: readonly Remote[], { name, url }: Destination, git: Git): Remote | undefined {
  const named = remotes.filter((remote) => remote.name === name);
  const isSame = (remote: Remote): boolean => {
    const fetched = git.fetchUrl(remote.name);
    return fetched !== undefined && address(fetched) === address(url);
  };
  return (named.length > 0 ? named : remotes).find(isSame);
}

/** Host and path: the same over https and over ssh. */
function address(url: string): string {
  const [, host = '', path = ''] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:]*)(?::\d+)?(\/.*)?$/i.exec(
    url,
  ) ??
    /^(?:[^/@:]+@)?([^/:]{2,}):(.*)$/.exec(url) ?? [url, '', url];
  const plain = path.replace(/\/+$/, '').replace(/\.git$/, '');
  return `${host.toLowerCase()}/${plain.replace(/^\/+/, '')}`;
}

/** Refs that this remote alone writes. */
function trackedRefs(git: Git, remote: Remote, remotes: readonly Remote[]): TrackedRef[] {
  const others = remotes.filter((each) => each !== remote).flatMap(({ fetch }) => fetch);
  return git
    .refs('refs/remotes/')
    .filter(({ name }) => remote.fetch.some((spec) => matches(spec.to, name)))
    .filter(({ name }) => !others.some((spec) => matches(spec.to, name)));
}

function matches(pattern: string, name: string): boolean {
  return starOf(pattern, name) !== undefined;
}

/** What the star stands for; empty where there is none and the names are the same. */
function starOf(pattern: string, name: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === name ? '' : undefined;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits = name.length >= head.length + tail.length && name.startsWith(head) && name.endsWith(tail);
  return fits ? name.slice(head.length, name.length - tail.length) : undefined;
}

/** What a ref of the remote is called here. */
function mapped({ from, to }: Refspec, name: string): string | undefined {
  const star = starOf(from, name);
  return star === undefined ? undefined : to.replace('*', () => star);
}
