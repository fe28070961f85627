/**
 * The vault as a file to keep elsewhere: an age file, so that it opens without Staunch too. In it JSON lines: a head,
 * then an object for each value.
 */
import { UserError } from '../errors.ts';
import { decryptAge, encryptAge, type AgeKey, type AgeLock } from '../platform/age.ts';
import { mergedRecords, readInbox } from './merge.ts';
import type { Opener } from './opener.ts';
import { wipeChanges } from './sealed-changes.ts';
import { wipe } from './sealing.ts';
import type { NewValue } from './values.ts';
import { withVault } from './write.ts';

const HEAD = { staunch: 'vault export', version: 1 };
const NEWLINE = 0x0a;

export interface Exported {
  readonly file: Uint8Array;
  /** How many values are in use; the retired ones are in the file too. */
  readonly active: number;
  /** How many are linked, so that there is no value of theirs to export. */
  readonly linked: number;
}

/** Throws UserError when the opener does not open the vault, or the recipient is none. */
export async function exportVault(opener: Opener, lock: AgeLock): Promise<Exported> {
  const { content, active, linked } = plainExport(opener);
  try {
    return { file: await encryptAge(lock, content), active, linked };
  } catch {
    throw new UserError('the export cannot be encrypted', {
      hint:
        lock.kind === 'recipient'
          ? 'a recipient begins with age1: see age-keygen'
          : 'give another passphrase',
    });
  } finally {
    wipe(content);
  }
}

function plainExport(opener: Opener): { content: Buffer; active: number; linked: number } {
  return withVault(opener, ({ vault, master }) => {
    const changes = readInbox(vault, master!);
    const lines: Buffer[] = [Buffer.from(JSON.stringify(HEAD))];
    let active = 0;
    let linked = 0;
    try {
      for (const { name, created, retired, value, isLink } of mergedRecords(vault, master!, changes)) {
        if (isLink) {
          wipe(value);
          if (!retired) linked++;
          continue;
        }
        lines.push(Buffer.from(JSON.stringify({ name, created, retired, value: value.toString('base64') })));
        wipe(value);
        if (!retired) active++;
      }
      const content = Buffer.concat(lines.flatMap((line) => [line, Buffer.of(NEWLINE)]));
      return { content, active, linked };
    } finally {
      wipe(...lines);
      wipeChanges(changes);
    }
  });
}

/** The values of an export. The caller wipes them. Throws UserError. */
export async function openExport(file: Uint8Array, key: AgeKey): Promise<readonly NewValue[]> {
  let content: Buffer;
  try {
    content = Buffer.from(await decryptAge(key, file));
  } catch {
    throw new UserError('the export does not open: it is damaged, or the key is another', {
      hint: 'give what it was encrypted to: --identity FILE or --age-passphrase-file FILE',
    });
  }
  const values: NewValue[] = [];
  try {
    const [head, ...lines] = splitLines(content);
    if (!head || !isHead(parseLine(head))) throw new UserError('this age file holds no export of a vault');
    for (const line of lines) values.push(toValue(parseLine(line)));
    return values;
  } catch (error) {
    for (const { value } of values) wipe(value);
    throw error;
  } finally {
    wipe(content);
  }
}

function* splitLines(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length;) {
    const end = content.indexOf(NEWLINE, at);
    const stop = end < 0 ? content.length : end;
    yield content.subarray(at, stop);
    at = stop + 1;
  }
}

function parseLine(line: Buffer): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line.toString()) as Readonly<Record<string, unknown>>;
  } catch {
    // the parser's message would repeat what it read
    throw new UserError('this age file holds no export of a vault, or a damaged one');
  }
}

function isHead(head: Readonly<Record<string, unknown>>): boolean {
  return head?.['staunch'] === HEAD.staunch && head['version'] === HEAD.version;
}

function toValue({ name, created, retired, value }: Readonly<Record<string, unknown>>): NewValue {
  if (typeof name !== 'string' || typeof value !== 'string' || typeof retired !== 'boolean') {
    throw new UserError('this export is damaged, or of a later version');
  }
  return {
    name,
    value: Buffer.from(value, 'base64'),
    retired,
    ...(Number.isSafeInteger(created) ? { created: Math.max(0, created as number) } : {}),
  };
}
