/** Databases that the real SQLite makes: node's own where this Node has it, else Python's. */
import { execFileSync, spawnSync } from 'node:child_process';

const python = spawnSync('python3', ['-c', 'import sqlite3']);

/** Why no database can be made here; empty where one can. */
export const noSqlite = python.status === 0 ? '' : ' (skipped: python3 with sqlite3 is not here)';

const PRELUDE = `
import sqlite3, sys, os, json, shutil
given = json.load(sys.stdin)
def connect(path, *pragmas):
    c = sqlite3.connect(path, isolation_level=None)
    c.execute('pragma secure_delete=off')
    c.execute('pragma synchronous=off')
    for p in pragmas: c.execute('pragma ' + p)
    return c
`;

/**
 * Runs a script of Python. `given` is what it gets, by that name; `connect(path, *pragmas)` opens a database. Ending with
 * `os._exit(0)` leaves the write-ahead log where it is.
 */
export function runPython(script: string, given: unknown): void {
  execFileSync('python3', ['-c', PRELUDE + script], {
    input: JSON.stringify(given),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}
