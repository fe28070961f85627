/** Makes stores of what is there, and remembers which paths are taken. */
import path from 'node:path';
import type { AgentName, Role, Store, StoreKind } from './agent.ts';
import { kindAt } from './directory.ts';

/** What a store may say besides. */
export type Details = Partial<Omit<Store, 'agent' | 'name' | 'path' | 'isDirectory' | 'kind' | 'role'>>;

const LINK = 'a symbolic link; it is not followed';
const LINKED_HOME =
  'a symbolic link: the stores that are listed are where it leads, whatever else lies there is not looked at';

export class Stores {
  private readonly agent: AgentName;
  private readonly taken = new Set<string>();
  private readonly covered: string[] = [];

  constructor(agent: AgentName) {
    this.agent = agent;
  }

  /** A file, if it is there. */
  *file(name: string, file: string, kind: StoreKind, role: Role, details: Details = {}): Iterable<Store> {
    const found = kindAt(file);
    if (!found || this.taken.has(file)) return;
    this.taken.add(file);
    const problem = found === 'link' ? LINK : found === 'file' ? undefined : 'it is not a regular file';
    yield this.store(name, file, false, kind, role, details, problem);
  }

  /** A database, or what is left beside where one was. */
  *sqlite(name: string, file: string, role: Role, details: Details): Iterable<Store> {
    const beside = companions(file).filter((each) => kindAt(each));
    if (this.taken.has(file) || (!kindAt(file) && beside.length === 0)) return;
    for (const each of [file, ...companions(file)]) this.taken.add(each);
    const isLink = [file, ...beside].some((each) => kindAt(each) === 'link');
    yield this.store(name, file, false, 'sqlite', role, details, isLink ? LINK : undefined);
  }

  /** A directory, if it is there. */
  *directory(
    name: string,
    directory: string,
    kind: StoreKind,
    role: Role,
    details: Details = {},
  ): Iterable<Store> {
    const found = kindAt(directory);
    if (!found || this.taken.has(directory)) return;
    const except = this.below(directory);
    this.taken.add(directory);
    const link = details.isUnknown ? LINKED_HOME : LINK;
    const problem = found === 'link' ? link : found === 'directory' ? undefined : 'it is not a directory';
    yield this.store(name, directory, true, kind, role, { ...details, except }, problem);
  }

  /** Whatever else lies in an agent's own directory: nobody knows what it is, so it is looked at and never altered. */
  *rest(name: string, directory: string): Iterable<Store> {
    this.covered.push(directory);
    const why = 'nobody knows what these files are to the agent';
    yield* this.directory(name, directory, 'files', 'report', { why, isUnknown: true });
  }

  private below(directory: string): string[] {
    return [...this.taken].filter((file) => file.startsWith(directory + path.sep));
  }

  private store(
    name: string,
    file: string,
    isDirectory: boolean,
    kind: StoreKind,
    role: Role,
    details: Details,
    problem: string | undefined,
  ): Store {
    const own = problem === undefined ? {} : { problem };
    const { agent, covered } = this;
    return { agent, name, path: file, isDirectory, kind, role, covered, ...details, ...own };
  }
}

/** The files that SQLite keeps beside a database. */
export function companions(database: string): string[] {
  return ['-wal', '-shm', '-journal'].map((suffix) => database + suffix);
}
