/** Scans a database by its pages: rows by name, and all that is left besides. SQLite itself never sees it. */
import type { Finding, FragmentResult, NotScanned, Scanner, Suppressed } from '@staunch/core';
import {
  journal,
  loneWal,
  openWithWal,
  type Cell,
  type JsonPlace,
  type Member,
  type Told,
} from '@staunch/core/state';
import type { DatabaseLaws, Store } from '../agents/agent.ts';
import { isNamed, NO_LAWS, pathText } from '../agents/json-laws.ts';
import { openQuietly, quietFragment, type QuietFile } from '../agents/quiet-file.ts';
import { dateText, RowReader, timeInDocument, type Labels } from './labels.ts';
import { problemOf } from './problem.ts';
import type { Titles } from './titles.ts';

/** What is remembered of a value while its batch is searched. */
interface Kept extends Labels {
  readonly name: string;
  readonly table: string | undefined;
  readonly column: string;
  readonly key: string;
}

/** `shown` is the path of the database file as findings name it. */
export function scanDatabase(
  scanner: Scanner,
  store: Store,
  file: string,
  shown: string,
  titles: Titles,
): FragmentResult {
  const opened: QuietFile[] = [];
  const notScanned: NotScanned[] = [];
  const open = (suffix: string): QuietFile | undefined => {
    try {
      const found = openQuietly(file + suffix);
      opened.push(found);
      return found;
    } catch (error) {
      const problem = problemOf(error);
      if (problem !== undefined)
        notScanned.push({ path: scanner.maskText(shown + suffix), reason: problem, error: true });
      return undefined;
    }
  };
  try {
    // the log first: what is moved from it to the database meanwhile is then read twice and not never
    const [log, main, old, index] = [open('-wal'), open(''), open('-journal'), open('-shm')];
    const laws = store.role === 'belongs' ? undefined : store.database;
    const placing = placingOf(store, laws, shown, titles);
    const results: FragmentResult[] = [];
    const scan = (name: string, members: Parameters<Scanner['scanMembers']>[1], own = placing): void =>
      void results.push(scanner.scanMembers({ path: name }, members, own));
    if (main && main.size > 0) scan(shown, (budget) => openWithWal(main, log, budget));
    else if (log && log.size > 0) {
      scan(`${shown}-wal`, (budget) => loneWal(log, budget), placingOf(store, laws, `${shown}-wal`, titles));
      notScanned.push({
        path: scanner.maskText(shown),
        reason: 'its database is missing, so the rows of its log have no names',
        error: true,
      });
    }
    if (old && old.size > 0) {
      const name = `${shown}-journal`;
      scan(name, (budget) => journal(old, budget), placingOf(store, laws, name, titles));
    }
    if (index) results.push(scanner.scan(quietFragment({ path: `${shown}-shm` }, index)));
    return withOldCopies(merge(results, notScanned), opened);
  } finally {
    for (const each of opened) each.close();
  }
}

function placingOf(store: Store, laws: DatabaseLaws | undefined, shown: string, titles: Titles) {
  const { agent } = store;
  const rows = new RowReader(laws);
  const sessions = laws?.sessions;
  const json = laws?.json ?? NO_LAWS;
  return {
    keep(member: Member): Kept {
      if (!('table' in member)) return { name: member.name ?? '', table: undefined, key: '', column: '' };
      const { table, key, column, name = '' } = member as Cell;
      const labels = rows.of(member as Cell);
      if (sessions && column === sessions.title && sessions.tables.includes(table)) {
        const id = (member as Cell).value(sessions.id);
        const title = (member as Cell).value(sessions.title);
        if (typeof id === 'string' && typeof title === 'string') titles.set(id, title);
      }
      return { name, table, key, column, ...labels };
    },
    place(
      kept: Kept,
      place: JsonPlace | undefined,
      finding: Finding | undefined,
      text: Buffer | undefined,
    ): Told {
      const { table, column, session } = kept;
      const row = finding && table !== undefined ? rows.table(table) : undefined;
      const time = dateText(kept.time ?? (row && timeInDocument(text, row)));
      return {
        path: `${shown}#${placeName(kept, place, laws?.document)}`,
        agent,
        ...(session === undefined ? {} : { session }),
        ...(time === undefined ? {} : { time }),
        ...(place && place.path.length > 0 ? { jsonPath: pathText(place.path) } : {}),
        ...reasonOf(store, laws, table, column),
        ...(finding?.detector === 'pattern' && place && isNamed(json.opaque, place.path)
          ? { reason: 'signature' as const }
          : {}),
      };
    },
  };
}

function reasonOf(
  store: Store,
  laws: DatabaseLaws | undefined,
  table: string | undefined,
  column: string,
): Pick<Told, 'reason'> {
  const belongs =
    store.role === 'belongs' ||
    laws?.belongs.some((own) => own.table === table && (own.columns?.includes(column) ?? true));
  return belongs ? { reason: 'belongs' } : {};
}

/** `part/prt_1/state.output`, `session/ses_1/title`, `free page 7`. */
function placeName(
  { name, table, key, column }: Kept,
  place: JsonPlace | undefined,
  document: string | undefined,
): string {
  if (table === undefined) return name;
  const own = `${table}/${key}`;
  if (!place || place.path.length === 0) return `${own}/${column}`;
  const path = pathText(place.path);
  return column === document ? `${own}/${path}` : `${own}/${column}${path.startsWith('[') ? '' : '.'}${path}`;
}

function merge(results: readonly FragmentResult[], notScanned: readonly NotScanned[]): FragmentResult {
  return {
    findings: results.flatMap(({ findings }) => findings),
    suppressed: results.flatMap(({ suppressed }) => suppressed),
    notScanned: [...notScanned, ...results.flatMap((result) => result.notScanned)],
    bytes: results.reduce((sum, { bytes }) => sum + bytes, 0),
    belowConfidence: results.reduce((sum, { belowConfidence }) => sum + belowConfidence, 0),
    values: results.flatMap(({ values }) => values ?? []),
  };
}

/** Pages and frames that no row leads to any more. */
const LEFT_BEHIND = /#(?:free page|wal|page) ?[^/]*$/;

/**
 * An older copy of a row that belongs, on a page that the database has not written over yet, gives nobody more than the row
 * does. What was damaged because somebody wrote meanwhile is said to be that.
 */
function withOldCopies(result: FragmentResult, opened: readonly QuietFile[]): FragmentResult {
  const own = new Set(
    result.suppressed.filter(({ reason }) => reason === 'belongs').map(({ fingerprint }) => fingerprint),
  );
  const isOldCopy = ({ fingerprint, location }: Finding): boolean =>
    own.has(fingerprint) && LEFT_BEHIND.test(location.path);
  const kept = result.findings.map((finding) => !isOldCopy(finding));
  const old: Suppressed[] = result.findings
    .filter(isOldCopy)
    .map((finding) => ({ ...finding, reason: 'belongs' }));
  const isChanged = opened.some((file) => file.hasChanged());
  return {
    ...result,
    findings: result.findings.filter((_, at) => kept[at]),
    ...(result.values ? { values: result.values.filter((_, at) => kept[at]) } : {}),
    suppressed: [...result.suppressed, ...old],
    notScanned: result.notScanned.map((left) =>
      isChanged && left.error ? { ...left, reason: `${left.reason}; it was written to meanwhile` } : left,
    ),
  };
}
