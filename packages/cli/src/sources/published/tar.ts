/** The members of a tar that git made: plain headers, and pax records for long names. */
export interface TarMember {
  readonly name: string;
  /** A file's content, or the target of a symbolic link. */
  readonly bytes: Buffer;
}

const BLOCK = 512;

/** Directories are left out. Ends at the first header that is none. */
export function* tarMembers(tar: Buffer): Generator<TarMember> {
  let pax = new Map<string, string>();
  for (let at = 0; at + BLOCK <= tar.length;) {
    const header = tar.subarray(at, at + BLOCK);
    if (header[0] === 0) return;
    const text = (from: number, length: number): string => {
      const field = header.subarray(from, from + length);
      const end = field.indexOf(0);
      return field.toString('utf8', 0, end < 0 ? length : end);
    };
    const size = Number.parseInt(text(124, 12).trim() || '0', 8);
    if (!(size >= 0)) return;
    const content = tar.subarray(at + BLOCK, at + BLOCK + size);
    const kind = String.fromCharCode(header[156]!);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    if (kind === 'x') {
      pax = paxRecords(content);
      continue;
    }
    const prefix = text(345, 155);
    const name = pax.get('path') ?? (prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`);
    if (kind === '0' || kind === '\0') yield { name, bytes: content };
    else if (kind === '2') yield { name, bytes: Buffer.from(pax.get('linkpath') ?? text(157, 100)) };
    if (kind !== 'g') pax = new Map();
  }
}

/** `LENGTH KEY=VALUE LF`, where the length counts all of it. */
function paxRecords(content: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at);
    const length = Number.parseInt(content.toString('latin1', at, space), 10);
    if (space < 0 || !(length > 0)) return records;
    const record = content.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
