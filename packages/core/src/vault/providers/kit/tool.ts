/** A command-line tool as a provider uses it: its output is data that may be anything. */
import { UserError } from '../../../errors.ts';
import { findProgram, runProgram } from '../../../platform/program.ts';
import { endOfQuoted } from '../../formats/quoted.ts';
import { isText, withoutMark } from './content.ts';
import { Refused } from './provider.ts';

export interface Tool {
  readonly program: string;
  /** Variables of its own that it needs; a `*` at the end stands for any ending. */
  readonly variables?: readonly string[];
  readonly set?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** For tools that ask a server. */
export const NETWORK_VARIABLES: readonly string[] = [
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

export function locate({ program }: Tool): string | undefined {
  return findProgram(program);
}

/** Its standard output, to be wiped. Throws UserError, and Refused for any exit code but 0. */
export async function toolOutput(tool: Tool, args: readonly string[]): Promise<Buffer> {
  const { program, variables, set, timeoutMs } = tool;
  const { code, out } = await runProgram({
    program,
    args,
    ...(variables ? { variables } : {}),
    ...(set ? { set } : {}),
    ...(timeoutMs ? { timeoutMs } : {}),
  });
  if (code === 0) return out;
  out.fill(0);
  throw toolFailed(program, code);
}

function toolFailed(program: string, code: number): Refused {
  return new Refused(`${program} failed (exit code ${code})`, {
    hint: `is it signed in, and does that exist there? run ${program} by hand to see what it says; nothing was changed`,
  });
}

/** Output that is one value: bytes that a terminal would act on are the tool's, not the value's. Throws UserError. */
export async function toolValue(tool: Tool, args: readonly string[]): Promise<Buffer> {
  const out = await toolOutput(tool, args);
  if (isText(out)) return withoutMark(out);
  out.fill(0);
  throw new UserError(`${tool.program} printed something else than plain text in UTF-8`, {
    hint: 'nothing was changed; a value that is binary can be added with staunch vault add NAME --raw < FILE',
  });
}

/** Output that is JSON. Throws UserError, which quotes nothing. */
export async function toolJson(tool: Tool, args: readonly string[]): Promise<unknown> {
  const out = await toolOutput(tool, args);
  try {
    return parseJson(out, tool.program);
  } finally {
    out.fill(0);
  }
}

export function parseJson(bytes: Buffer, whose: string): unknown {
  let text: string;
  let json: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    json = JSON.parse(text);
  } catch {
    // the parser's message would repeat what it read
    throw new UserError(`${whose} did not answer with JSON`, {
      hint: 'nothing was changed; it may have shown a notice or a question instead',
    });
  }
  if (!hasTwins(text, json)) return json;
  throw new UserError(`${whose} answers with two values for one name`, { hint: 'nothing was changed' });
}

/** A name stands twice in an object of `text`, which reads as `json`: one of its values was lost. */
export function hasTwins(text: string, json: unknown): boolean {
  let written = 0;
  // a string with a colon behind is a name, and nothing else is
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    at = endOfQuoted(text, at) ?? text.length;
    while (' \t\r\n'.includes(text[at] ?? '.')) at++;
    if (text[at] === ':') written++;
  }
  return written !== namesIn(json);
}

function namesIn(json: unknown): number {
  let names = 0;
  const rest = [json];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const inner: unknown[] = Object.values(next);
    if (!Array.isArray(next)) names += inner.length;
    for (const each of inner) if (typeof each === 'object') rest.push(each);
  }
  return names;
}

type Fields = Readonly<Record<string, unknown>>;

function strange(whose: string): UserError {
  return new UserError(`${whose} answers in a form that this version of Staunch does not know`, {
    hint: 'nothing was changed; its format may have changed',
  });
}

/** Throws UserError when it is anything else. */
export function fieldsOf(json: unknown, whose: string): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw strange(whose);
  return json as Fields;
}

export function listOf(json: unknown, whose: string): readonly Fields[] {
  if (!Array.isArray(json)) throw strange(whose);
  return json.map((each) => fieldsOf(each, whose));
}

export function textOf(json: unknown, whose: string): string {
  if (typeof json !== 'string') throw strange(whose);
  return json;
}

/** Base64 of either alphabet, as bytes. Throws UserError. */
export function base64Of(json: unknown, whose: string): Buffer {
  const text = textOf(json, whose).trim();
  // one digit alone behind a group of four is a piece that was cut off
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text) || text.replace(/=+$/, '').length % 4 === 1)
    throw strange(whose);
  return Buffer.from(text, 'base64');
}

/** Without the line break that a tool puts behind a value. */
export function withoutNewline(bytes: Buffer): Buffer {
  if (bytes.at(-1) !== 0x0a) return bytes;
  return bytes.subarray(0, bytes.at(-2) === 0x0d ? -2 : -1);
}
