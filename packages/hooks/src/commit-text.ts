/** The texts of a commit or a tag, apart: who wrote it, what it says, and whatever else stands in its head. */

export interface TextPart {
  /** As reports call it. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** Lines of a head that hold ids and types of git's own making. */
const OWN = new Set(['tree', 'parent', 'object', 'type']);

/** `tag` is the name of the tag's ref, of a tag object; its texts then stand under that name. */
export function textParts(object: Buffer, tag?: string): TextPart[] {
  const parts: TextPart[] = [];
  const end = object.indexOf('\n\n');
  const head = end < 0 ? object : object.subarray(0, end);
  const rest: Buffer[] = [];
  for (const { key, value } of fields(head)) {
    if (OWN.has(key)) continue;
    const path = { author: '<author>', committer: '<committer>', tagger: '<tagger>' }[key];
    if (path) parts.push({ path, bytes: value });
    else rest.push(value, LINE_FEED);
  }
  if (rest.length > 0)
    parts.push({ path: tag === undefined ? '<headers>' : `<tag ${tag}>`, bytes: Buffer.concat(rest) });
  if (end >= 0) {
    parts.push({ path: tag === undefined ? '<message>' : `<tag ${tag}>`, bytes: object.subarray(end + 2) });
  }
  return parts;
}

const LINE_FEED = Buffer.from('\n');

/** `key SP value LF`; lines that begin with a blank belong to the one before. */
function* fields(head: Buffer): Generator<{ readonly key: string; readonly value: Buffer }> {
  for (let at = 0; at < head.length;) {
    let end = at;
    do {
      const lineFeed = head.indexOf(10, end === at ? at : end + 1);
      end = lineFeed < 0 ? head.length : lineFeed;
    } while (head[end + 1] === 32 && end < head.length);
    const line = head.subarray(at, end);
    const blank = line.indexOf(32);
    yield blank < 0
      ? { key: line.toString('latin1'), value: Buffer.alloc(0) }
      : { key: line.toString('latin1', 0, blank), value: line.subarray(blank + 1) };
    at = end + 1;
  }
}

/** What a tag object points at. Undefined when the object is no tag that git would make. */
export function tagTarget(object: Buffer): string | undefined {
  return /^object ([0-9a-f]{40}|[0-9a-f]{64})\n/.exec(object.toString('latin1', 0, 80))?.[1];
}
