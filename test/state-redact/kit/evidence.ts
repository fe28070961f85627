/** What a state is, told by others than Staunch: rows as Python's SQLite reads them, and bytes as they lie on the disk. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const DUMP = `
import sqlite3, sys, os, json, shutil, tempfile
folder = tempfile.mkdtemp()
copy = os.path.join(folder, 'db')
shutil.copy(sys.argv[1], copy)
if os.path.exists(sys.argv[1] + '-wal'): shutil.copy(sys.argv[1] + '-wal', copy + '-wal')
c = sqlite3.connect(copy)
c.text_factory = lambda b: 'text ' + b.hex()
out = {'integrity': bytes.fromhex(c.execute('pragma integrity_check').fetchone()[0][5:]).decode(), 'tables': {}, 'journal': bytes.fromhex(c.execute('pragma journal_mode').fetchone()[0][5:]).decode()}
plain = lambda v: 'blob ' + v.hex() if isinstance(v, bytes) else v
out['schema'] = sorted([list(r) for r in c.execute("select type, name, sql from sqlite_master")], key=str)
for (name,) in c.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").fetchall():
    n = bytes.fromhex(name[5:]).decode()
    try: out['tables'][n] = sorted([[plain(v) for v in r] for r in c.execute('select * from "%s"' % n)], key=str)
    except sqlite3.Error as e: out['tables'][n] = str(e)
shutil.rmtree(folder)
json.dump(out, sys.stdout)
`;

export interface Dump {
  readonly integrity: string;
  readonly journal: string;
  readonly schema: readonly unknown[];
  readonly tables: Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>;
}

/** Of a copy: the database and its log stay as they are. */
export function dumpOf(file: string): Dump {
  const out = execFileSync('python3', ['-c', DUMP, file], { maxBuffer: 1 << 28 });
  return JSON.parse(out.toString()) as Dump;
}

/** A text as `dumpOf` tells it. */
export function textOf(value: unknown): string {
  return Buffer.from(String(value).replace(/^\w+ /, ''), 'hex').toString();
}

/** Path → how often one of the values stands in it, in its bytes or in what they inflate to. */
export function holdersOf(root: string, values: Iterable<string>): Record<string, number> {
  const needles = [...values].flatMap((value) => [
    Buffer.from(value),
    Buffer.from(value, 'utf16le'),
    Buffer.from(
      Buffer.from(value)
        .toString('base64')
        .replace(/.{2}=*$/, ''),
    ),
  ]);
  const found: Record<string, number> = {};
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = fs.readFileSync(file);
    let inflated = Buffer.alloc(0);
    try {
      inflated = bytes[0] === 0x78 ? zlib.inflateSync(bytes) : inflated;
    } catch {
      // it only looks like that
    }
    const times = [bytes, inflated, Buffer.from(entry.name)].reduce(
      (sum, each) => sum + needles.filter((needle) => each.includes(needle)).length,
      0,
    );
    if (times > 0) found[path.relative(root, file)] = times;
  }
  return found;
}

/** Path → mode, owner, time and content of every file and directory that is no database. */
export function plainFiles(root: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (/\.(?:db|sqlite)(?:-wal|-shm|-journal)?$/.test(file)) continue;
    const { mode, uid, gid, mtimeMs } = fs.lstatSync(file);
    const content = entry.isFile() ? fs.readFileSync(file, 'latin1') : '';
    // node gives times to the microsecond
    files[path.relative(root, file)] =
      `${mode.toString(8)} ${uid}:${gid} ${entry.isFile() ? Math.floor(mtimeMs) : ''} ${content}`;
  }
  return files;
}
