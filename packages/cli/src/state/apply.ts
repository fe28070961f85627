/** Carries a redaction out, store by store. What cannot be done is said, and the rest is done. */
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { UserError, type KnownValues } from '@staunch/core';
import type { SpanFinder } from '@staunch/core/redact';
import type { BundleWriter } from '@staunch/core/vault';
import type { Store } from '../agents/agent.ts';
import { companions } from '../agents/stores.ts';
import { redactDocument } from './document.ts';
import { clearLeftOvers } from './files/left-over.ts';
import { fileProblem } from './files/problem.ts';
import { packingOf } from './files/packing.ts';
import { redactFile } from './files/redact-file.ts';
import { removeTree } from './files/remove.ts';
import { NotReplaced, replaceFile } from './files/replace.ts';
import type { Unit } from './files/walk.ts';
import type { Touched } from './learn.ts';
import { sqliteProblem } from './database/problem.ts';
import { cleanDatabase, rewriteDatabase, type CellChange } from './database/rewrite.ts';
import { NO_DATABASE_LAWS } from './database/schema.ts';
import { shortageFor } from './database/space.ts';
import { writeEntry, type Imprint } from './undo/entries.ts';
import { isPacked, isPlain } from './written.ts';

export interface Applied {
  /** Stretches that were replaced. */
  marks: number;
  /** Files that were rewritten. */
  files: number;
  /** Values of rows that were rewritten, and rows that were deleted. */
  cells: number;
  rows: number;
  /** What was deleted whole. */
  readonly deleted: string[];
  /** What could not be done, and why. */
  readonly refused: { readonly path: string; readonly reason: string }[];
}

export interface Applying {
  readonly find: SpanFinder;
  readonly known: KnownValues;
  /** Undefined where nothing is to be kept. */
  readonly bundle: BundleWriter | undefined;
  /** What holds something that is to go. */
  readonly touched: readonly Touched[];
  /** Databases that a redaction which was killed has not cleaned. */
  readonly unclean: readonly string[];
  readonly progress: (words: string) => void;
  /** Whether `find` met more than could be looked into, since this was asked last. */
  readonly wasPartial: () => boolean;
}

/** Plain files first, then databases, and at the end what goes whole. */
export function apply(stores: readonly Store[], applying: Applying): Applied {
  const done: Applied = { marks: 0, files: 0, cells: 0, rows: 0, deleted: [], refused: [] };
  clearLeftOvers(stores);
  const { touched, unclean } = applying;
  for (const each of touched) if (each.unit.kind === 'file') applyFile(each, applying, done);
  for (const each of touched) if (each.unit.kind === 'database') applyDatabase(each, applying, done);
  const rewritten = new Set(touched.map(({ unit }) => unit.path));
  for (const store of stores) {
    if (store.kind === 'sqlite' && unclean.includes(store.path) && !rewritten.has(store.path))
      trying(store.path, done, () => {
        checkSpace(store.path);
        cleanDatabase(store.path);
      });
  }
  for (const { store, unit } of touched) if (unit.kind === 'whole') applyRemoval(store, unit, applying, done);
  return done;
}

/** Runs `work`; what ends it is told of `path`, and whatever comes next is done all the same. */
function trying(file: string, done: Applied, work: () => void): void {
  try {
    work();
  } catch (error) {
    const reason = reasonOf(error);
    // a bug, or a bundle that cannot be written: then nothing more may be changed
    if (reason === undefined || error instanceof BundleFailed) throw error;
    done.refused.push({ path: file, reason });
  }
}

/** The bundle cannot take what is about to be changed. */
class BundleFailed extends UserError {}

function keeping(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) throw new BundleFailed(error.message, { hint: STOPPED });
    throw error;
  }
}

const STOPPED =
  'nothing more was changed; what was changed before is in the undo bundle: staunch state undo --list';

function reasonOf(error: unknown): string | undefined {
  if (error instanceof NotReplaced) return error.message;
  const sqlite = sqliteProblem(error);
  if (sqlite !== undefined) return sqlite;
  return fileProblem((error as NodeJS.ErrnoException).code);
}

const PACKED = 'what was found in it is packed and cannot be replaced: delete it if you do not need it';

function applyFile({ store, unit, findings }: Touched, applying: Applying, done: Applied): void {
  const { path: file } = unit;
  const { find, bundle, progress, wasPartial } = applying;
  progress(`rewriting ${store.name}`);
  trying(file, done, () => {
    let marks = 0;
    wasPartial();
    const packing = packingOf(file);
    const left = (line: number, why: string): void =>
      void done.refused.push({ path: file, reason: `line ${line}: ${why}` });
    const isReplaced = replaceFile(
      file,
      (source, write) => (marks = redactFile(store, file, source, { find, write, left })) > 0,
      (source, after) => {
        if (!bundle) return;
        keeping(() => {
          const head = { kind: 'file', path: file, after, ...source.attributes } as const;
          writeEntry(bundle, head, source.size, source.chunks());
          bundle.sync();
        });
      },
    );
    if (wasPartial()) done.refused.push({ path: file, reason: TOO_DEEP });
    if (findings.some((finding) => isPacked(finding, packing)))
      done.refused.push({ path: file, reason: PACKED });
    if (!isReplaced) return;
    done.files++;
    done.marks += marks;
  });
}

const TOO_DEEP =
  'it holds more in encodings and archives than can be looked into: what was found is taken out, and what is deeper is not known';

function imprintOf(bytes: Buffer): Imprint {
  return { size: bytes.length, hash: createHash('sha256').update(bytes).digest('hex') };
}

function checkSpace(file: string): void {
  const shortage = shortageFor(file);
  if (!shortage) return;
  throw new NotReplaced(
    `it has to be written anew, and ${shortage.directory} is ${megabytes(shortage.missing)} short of that`,
  );
}

function applyDatabase({ store, unit, findings }: Touched, applying: Applying, done: Applied): void {
  const { path: file } = unit;
  const { find, known, bundle, progress, wasPartial } = applying;
  // all that was found in it shows wherever it stands: then most values need no second look
  const isShown = known.common === 0 && findings.every(isPlain);
  trying(file, done, () => {
    if (!fs.existsSync(file))
      throw new NotReplaced('a log without its database; delete it if you do not need it');
    for (const each of [file, ...companions(file)])
      if (fs.lstatSync(each, { throwIfNoEntry: false })?.isSymbolicLink())
        throw new NotReplaced('a symbolic link; it is not followed');
    for (const each of [path.dirname(file), file]) fs.accessSync(each, fs.constants.W_OK);
    checkSpace(file);
    const laws = store.database ?? NO_DATABASE_LAWS;
    let marks = 0;
    const { cells, rows } = rewriteDatabase(file, {
      laws,
      edit(table, value, row) {
        if (isShown && known.search(value.bytes).length === 0) return undefined;
        const refuse = (reason: string): void =>
          void done.refused.push({
            path: `${file}#${table}/${row.handle.join(',')}/${value.column}`,
            reason,
          });
        wasPartial();
        try {
          if (find(value.bytes).length === 0) return undefined;
          const { bytes, count } = redactDocument(value.bytes, find, laws.json);
          if (count === 0) return undefined;
          marks += count;
          return bytes;
        } catch (error) {
          // one value that cannot be redacted and stay what it is; all others go
          if (!(error instanceof UserError)) throw error;
          refuse(error.message);
          return undefined;
        } finally {
          if (wasPartial()) refuse(TOO_DEEP);
        }
      },
      changed: (change) => bundle && keeping(() => keepCell(bundle, file, change)),
      deleted(table, row, literals) {
        if (!bundle) return;
        const bytes = Buffer.from(JSON.stringify(literals));
        const place = { database: file, table: table.name, keyColumns: table.key, key: row.key };
        keeping(() =>
          writeEntry(bundle, { kind: 'row', ...place, columns: table.columns }, bytes.length, [bytes]),
        );
      },
      commit: () => bundle && keeping(() => noteUnclean(bundle, file, true)),
      refused: (table, column) =>
        done.refused.push({
          path: `${file}#${table}.${column}`,
          reason: 'its own rules do not allow a change',
        }),
      progress,
    });
    if (bundle) keeping(() => noteUnclean(bundle, file, false));
    if (findings.some((finding) => isPacked(finding))) done.refused.push({ path: file, reason: PACKED_ROW });
    done.cells += cells;
    done.rows += rows;
    done.marks += marks;
  });
}

const PACKED_ROW = 'something that was found in it is packed and cannot be replaced';

/** All that is kept so far is on the disk, and so is the name of the database whose pages are not clean yet. */
function noteUnclean(bundle: BundleWriter, file: string, isUnclean: boolean): void {
  bundle.sync();
  const { unclean = [] } = bundle.about.notes;
  const others = (unclean as readonly string[]).filter((each) => each !== file);
  bundle.note({ unclean: isUnclean ? [...others, file] : others });
}

function keepCell(
  bundle: BundleWriter,
  database: string,
  { table, row, value, before, after }: CellChange,
): void {
  // a row that has no key is found by its number again, where that is still the same
  const [keyColumns, key] = table.key.length > 0 ? [table.key, row.key] : [table.handle, row.handle];
  writeEntry(
    bundle,
    {
      kind: 'cell',
      database,
      table: table.name,
      keyColumns,
      key,
      column: value.column,
      isText: value.isText,
      after: imprintOf(after),
    },
    before.length,
    [before],
  );
}

function applyRemoval(
  store: Store,
  { path: tree, files }: Unit,
  { bundle, progress }: Applying,
  done: Applied,
): void {
  progress(`deleting ${store.name}`);
  trying(tree, done, () => {
    // a database goes with what lies beside it, the log first: without it there is nothing to bring back
    for (const each of store.isDirectory ? [tree] : files.toReversed()) {
      removeTree(
        each,
        (head, size, chunks) => bundle && keeping(() => writeEntry(bundle, head, size, chunks)),
        () => bundle && keeping(() => bundle.sync()),
      );
    }
    done.deleted.push(tree);
  });
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`;
}
