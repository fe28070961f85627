/** One text at a time: laws of JSON, signed blocks, what is learned of values. */
import { expect, test } from 'vitest';
import { KnownValues, createScanner, createSpanFinder, bytesFragment, emptyPolicy } from '@staunch/core';
import { jsonLaws } from '../../packages/cli/src/agents/opencode/tables.ts';
import { sessionLaws } from '../../packages/cli/src/agents/claude-code/sessions.ts';
import { redactLines } from '../../packages/cli/src/agents/jsonl.ts';
import { redactDocument } from '../../packages/cli/src/state/document.ts';
import { githubToken, sampler } from '../kit/secrets.ts';

const token = githubToken(401);
const indexKey = new Uint8Array(32).fill(5);

function finder(...texts: string[]) {
  const known = new KnownValues(indexKey);
  const options = { policy: emptyPolicy, known };
  const scanner = createScanner({ ...options, machineKey: () => indexKey });
  for (const text of texts) scanner.scan(bytesFragment({ path: 'text' }, Buffer.from(text)));
  return { known, find: createSpanFinder(options) };
}

const redact = (text: string, laws = jsonLaws) =>
  redactDocument(Buffer.from(text), finder(token).find, laws).bytes.toString();

test('only what is found changes: numbers, spaces, ids and the shape stay', () => {
  const text = `{ "id": "${token}", "big": 12345678901234567890.10, "state":{"output" : "x ${token}\\n"}, "n":null }`;
  expect(redact(text)).toMatch(
    new RegExp(
      `^\\{ "id": "${token}", "big": 12345678901234567890\\.10, "state":\\{"output" : "x \\[REDACTED:github[^"]*\\]\\\\n"\\}, "n":null \\}$`,
    ),
  );
});

test('a signed block of a list goes whole; the last one becomes a text', () => {
  const thinking = { type: 'thinking', thinking: `it is ${token}`, signature: 'c2ln' };
  const line = (content: object[]) => JSON.stringify({ type: 'assistant', message: { content } });
  const two = JSON.parse(redact(line([thinking, { type: 'text', text: 'hello' }]), sessionLaws)) as never;
  expect(two).toEqual({ type: 'assistant', message: { content: [{ type: 'text', text: 'hello' }] } });
  const one = JSON.parse(redact(line([thinking]), sessionLaws)) as { message: { content: object[] } };
  expect(one.message.content).toEqual([{ type: 'text', text: expect.stringMatching(/^\[REDACTED:/) }]);
  const clean = line([
    { ...thinking, thinking: 'nothing' },
    { type: 'text', text: token },
  ]);
  expect(redact(clean, sessionLaws)).toContain('"thinking":"nothing","signature":"c2ln"');
});

test('a signed part that is a row of its own is signed no more', () => {
  const part = {
    type: 'reasoning',
    text: `so ${token}`,
    metadata: { anthropic: { signature: 'c2ln', x: 1 } },
  };
  for (const [text, at] of [
    [JSON.stringify(part), (json: never) => json],
    [JSON.stringify({ part, time: 5 }), (json: { part: never }) => json.part],
  ] as const) {
    const json = at(JSON.parse(redact(text)) as never) as typeof part;
    expect(json.text).toMatch(/^\[REDACTED:/);
    expect(json.metadata).toEqual({ anthropic: { x: 1 } });
  }
});

test('signatures of other vendors, and what stands in lists beside the text', () => {
  const google = {
    type: 'reasoning',
    text: `so ${token}`,
    metadata: { google: { thoughtSignature: 'c2ln' } },
  };
  expect(JSON.parse(redact(JSON.stringify(google)))).toEqual({
    type: 'reasoning',
    text: expect.stringMatching(/^\[REDACTED:/),
    metadata: { google: {} },
  });
  const details = [
    { type: 'reasoning.text', text: `so ${token}`, signature: 'c2ln' },
    { type: 'reasoning.encrypted', data: 'c2ln' },
  ];
  const router = { type: 'reasoning', text: 'so', metadata: { openrouter: { reasoning_details: details } } };
  expect(JSON.parse(redact(JSON.stringify(router)))).toEqual({
    ...router,
    metadata: { openrouter: { reasoning_details: [details[1]] } },
  });
});

test('lines stay lines, also one that is only half written', () => {
  const lines = [`{"a":"${token}"}`, 'no JSON', '{"b":1}', `{"half":"and ${token} t`];
  const out: Buffer[] = [];
  const chunks = Buffer.from(lines.join('\n'));
  const pieces = [chunks.subarray(0, 20), chunks.subarray(20, 21), chunks.subarray(21)];
  const count = redactLines(pieces, jsonLaws, {
    find: finder(token).find,
    write: (bytes) => out.push(Buffer.from(bytes)),
    left: (line) => expect.unreachable(`line ${line} was left`),
  });
  const now = Buffer.concat(out).toString().split('\n');
  expect(count).toBe(2);
  expect(now).toHaveLength(4);
  expect(JSON.parse(now[0]!)).toEqual({ a: expect.stringMatching(/^\[REDACTED/) });
  expect(now.slice(1, 3)).toEqual(lines.slice(1, 3));
  expect(now[3]).toMatch(/^\{"half":"and \[?REDACTED/);
});

test('what is known is found without a name beside it, in every spelling and in pieces of its secret parts', () => {
  const password = sampler(402).alnum(24);
  const url = `postgres://user:${password}@db.example.internal:5432/orders`;
  const { known } = finder(`DATABASE_URL=${url}\n`);
  const has = (text: string | Buffer): boolean => known.search(Buffer.from(text as string)).length > 0;
  const spellings = [
    password,
    JSON.stringify(JSON.stringify({ password })),
    Buffer.from(`x${password}`).toString('base64'),
    Buffer.from(password).toString('hex'),
    Buffer.from(password, 'utf16le'),
    `…${password.slice(3, 15)}…`,
  ];
  for (const spelling of spellings) expect(has(spelling)).toBe(true);
  for (const harmless of ['postgres://user:', 'db.example.internal:5432/orders', password.slice(3, 14)])
    expect(has(harmless)).toBe(false);
  expect(JSON.stringify(known)).not.toContain(password);
  known.forget();
  expect(has(password)).toBe(false);
});

test('an id that was taken for a secret is let go, a value of the vault is not', () => {
  const { known } = finder(`token = "${token}"`);
  expect(known.search(Buffer.from(token))).toHaveLength(1);
  known.disown(Buffer.from(token));
  expect(known.search(Buffer.from(token))).toEqual([]);
});
