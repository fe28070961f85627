/**
 * The door to SQLite for writing: node's own where this Node has it, else libsql, which brings its binaries along. Reading
 * without a trace is core's page reader; whoever opens a database here has changed it already.
 */
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { UserError } from '@staunch/core';

export type SqlValue = null | bigint | string | Uint8Array;
/** Whole numbers are bigints, blobs are Buffers. */
export type Row = Readonly<Record<string, null | bigint | number | string | Buffer>>;

/** What both libraries have in common. */
interface Statement {
  all(...values: SqlValue[]): Record<string, unknown>[];
  run(...values: SqlValue[]): { readonly changes: number | bigint };
}

interface Library {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

export class Database {
  readonly file: string;
  private readonly library: Library;
  private readonly prepared = new Map<string, Statement>();

  /** Throws UserError where there is no library, and what SQLite throws. */
  constructor(file: string) {
    this.file = file;
    this.library = open(file);
  }

  exec(sql: string): void {
    this.library.exec(sql);
  }

  all(sql: string, ...values: SqlValue[]): Row[] {
    return this.statement(sql)
      .all(...values)
      .map(plainRow);
  }

  /** How many rows were changed. */
  run(sql: string, ...values: SqlValue[]): number {
    return Number(this.statement(sql).run(...values).changes);
  }

  /** The first column of the first row; undefined where there is none. */
  one(sql: string, ...values: SqlValue[]): Row[string] | undefined {
    const [row] = this.all(sql, ...values);
    return row && Object.values(row)[0];
  }

  close(): void {
    this.prepared.clear();
    this.library.close();
  }

  private statement(sql: string): Statement {
    let statement = this.prepared.get(sql);
    if (!statement) this.prepared.set(sql, (statement = this.library.prepare(sql)));
    return statement;
  }
}

function plainRow(row: Record<string, unknown>): Row {
  const plain: Record<string, Row[string]> = {};
  for (const [name, value] of Object.entries(row)) {
    plain[name] =
      value instanceof ArrayBuffer
        ? Buffer.from(value)
        : value instanceof Uint8Array
          ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
          : (value as Row[string]);
  }
  return plain;
}

function open(file: string): Library {
  const node = nodeSqlite();
  if (node) {
    const database = new node.DatabaseSync(file, { enableForeignKeyConstraints: false, timeout: BUSY_MS });
    return {
      exec: (sql) => database.exec(sql),
      prepare(sql) {
        const statement = database.prepare(sql);
        statement.setReadBigInts(true);
        return statement;
      },
      close: () => database.close(),
    };
  }
  const Libsql = libsql();
  const database = new Libsql(file, { fileMustExist: true, timeout: BUSY_MS });
  database.defaultSafeIntegers(true);
  return {
    exec: (sql) => database.exec(sql),
    prepare(sql) {
      const statement = database.prepare(sql);
      // one Buffer alone would be taken for an object of named values
      return { all: (...values) => statement.all(values), run: (...values) => statement.run(values) };
    },
    close: () => database.close(),
  };
}

/**
 * Lets go of databases that were closed: libsql holds their locks until the last of their statements is collected, which
 * is never asked for in a process that sleeps. Whoever goes on living after it has written calls this.
 */
export async function releaseClosed(): Promise<void> {
  if (nodeSqlite()) return;
  // what is collected is finalized in a turn of the loop of its own
  for (let round = 0; round < 2; round++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Frees what nobody has any more: after a value of a hundred megabytes the next one should not find it still there. */
export function collect(): void {
  setFlagsFromString('--expose-gc');
  const own = runInNewContext('gc') as () => void;
  own();
}

/** Another reader is waited for this long. */
const BUSY_MS = 1000;

interface NodeSqlite {
  readonly DatabaseSync: new (
    file: string,
    options: object,
  ) => Omit<Library, 'prepare'> & { prepare(sql: string): Statement & { setReadBigInts(on: boolean): void } };
}

interface LibsqlStatement {
  all(values: SqlValue[]): Record<string, unknown>[];
  run(values: SqlValue[]): { readonly changes: number | bigint };
}

type Libsql = new (
  file: string,
  options: object,
) => Omit<Library, 'prepare'> & {
  prepare(sql: string): LibsqlStatement;
  defaultSafeIntegers(on: boolean): void;
};

/** Undefined where this Node has none, or only behind a flag. */
function nodeSqlite(): NodeSqlite | undefined {
  const { emitWarning } = process;
  // it says of itself that it is experimental, each time
  process.emitWarning = () => {};
  try {
    return (process as { getBuiltinModule?: (name: string) => unknown }).getBuiltinModule?.('node:sqlite') as
      NodeSqlite | undefined;
  } finally {
    process.emitWarning = emitWarning;
  }
}

function libsql(): Libsql {
  try {
    return createRequire(import.meta.url)('libsql') as Libsql;
  } catch {
    throw new UserError(`this Node (${process.version}) has no SQLite, and libsql cannot be loaded`, {
      hint: 'use Node 22.13 or later; or install again, with optional dependencies',
    });
  }
}
