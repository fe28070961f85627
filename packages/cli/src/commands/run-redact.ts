/** `staunch redact`: what cannot be redacted is not written, and nothing after it. */
import { count, createSpanFinder, readError, UserError } from '@staunch/core';
import { RedactionStream } from '@staunch/core/redact';
import { readManaged } from '@staunch/core/vault';
import type { Input } from '../arguments.ts';
import { writeError, writeOut } from '../output.ts';
import { loadProject } from '../project.ts';
import { openStdin } from '../sources/stdin.ts';

/** Bytes that are read at once. */
const CHUNK = 1 << 18;

export async function runRedact({ flags }: Input): Promise<number> {
  if (flags.has('no-managed') && flags.has('no-patterns')) {
    throw new UserError('--no-managed and --no-patterns leave nothing to look for');
  }
  const { policy } = loadProject('.', { configFile: flags.text('config') });
  // throws where there is a vault whose index cannot be used
  const managed = flags.has('no-managed') ? undefined : readManaged();
  if (!managed && flags.has('no-patterns')) {
    throw new UserError('there is no vault here, and --no-patterns leaves nothing else to look for');
  }
  const find = createSpanFinder({
    policy,
    patterns: !flags.has('no-patterns'),
    ...(managed ? { managed: { file: managed.file, indexKey: managed.indexKey } } : {}),
  });
  const stream = new RedactionStream(find);
  copy(stream);
  if (!flags.has('quiet')) {
    if (!managed && !flags.has('no-managed')) {
      writeError(
        'staunch: there is no vault here, so managed values were not looked for (--no-managed says so)\n',
      );
    }
    for (const note of stream.notes) writeError(`staunch: ${note}\n`);
    writeError(`staunch: ${count(stream.count, 'value')} replaced\n`);
  }
  return 0;
}

/** Throws UserError when something cannot be read, redacted or written. */
function copy(stream: RedactionStream): void {
  const input = openStdin();
  const chunk = Buffer.alloc(CHUNK);
  for (let position = 0; ;) {
    const length = read(() => input.read(chunk, position));
    if (length === 0) break;
    position += length;
    write(stream.push(chunk.subarray(0, length)));
  }
  write(stream.end());
}

function read(reading: () => number): number {
  try {
    return reading();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(`<stdin>: ${readError(code)}; what was read before is not all written`);
  }
}

function write(bytes: Buffer): void {
  if (bytes.length > 0) writeOut(bytes);
}
