/** Reads a report of ours back, JSON or JSONL, for `staunch merge`. What it does not say is left out, never made up. */
import { UserError } from '../errors.ts';
import type {
  Confidence,
  Finding,
  NotScanned,
  ScanResult,
  Severity,
  Suppressed,
  Validity,
} from '../finding.ts';

type Json = Readonly<Record<string, unknown>>;

const CONFIDENCES: readonly unknown[] = ['high', 'medium', 'low'];
const VALIDITIES: readonly unknown[] = ['valid', 'invalid', 'expired', 'encrypted'];

/** `severityOf` and `isError` tell what the report does not. Throws UserError that names the file and the entry, never its content. */
export function readReport(
  text: string,
  name: string,
  severityOf: (rule: string | undefined) => Severity,
  isError: (reason: string) => boolean,
): ScanResult {
  const { findings, suppressed, notScanned, stats } = listsOf(text, name);
  const fail = (list: string, index: number): never => {
    throw new UserError(`${name}: entry ${index + 1} of ${list} is not what staunch writes`);
  };
  const read = (list: string, entries: readonly unknown[]): Finding[] =>
    entries.map((entry, index) => {
      const finding = isObject(entry) ? findingOf(entry, severityOf) : undefined;
      return finding ?? fail(list, index);
    });
  return {
    findings: read('findings', findings),
    suppressed: read('suppressed', suppressed).map((finding, index): Suppressed => {
      const { reason } = suppressed[index] as Json;
      if (typeof reason !== 'string') return fail('suppressed', index);
      return { ...finding, reason: reason as Suppressed['reason'] };
    }),
    notScanned: notScanned.map((entry, index): NotScanned => {
      const { path, reason } = isObject(entry) ? entry : {};
      if (typeof path !== 'string' || typeof reason !== 'string') return fail('notScanned', index);
      return { path, reason, error: isError(reason) };
    }),
    stats: {
      files: numberOf(stats, 'files'),
      bytes: numberOf(stats, 'bytes'),
      ms: numberOf(stats, 'ms'),
      belowConfidence: 0,
    },
  };
}

interface Lists {
  readonly findings: readonly unknown[];
  readonly suppressed: readonly unknown[];
  readonly notScanned: readonly unknown[];
  readonly stats: Json;
}

function listsOf(text: string, name: string): Lists {
  const whole = parse(text);
  if (isObject(whole) && whole['version'] === 1) {
    const { findings, suppressed, notScanned, stats } = whole;
    if (Array.isArray(findings) && Array.isArray(suppressed) && Array.isArray(notScanned) && isObject(stats))
      return { findings, suppressed, notScanned, stats };
  }
  const lines = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parse);
  const of = (type: string): Json[] => lines.filter(isObject).filter((line) => line['type'] === type);
  const [stats] = of('stats');
  // a report that was cut short has no last line
  if (!stats || !lines.every(isObject)) {
    throw new UserError(`${name} is no whole report of staunch`, {
      hint: 'give reports that were written with --format json or jsonl',
    });
  }
  return { findings: of('finding'), suppressed: of('suppressed'), notScanned: of('notScanned'), stats };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOf(object: Json, key: string): number {
  const value = object[key];
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 0;
}

const NUMBERS = ['line', 'column', 'endLine', 'endColumn', 'start', 'end'] as const;
const TEXTS = ['rule', 'item', 'commit', 'agent', 'session', 'time'] as const;

function findingOf(entry: Json, severityOf: (rule: string | undefined) => Severity): Finding | undefined {
  const { detector, path, mask, encoding, confidence, validity, fingerprint } = entry;
  const fits =
    (detector === 'pattern' || detector === 'managed') &&
    typeof path === 'string' &&
    typeof mask === 'string' &&
    typeof fingerprint === 'string' &&
    CONFIDENCES.includes(confidence) &&
    (validity === undefined || VALIDITIES.includes(validity)) &&
    Array.isArray(encoding) &&
    encoding.every((each) => typeof each === 'string') &&
    NUMBERS.every((key) => Number.isSafeInteger(entry[key])) &&
    TEXTS.every((key) => entry[key] === undefined || typeof entry[key] === 'string');
  if (!fits) return undefined;
  const { rule, item, commit, ...more } = Object.fromEntries(
    TEXTS.filter((key) => entry[key] !== undefined).map((key) => [key, entry[key]]),
  ) as Partial<Record<(typeof TEXTS)[number], string>>;
  const places = Object.fromEntries(NUMBERS.map((key) => [key, entry[key]])) as Record<
    (typeof NUMBERS)[number],
    number
  >;
  return {
    detector,
    ...(rule === undefined ? {} : { rule }),
    ...(item === undefined ? {} : { item }),
    location: { path, ...places, ...(commit === undefined ? {} : { commit }) },
    mask,
    encoding: encoding as readonly string[],
    severity: severityOf(rule),
    confidence: confidence as Confidence,
    ...(validity === undefined ? {} : { validity: validity as Validity }),
    evidence: validity === undefined ? [] : [{ kind: 'validity', validity: validity as Validity }],
    fingerprint,
    // the line itself is in no JSON report
    excerpt: { text: mask, mark: { start: 0, end: mask.length } },
    ...more,
  };
}
