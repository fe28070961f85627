/** What a push wants to change, as git tells it on standard input: all lines of it. */
import { UserError } from '@staunch/core';

export interface PushedRef {
  /** The ref on the other side, a character a byte. */
  readonly name: string;
  /** What it shall be: a full id, undefined where it is deleted. */
  readonly id: string | undefined;
  /** What it is on the other side: undefined where it is not there yet. */
  readonly before: string | undefined;
}

const ID = '(?:[0-9a-f]{40}|[0-9a-f]{64})';
/** What the local side calls it may be any expression, blanks and all: what follows is read from the end. */
const PUSHED = new RegExp(`^.* (${ID}) (\\S+) (${ID})$`, 's');
/** The lines of pre-receive and post-receive, on a server. */
const RECEIVED = new RegExp(`^(${ID}) (${ID}) (\\S+)$`);

/** Throws UserError when a line is not understood: then it is not known what goes out. */
export function parsePushedRefs(input: Buffer): PushedRef[] {
  return linesOf(input).map((line) => {
    const [, id, name, before] = PUSHED.exec(line) ?? [];
    if (id === undefined) throw notUnderstood();
    return { name: name!, id: unlessNone(id), before: unlessNone(before!) };
  });
}

/** The same where the lines may be those of a server's hook: `<old id> SP <new id> SP <ref>`. */
export function parseRefLines(input: Buffer): { readonly refs: PushedRef[]; readonly isReceiving: boolean } {
  const lines = linesOf(input);
  const isReceiving = lines.length > 0 && lines.every((line) => RECEIVED.test(line));
  if (!isReceiving) return { refs: parsePushedRefs(input), isReceiving };
  const refs = lines.map((line) => {
    const [, before, id, name] = RECEIVED.exec(line)!;
    return { name: name!, id: unlessNone(id!), before: unlessNone(before!) };
  });
  return { refs, isReceiving };
}

function linesOf(input: Buffer): string[] {
  return input
    .toString('latin1')
    .split('\n')
    .map((line) => line.replace(/\r$/, ''))
    .filter((line) => line !== '');
}

/** Zeros stand for no object. */
function unlessNone(id: string): string | undefined {
  return /[1-9a-f]/.test(id) ? id : undefined;
}

function notUnderstood(): UserError {
  return new UserError('what git says of this push is not understood', {
    hint: 'Expected on standard input: LOCAL-REF ID REMOTE-REF ID, a line for each ref',
  });
}

/** As reports call a ref: `<branch main>`, `<tag v1>`, `<ref refs/notes/commits>`. */
export function refLabel(name: string): string {
  const [, kind, rest] = /^refs\/(heads|tags)\/(.+)$/s.exec(name) ?? [];
  if (rest === undefined) return `<ref ${name}>`;
  return `<${kind === 'tags' ? 'tag' : 'branch'} ${rest}>`;
}
