/** Scans a plain file, and says of what is found in JSON where in it that is. */
import {
  readError,
  type Finding,
  type FragmentResult,
  type NotScanned,
  type Scanner,
  type Suppressed,
  type SuppressionReason,
} from '@staunch/core';
import type { Store } from '../agents/agent.ts';
import type { StoreFile } from '../agents/files.ts';
import { isNamed, NO_LAWS, pathText, type JsonPath } from '../agents/json-laws.ts';
import { openQuietly, quietFragment, type QuietFile } from '../agents/quiet-file.ts';
import { dateText } from './labels.ts';
import { packingOf, unpacking, type Packing } from './files/packing.ts';
import { Lines } from './lines.ts';
import type { Titles } from './titles.ts';

export function scanFile(
  scanner: Scanner,
  store: Store,
  { path, format, stats }: StoreFile,
  shown: string,
  titles: Titles,
): FragmentResult {
  let file: QuietFile;
  try {
    file = openQuietly(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return {
      findings: [],
      suppressed: [],
      notScanned: [{ path: scanner.maskText(shown), reason: readError(code), error: true }],
      bytes: 0,
      belowConfidence: 0,
    };
  }
  try {
    const packing = typeof path === 'string' ? packingOf(path) : undefined;
    const result =
      packing === undefined
        ? scanner.scan(quietFragment({ path: shown }, file))
        : scanUnpacked(scanner, shown, file, packing);
    const { findings, suppressed } = result;
    if (findings.length + suppressed.length === 0) return result;
    const lines =
      format === 'json' || format === 'jsonl'
        ? new Lines(file, format, store, String(path), titles)
        : undefined;
    const told = [...findings, ...suppressed].map((finding) =>
      tell(scanner, store, finding, stats.mtimeMs, lines),
    );
    return {
      ...result,
      findings: told.filter((finding) => !('reason' in finding)),
      suppressed: told.filter((finding) => 'reason' in finding) as Suppressed[],
    };
  } finally {
    file.close();
  }
}

/** A file that its agent packs as a whole is that agent's text: it has no budget of an archive, but an end. */
function scanUnpacked(scanner: Scanner, shown: string, file: QuietFile, packing: Packing): FragmentResult {
  const reader = unpacking(file, packing);
  let left = LARGEST_UNPACKED;
  const result = scanner.scan({
    descriptor: { path: shown },
    read(into) {
      const got = left > 0 ? reader.pull(into) : 0;
      left -= got;
      return got;
    },
    close: () => {},
  });
  const packed = <T extends Finding>(finding: T): T =>
    finding.inName ? finding : { ...finding, encoding: [packing, ...finding.encoding] };
  const notScanned: NotScanned[] = [...result.notScanned];
  const path = scanner.maskText(shown);
  if (reader.damage !== undefined) notScanned.push({ path, reason: reader.damage, error: true });
  if (left <= 0)
    notScanned.push({ path, reason: 'it unpacks to more than 4 GiB', error: false, cause: 'budget' });
  return {
    ...result,
    findings: result.findings.map(packed),
    suppressed: result.suppressed.map(packed),
    notScanned,
  };
}

const LARGEST_UNPACKED = 4 * 2 ** 30;

function tell(
  scanner: Scanner,
  store: Store,
  finding: Finding | Suppressed,
  modified: number,
  lines: Lines | undefined,
): Finding | Suppressed {
  const { location, encoding } = finding;
  // what is in a container, or packed, has no line in the file
  const isPlain = !finding.inName && !location.path.includes('!') && !PACKED.has(encoding[0] ?? '');
  const at = isPlain ? lines?.at(location.start, location.end) : undefined;
  const time = dateText(at?.time ?? modified);
  const path = at?.place?.path ?? [];
  const reason = 'reason' in finding ? undefined : reasonOf(store, finding, path);
  return {
    ...finding,
    agent: store.agent,
    ...(at?.session === undefined ? {} : { session: at.session }),
    ...(time === undefined ? {} : { time }),
    ...(path.length === 0 ? {} : { jsonPath: scanner.maskText(pathText(path)) }),
    ...(reason === undefined ? {} : { reason }),
  };
}

const PACKED = new Set(['gzip', 'zstd', 'zlib', 'deflate']);

function reasonOf(
  { role, json = NO_LAWS }: Store,
  { detector }: Finding,
  path: JsonPath,
): SuppressionReason | undefined {
  if (role === 'belongs' || isNamed(json.belongs, path)) return 'belongs';
  return detector === 'pattern' && isNamed(json.opaque, path) ? 'signature' : undefined;
}
