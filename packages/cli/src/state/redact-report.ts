/** What `staunch state redact` says at its end: to people, and to programs. */
import { count, printable, size, type KnownValues, type NotScanned } from '@staunch/core';
import type { Applied } from './apply.ts';
import type { Touched } from './learn.ts';
import type { Proof } from './proof.ts';

/** What was found. */
export interface Found {
  readonly touched: readonly Touched[];
  readonly notScanned: readonly NotScanned[];
  /** What would change, of a dry run. */
  readonly diff: readonly string[];
  /** A path as it may be shown. */
  readonly shown: (file: string) => string;
}

/** What was done. */
export interface Redacted {
  readonly applied: Applied;
  readonly proof: Proof;
  /** The undo bundle's id. */
  readonly bundle: string | undefined;
  readonly known: KnownValues;
  readonly shown: (file: string) => string;
  readonly isVerbose: boolean;
}

/** Places of one database that are told one by one. */
const MOST_PLACES = 5;

/** Line by line, for people. */
export function wordsOf({ applied, proof, bundle, known, shown, isVerbose }: Redacted): string[] {
  const { marks, files, cells, rows, deleted, refused } = applied;
  const did = [
    `replaced ${count(marks, 'value')} in ${count(files, 'file')} and ${count(cells, 'cell')} of databases`,
    ...(rows > 0 ? [`deleted ${count(rows, 'row')}`] : []),
    ...deleted.map(
      (each) =>
        `deleted ${printable(shown(each))} (the agent makes it anew; undo of its older steps is lost)`,
    ),
    ...(bundle === undefined
      ? ['no undo bundle was made']
      : files + cells + rows + deleted.length === 0
        ? []
        : [`staunch state undo ${bundle} takes this back`]),
  ];
  for (const { path: name, reason } of refused)
    did.push(`not redacted: ${printable(shown(name))}: ${reason}`);
  for (const { path: name, reason } of proof.unread)
    did.push(`not proved: ${printable(shown(name))}: ${reason}`);
  const most = isVerbose ? Infinity : MOST_PLACES;
  for (const { path: name, count: times, reason } of byFile(proof.remains, most))
    did.push(
      `left: ${printable(shown(name))}: ${count(times, 'place')}${reason === undefined ? '' : `; ${reason}`}`,
    );
  if (known.common > 0)
    did.push(
      `${count(known.common, 'value')} so common that only the name beside gives it away: not searched for elsewhere`,
    );
  const left = proof.remains.reduce((sum, each) => sum + each.count, 0);
  did.push(
    `proof: ${count(proof.files, 'file')}, ${size(proof.bytes)} searched for ${count(known.count, 'value')} in every spelling and in pieces: ${left} left outside of what belongs`,
  );
  return did;
}

/** For programs. `done` is missing where nothing was to be changed. */
export function recordOf({ touched, notScanned, diff, shown }: Found, done: Redacted | undefined): object {
  const { applied, proof, bundle, known } = done ?? {};
  return {
    version: 1,
    dryRun: applied === undefined,
    touched: touched.map(({ store, unit, findings }) => ({
      agent: store.agent,
      store: store.name,
      path: shown(unit.path),
      action: unit.kind === 'whole' ? 'delete' : 'redact',
      findings: findings.length,
    })),
    notScanned: notScanned.map(({ path: name, reason }) => ({ path: name, reason })),
    ...(applied === undefined ? { diff } : {}),
    ...(applied === undefined
      ? {}
      : {
          marks: applied.marks,
          files: applied.files,
          cells: applied.cells,
          rows: applied.rows,
          deleted: applied.deleted.map((each) => shown(each)),
          refused: applied.refused.map(({ path: name, reason }) => ({ path: shown(name), reason })),
        }),
    ...(bundle === undefined ? {} : { bundle }),
    ...(proof === undefined
      ? {}
      : {
          proof: {
            files: proof.files,
            bytes: proof.bytes,
            values: known?.count,
            common: known?.common,
            belongs: proof.belongs,
            left: proof.remains.map(({ path: name, ...rest }) => ({ path: shown(name), ...rest })),
            unread: proof.unread.map(({ path: name, reason }) => ({ path: shown(name), reason })),
          },
        }),
  };
}

/** Of a database with many of them, all places as one. */
function byFile(remains: Proof['remains'], most: number): Proof['remains'] {
  const files = new Map<string, Proof['remains'][number][]>();
  for (const each of remains) {
    const file = each.path.replace(/#.*$/s, '');
    files.set(file, [...(files.get(file) ?? []), each]);
  }
  return [...files].flatMap(([file, own]) => {
    if (own.length <= most) return own;
    const places = own.reduce((sum, each) => sum + each.count, 0);
    return [{ path: file, count: places, reason: `in ${own.length} rows and pages (--verbose names them)` }];
  });
}
