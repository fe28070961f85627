/** A plugin of age for tests, and keys of it. */
import fs from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';

/** Puts `age-plugin-turn` on PATH, in a new folder. */
export function agePlugin(bin: string): { readonly recipient: string; readonly identity: string } {
  fs.mkdirSync(bin);
  fs.writeFileSync(path.join(bin, 'age-plugin-turn'), PLUGIN, { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:${path.dirname(process.execPath)}:${process.env['PATH']}`);
  return {
    recipient: bech32('age1turn', Buffer.alloc(20, 7)),
    identity: bech32('age-plugin-turn-', Buffer.alloc(20, 7)).toUpperCase(),
  };
}

/** Bech32 (BIP 173), as age writes keys. */
function bech32(prefix: string, bytes: Uint8Array): string {
  const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const words = (bits.match(/.{1,5}/g) ?? []).map((five) => parseInt(five.padEnd(5, '0'), 2));
  const codes = [...prefix].map((char) => char.charCodeAt(0));
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  const step = (sum: number, word: number): number =>
    [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].reduce(
      (next, factor, at) => (((sum >>> 25) >> at) & 1 ? next ^ factor : next),
      ((sum & 0x1ffffff) << 5) ^ word,
    );
  const sum = [...expanded, ...words, 0, 0, 0, 0, 0, 0].reduce(step, 1) ^ 1;
  const check = [0, 1, 2, 3, 4, 5].map((at) => (sum >>> (5 * (5 - at))) & 31);
  return `${prefix}1${[...words, ...check].map((word) => letters[word]).join('')}`;
}

/** A plugin (C2SP age-plugin) that wraps a file's key by turning its bytes over: it protects nothing. */
const PLUGIN = String.raw`#!/usr/bin/env node
const mode = process.argv.find((word) => word.startsWith('--age-plugin='));
let rest = Buffer.alloc(0);
const line = () => {
  for (;;) {
    const end = rest.indexOf(10);
    if (end >= 0) { const found = rest.subarray(0, end).toString(); rest = rest.subarray(end + 1); return found; }
    const chunk = Buffer.alloc(4096);
    const got = require('node:fs').readSync(0, chunk);
    if (got === 0) process.exit(1);
    rest = Buffer.concat([rest, chunk.subarray(0, got)]);
  }
};
const stanza = () => {
  const [, ...words] = line().split(' ');
  let body = '';
  for (let part = line(); ; part = line()) { body += part; if (part.length < 64) break; }
  return { words, body: Buffer.from(body, 'base64') };
};
const say = (words, body = Buffer.alloc(0)) =>
  process.stdout.write('-> ' + words + '\n' + body.toString('base64').replace(/=/g, '') + '\n');
const turned = (bytes) => Buffer.from(bytes.map((byte) => byte ^ 255));
let body;
for (;;) {
  const read = stanza();
  if (read.words[0] === 'done') break;
  if (read.words[0] === 'wrap-file-key') body = read.body;
  if (read.words[0] === 'recipient-stanza' && read.words[2] === 'turned') body = read.body;
}
if (body) {
  say(mode.endsWith('recipient-v1') ? 'recipient-stanza 0 turned' : 'file-key 0', turned(body));
  stanza();
}
say('done');
`;
