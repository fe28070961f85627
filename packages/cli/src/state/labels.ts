/** To which session something belongs, and when it was written: from a row, a line or a document. */
import type { DatabaseLaws, JsonLabels, RowLabels } from '../agents/agent.ts';
import type { Cell } from '@staunch/core/state';

export interface Labels {
  /** The session's id. */
  readonly session?: string | undefined;
  /** Milliseconds. */
  readonly time?: number | undefined;
}

const MILLISECONDS = { ms: 1, s: 1e3, ns: 1e-6 } as const;

/** ISO 8601 in UTC; undefined for a number that is no date. */
export function dateText(ms: number | undefined): string | undefined {
  if (ms === undefined || !Number.isFinite(ms) || ms <= 0 || ms > 8.64e15) return undefined;
  return new Date(ms).toISOString();
}

/** Of the rows of one database. */
export class RowReader {
  private readonly rows: ReadonlyMap<string, RowLabels>;

  constructor(laws: DatabaseLaws | undefined) {
    this.rows = new Map(laws?.rows.map((row) => [row.table, row]));
  }

  /** How a table's rows are labelled. */
  table(name: string): RowLabels | undefined {
    return this.rows.get(name);
  }

  /** Good while the cell is. */
  of(cell: Cell): Labels {
    const row = this.rows.get(cell.table);
    if (!row) return {};
    const session = row.session === undefined ? undefined : cell.value(row.session);
    const time = row.time === undefined ? undefined : cell.value(row.time);
    return {
      session: typeof session === 'string' ? session : undefined,
      time: typeof time === 'number' ? time * MILLISECONDS[row.unit ?? 'ms'] : timeOf(time),
    };
  }
}

/** The time that a row's document says; undefined where it says none, or is no JSON. */
export function timeInDocument(
  document: Buffer | undefined,
  { timeInDocument: path, unit }: RowLabels,
): number | undefined {
  if (path === undefined || !document) return undefined;
  try {
    const value = firstOf(JSON.parse(document.toString()), [path]);
    return typeof value === 'number' ? value * MILLISECONDS[unit ?? 'ms'] : timeOf(value);
  } catch {
    return undefined;
  }
}

/** What a line or document says of itself. */
export function labelsIn(document: unknown, { session, time }: JsonLabels): Labels {
  const own = firstOf(document, session);
  return { session: typeof own === 'string' ? own : undefined, time: timeOf(firstOf(document, time)) };
}

/** The title that a line or document gives to its session. */
export function titleIn(document: unknown, { title }: JsonLabels): string | undefined {
  const own = firstOf(document, title);
  return typeof own === 'string' && own !== '' ? own : undefined;
}

function timeOf(value: unknown): number | undefined {
  // seconds since 1970 have ten digits for the next centuries
  if (typeof value === 'number') return value < 1e11 ? value * 1000 : value;
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

function firstOf(document: unknown, paths: readonly string[]): unknown {
  for (const path of paths) {
    let value = document;
    for (const key of path.split('.')) {
      value =
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    }
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}
