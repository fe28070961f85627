/** What an agent is to Staunch: where it leaves text on the disk, and what may be done to it there. */
import type { JsonLaws } from './json-laws.ts';

export type AgentName = 'opencode' | 'claude-code' | 'codex';

/** What decides where an agent's state lies. */
export interface Surroundings {
  /** Absolute. */
  readonly home: string;
  /** `--home` named it. */
  readonly isGiven: boolean;
  /**
   * Where programs put what they need for a while; undefined unless `home` is the account's own: that directory is a user's,
   * not a home's, and whoever looks into another home means nothing that lies in it.
   */
  readonly temporary: string | undefined;
  /** The environment; empty where it is to be ignored (`--home`). */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Absolute directories of projects that may hold state of their own. */
  readonly projects: readonly string[];
}

export interface Agent {
  readonly name: AgentName;
  /** As its makers write it. */
  readonly title: string;
  /** Every store that is there, each once. It lists directories, reads of files the agent's own configuration alone, and never throws: what cannot be listed is a store with a `problem`. */
  locate(where: Surroundings): Iterable<Store>;
  /** Directories of projects that one of its stores names, absolute. Nothing is written, and what cannot be read names none. */
  projectsIn?(store: Store): Iterable<string>;
  /** Processes that one of its stores names as the agent's own: they keep no file open, and hold in memory what they wrote. */
  processesIn?(store: Store): Iterable<NamedProcess>;
}

/** A process as an agent wrote it down; it may have ended since, and its number may be another one's. */
export interface NamedProcess {
  readonly pid: number;
  /** When it began, as the kernel counts it (`startOf`); undefined where the agent does not say. */
  readonly started: string | undefined;
}

/**
 * `sqlite`: a database file; what lies beside it (`-wal`, `-shm`, `-journal`) is part of it. `snapshot`: a git directory
 * whose objects copy the user's files. `json`, `jsonl`, `text`: one file, or a directory in which all files are of that
 * form. `files`: a directory of files of any form (`formatOf` tells).
 */
export type StoreKind = 'sqlite' | 'json' | 'jsonl' | 'text' | 'files' | 'snapshot';

/**
 * What may be done to what is found in a store.
 * - `redact`: values are replaced in place.
 * - `delete`: its content is addressed by its hash, or positions in it are kept elsewhere: nothing in it can be edited;
 *   all of `path` is deleted, and the agent makes it anew.
 * - `belongs`: credentials in their own place, and the user's own configuration. Never touched; findings are suppressed.
 * - `report`: the user's own files. Findings are told, and the user mends them; never touched.
 */
export type Role = 'redact' | 'delete' | 'belongs' | 'report';

export interface Store {
  readonly agent: AgentName;
  /** What lists call it: `database`, `tool-output`, `snapshot`. */
  readonly name: string;
  /** Absolute, as the agent spells it: symbolic links are not resolved. */
  readonly path: string;
  readonly isDirectory: boolean;
  readonly kind: StoreKind;
  readonly role: Role;
  /** Why it has its role, in a few words that a report can show. */
  readonly why?: string;
  /** Directories of the agent in which every file is of some store: a link that leads to there is no way out of them. */
  readonly covered?: readonly string[];
  /** Absolute paths below `path` that are stores of their own. */
  readonly except?: readonly string[];
  /** Of a `sqlite` store. */
  readonly database?: DatabaseLaws;
  /** Of JSON and JSON lines in it. */
  readonly json?: JsonLaws;
  /** How the lines or documents in it say to which session they belong. */
  readonly labels?: JsonLabels;
  /** Nobody but the owner should read it: a wider mode is told. */
  readonly isPrivate?: true;
  /** Nobody knows what it is to the agent: it is never touched, and whatever is found in it stays. */
  readonly isUnknown?: true;
  /** Why it is there and cannot be looked at, in words: a symbolic link, no permission. */
  readonly problem?: string;
  /** Why it is listed and not looked at, by decision: downloaded programs. */
  readonly leftOut?: string;
}

/** Columns of a table; all of them where none are named. A table that is not there is no error. */
export interface ColumnsOf {
  readonly table: string;
  readonly columns?: readonly string[];
}

/**
 * What is known of a database's tables. What is not named here may be redacted, a table that nobody knows too; but
 * never columns of a primary key, of a unique index or of a foreign key, which the schema tells.
 */
export interface DatabaseLaws {
  /** Credentials in their own place. */
  readonly belongs: readonly ColumnsOf[];
  /** Words and ids by which the agent finds its rows: never altered. */
  readonly fixed: readonly ColumnsOf[];
  /** Columns that may be redacted although a unique index holds them. */
  readonly editable: readonly ColumnsOf[];
  /** Rows whose key is the hash of their content: deleted, never edited. */
  readonly contentAddressed: readonly string[];
  /** Of JSON in any column. A column holds JSON where its text is an object or an array. */
  readonly json: JsonLaws;
  /** The column whose name is left out of a finding's path where it holds JSON: `part/prt_1/state.output`. */
  readonly document?: string;
  /** The tables of sessions, and their columns. */
  readonly sessions?: { readonly tables: readonly string[]; readonly id: string; readonly title: string };
  /** Of the rows of other tables: the session that they belong to, and when they were written. */
  readonly rows: readonly RowLabels[];
}

export interface RowLabels {
  readonly table: string;
  /** The column with the session's id. */
  readonly session?: string;
  /** The column with the time. */
  readonly time?: string;
  /** A JSON path in the table's document to the time, where no column has it. */
  readonly timeInDocument?: string;
  /** What that counts; milliseconds unless it is said. */
  readonly unit?: 'ms' | 's' | 'ns';
}

/** JSON paths in a line of JSON lines, or in a document: the first that is there counts. */
export interface JsonLabels {
  /** The session's id; where none is there, the last one in the file before it, then the file's name. */
  readonly session: readonly string[];
  /** The session's title, on whichever line it stands. */
  readonly title: readonly string[];
  /** A number of milliseconds, or a date as text. */
  readonly time: readonly string[];
}
