// Texts that were made to keep a scanner busy.
import { randomBytes } from 'node:crypto';
import zlib from 'node:zlib';
import { keywords, rules } from './catalogue.mjs';
import { chance, pick } from './random.mjs';

const HEX = '0123456789abcdef';

/** @type {Record<string, (bytes: number) => Buffer>} */
export const ADVERSARIAL = {
  'every keyword, side by side': (bytes) => filled(bytes, `${keywords().join(' ')} `),
  'keywords and operators without a value': (bytes) =>
    filled(
      bytes,
      keywords()
        .map((word) => `${word} = "`)
        .join('\n'),
    ),
  'nearly what rules look for': (bytes) => filled(bytes, nearMisses()),
  digits: (bytes) => drawnFrom(bytes, '0123456789'),
  'hex digits': (bytes) => drawnFrom(bytes, HEX),
  'base64 of noise, one line': (bytes) => sized(bytes, (n) => Buffer.from(randomBytes(n).toString('base64'))),
  'base64 lines of noise': (bytes) =>
    sized(bytes, (n) => Buffer.from(randomBytes(n).toString('base64').replaceAll(/.{76}/g, '$&\n'))),
  'one word': (bytes) => Buffer.alloc(bytes, 'a'),
  'words of letters and digits': (bytes) => drawnFrom(bytes, 'abcdefghijklmnopqrstuvwxyz0123456789 _-'),
  'quotes and operators': (bytes) => drawnFrom(bytes, `"'\`=:{}[](),;<>`),
  'private keys that never end': (bytes) => filled(bytes, '-----BEGIN RSA PRIVATE KEY-----\n'),
  'heads of JSON web tokens': (bytes) => filled(bytes, 'eyJhbGciOiJIUzI1NiJ9.'),
  'percent escapes': (bytes) => escaped(bytes, (hex) => `%${hex}`),
  'escapes of backslashes': (bytes) => escaped(bytes, (hex) => `\\x${hex}`),
  'unicode escapes': (bytes) => escaped(bytes, (hex) => `\\u00${hex}`),
  entities: (bytes) => escaped(bytes, (hex) => `&#x${hex};`),
  'backslashes and quotes': (bytes) => drawnFrom(bytes, '\\\\\\"'),
  'base64, five deep': (bytes) => nested(bytes, 5, (text) => Buffer.from(text.toString('base64'))),
  'JSON in JSON, six deep': (bytes) =>
    nested(bytes, 6, (text) => Buffer.from(JSON.stringify({ a: text.toString() }))),
  'gzip in base64, over and over': (bytes) =>
    filled(bytes, `${zlib.gzipSync(Buffer.alloc(4096, 'password = ')).toString('base64')}\n`),
  'heads of gzip': (bytes) => filled(bytes, Buffer.from([31, 139, 8, 0, 0, 0, 0, 0, 0, 3])),
  'UTF-16 of every keyword': (bytes) => filled(bytes, Buffer.from(`${keywords().join(' ')} `, 'utf16le')),
  noise: (bytes) => randomBytes(bytes),
  zeros: (bytes) => Buffer.alloc(bytes),
};

/** Every keyword with what would make a token of it, a little too short or of the wrong letters. */
function nearMisses() {
  const lines = rules().flatMap((rule) => {
    const { pattern, keywords: words } = rule;
    const random = chance(pattern.length);
    const body = Array.from({ length: 24 }, () => pick(random, [...'ABCDEFGHabcdefgh01234567'])).join('');
    return words.map((word) => `${word}${body.slice(0, 7)}-${body} ${word}="${body}" ${word}: ${body}.`);
  });
  return lines.join('\n');
}

/** @param {number} bytes @param {string | Buffer} part */
function filled(bytes, part) {
  return Buffer.alloc(bytes, /** @type {any} */ (part));
}

/** @param {number} bytes @param {string} alphabet */
function drawnFrom(bytes, alphabet) {
  const text = randomBytes(bytes);
  for (let i = 0; i < bytes; i++) text[i] = alphabet.charCodeAt((text[i] ?? 0) % alphabet.length);
  return text;
}

/** @param {number} bytes @param {(n: number) => Buffer} make */
function sized(bytes, make) {
  return make(bytes).subarray(0, bytes);
}

/** @param {number} bytes @param {(hex: string) => string} form */
function escaped(bytes, form) {
  const digits = randomBytes(1 << 16).toString('hex');
  let part = '';
  for (let i = 0; i < digits.length; i += 2) part += form(digits.slice(i, i + 2));
  return filled(bytes, part);
}

/** @param {number} bytes @param {number} depth @param {(text: Buffer) => Buffer} wrap */
function nested(bytes, depth, wrap) {
  let size = bytes;
  /** @type {Buffer} */
  let text = Buffer.alloc(0);
  // by how much it grows is known when it has grown
  for (let attempt = 0; attempt < 3; attempt++) {
    text = filled(size, 'token = "value of some length"; password = x\n');
    for (let i = 0; i < depth; i++) text = wrap(text);
    size = Math.floor((size * bytes) / text.length);
  }
  return text;
}
