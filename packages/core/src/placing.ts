/** From what was found in several texts at once to findings that name their text. */
import { partAt, type Part } from './batch.ts';
import type { Member } from './decode/container.ts';
import type { Finding, Location, Suppressed, SuppressionReason } from './finding.ts';
import { jsonPlaces, type JsonPlace } from './json-place.ts';
import { LineCounter, sniffEncoding } from './lines.ts';
import type { Span } from './span.ts';

/** What is told of a finding besides what it is. */
export interface Told {
  /** Unmasked: it is masked before it is shown. */
  readonly path: string;
  readonly agent?: string;
  readonly session?: string;
  readonly time?: string;
  /** Unmasked, as the path. */
  readonly jsonPath?: string;
  /** It is not reported, for this reason. */
  readonly reason?: SuppressionReason;
}

export interface Placing<T> {
  /** What is to be known of a text later; asked while it is being read. */
  readonly keep: (member: Member) => T;
  /** `json`: where in the text it is, if the text is JSON. Without a finding it is asked for the path of the whole text. */
  readonly place: (
    member: T,
    json: JsonPlace | undefined,
    finding: Finding | undefined,
    text: Buffer | undefined,
  ) => Told;
}

/** Findings that name their text. */
export interface Placed {
  readonly findings: Finding[];
  readonly suppressed: Suppressed[];
  readonly values: string[];
}

interface Item {
  readonly finding: Finding | Suppressed;
  readonly value: string | undefined;
  readonly isSuppressed: boolean;
}

/**
 * Findings whose offsets are those of all `parts` together, each placed in its own. `bytes` are absent for a single text that
 * was not held. Those of `alone` were searched by themselves, and have their findings. Undefined where one reaches over the end of its part: then it is none, and hides what may be one.
 */
export function placed<T>(
  found: Placed,
  bytes: Buffer | undefined,
  parts: readonly Part<T>[],
  placing: Placing<T>,
  mask: (path: string) => string,
  alone: ReadonlyMap<Part<T>, Placed> = new Map(),
): Placed | undefined {
  const byPart = new Map<Part<T>, Item[]>();
  const items: Item[] = [
    ...found.findings.map((finding, at) => ({ finding, value: found.values[at], isSuppressed: false })),
    ...found.suppressed.map((finding) => ({ finding, value: undefined, isSuppressed: true })),
  ];
  for (const item of items) {
    const { start, end } = item.finding.location;
    const part = partAt(parts, start);
    if (part && alone.has(part)) continue;
    if (!part || end > part.end) return undefined;
    const own = byPart.get(part);
    if (own) own.push(item);
    else byPart.set(part, [item]);
  }
  const result: Placed = { findings: [], suppressed: [], values: [] };
  const masks = new Map<string, string>();
  const masked = (path: string): string => {
    const known = masks.get(path) ?? mask(path);
    masks.set(path, known);
    return known;
  };
  for (const part of parts) {
    const known = alone.get(part);
    if (known) {
      result.findings.push(...known.findings);
      result.suppressed.push(...known.suppressed);
      result.values.push(...known.values);
      continue;
    }
    const own = byPart.get(part);
    if (!own) continue;
    own.sort((a, b) => a.finding.location.start - b.finding.location.start);
    const text = bytes?.subarray(part.start, part.end);
    const spans = own.map(({ finding: { location } }) => ({
      start: location.start - part.start,
      end: location.end - part.start,
    }));
    const json = text && isJson(text) ? jsonPlaces(text, spans) : [];
    for (const [at, { finding, value, isSuppressed }] of own.entries()) {
      const inner = finding.location.path;
      const place = inner === '' ? json[at] : undefined;
      const { path, reason, jsonPath, ...labels } = placing.place(part.member, place, finding, text);
      const location: Location = {
        ...finding.location,
        ...(inner === '' ? positionIn(place?.text ?? text, place?.span ?? spans[at]!, finding.location) : {}),
        // what is in a container in it has its own name already
        path: inner === '' ? masked(path) : inner,
      };
      const told: Finding = {
        ...finding,
        location,
        ...labels,
        ...(jsonPath === undefined ? {} : { jsonPath: masked(jsonPath) }),
      };
      if (isSuppressed) result.suppressed.push(told as Suppressed);
      else if (reason) result.suppressed.push({ ...told, reason });
      else {
        result.findings.push(told);
        if (value !== undefined) result.values.push(value);
      }
    }
  }
  return result;
}

function isJson(text: Buffer): boolean {
  for (const byte of text.subarray(0, 64)) {
    if (byte === 0x20 || (byte >= 9 && byte <= 13)) continue;
    return byte === 0x7b || byte === 0x5b;
  }
  return false;
}

/** Lines, columns and offsets in a text of its own; as they were where the text is not at hand. */
function positionIn(text: Buffer | undefined, span: Span, location: Location): Partial<Location> {
  if (!text) return location;
  const { encoding, mark } = sniffEncoding(text, text.length);
  const lines = new LineCounter(encoding, mark);
  const start = lines.positionOf(text, 0, span.start);
  const end = lines.positionOf(text, 0, span.end);
  return {
    start: span.start,
    end: span.end,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}
