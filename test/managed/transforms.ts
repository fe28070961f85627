/** How people and programs write a value down, each transform by itself. */
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { MEDIUM, type Random, type Value } from './values.ts';

/**
 * - inline: stands in a line of text.
 * - lines: takes lines of its own.
 * - file: is a file by itself, and positions in it are no positions in the text.
 */
export type Place = 'inline' | 'lines' | 'file';

export interface Transform {
  readonly name: string;
  readonly place: Place;
  appliesTo(value: Value): boolean;
  write(value: Value, random: Random): Buffer;
}

const all: Transform[] = [];
const always = (): boolean => true;

type Write = (bytes: Buffer, random: Random) => string | Buffer;

function add(
  name: string,
  write: Write,
  place: Place = 'inline',
  appliesTo: Transform['appliesTo'] = always,
): void {
  all.push({ name, place, appliesTo, write: ({ bytes }, random) => Buffer.from(write(bytes, random)) });
}

const textOf = (bytes: Buffer): string => bytes.toString();
const isOneLine = ({ bytes }: Value): boolean => !bytes.includes(10);
const isPem = ({ kind }: Value): boolean => kind.startsWith('pem');
/** Only as a whole word: its letters are looked for as they stand. */
const isLong = ({ kind }: Value): boolean => kind !== MEDIUM;

const eachByte = (bytes: Buffer, write: (byte: number) => string, between = ''): string =>
  Array.from(bytes, write).join(between);
const hex2 = (byte: number): string => byte.toString(16).padStart(2, '0');
const chars = (bytes: Buffer): string[] => [...textOf(bytes)];
const eachLine = (bytes: Buffer, write: (line: string, at: number) => string): string =>
  textOf(bytes)
    .split('\n')
    .map((line, at) => write(line, at))
    .join('\n');
const cut = (text: string, width: number): string[] => {
  const points = [...text];
  const pieces: string[] = [];
  for (let at = 0; at < points.length; at += width) pieces.push(points.slice(at, at + width).join(''));
  return pieces;
};
const json = (bytes: Buffer): string => JSON.stringify(textOf(bytes));
const unicodeEscape = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
const units = (text: string): number[] => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
const asciiOnly = (text: string): string =>
  text.replace(/[^\x00-\x7f]/g, (char) => units(char).map(unicodeEscape).join(''));

add('raw', (bytes) => bytes);
add('crlf', (bytes) => textOf(bytes).replace(/\n/g, '\r\n'));
add('indented', (bytes) => eachLine(bytes, (line) => `    ${line}`), 'lines');

add('base64', (bytes) => bytes.toString('base64'));
add('base64url', (bytes) => bytes.toString('base64url'));
for (const shift of [1, 2, 3]) {
  const padding = 'user:abc'.slice(0, shift + 3);
  add(`base64 aligned ${(shift + 3) % 3}`, (bytes) =>
    Buffer.concat([Buffer.from(padding), Buffer.from(' '), bytes, Buffer.from('\nnext')]).toString('base64'),
  );
}
for (const width of [20, 76])
  add(`base64 wrapped ${width}`, (bytes) => cut(bytes.toString('base64'), width).join('\n'), 'lines');
add('basic auth', (bytes) => {
  const pair = Buffer.concat([Buffer.from('admin:'), bytes]);
  return `Authorization: Basic ${pair.toString('base64')}`;
});
add('jwt payload', (bytes, random) => {
  const part = (of: unknown): string => Buffer.from(JSON.stringify(of)).toString('base64url');
  const signature = random.bytes(32).toString('base64url');
  return [part({ alg: 'HS256' }), part({ sub: 'me', password: textOf(bytes) }), signature].join('.');
});
add('base64 of a whole .env', (bytes) => {
  const text = textOf(bytes);
  const right = /[\n"'\s]/.test(text) ? JSON.stringify(text) : text;
  return Buffer.from(`PORT=5432\nDB_PASSWORD=${right}\nDEBUG=true\n`).toString('base64');
});

add('hex', (bytes) => bytes.toString('hex'));
add('hex upper', (bytes) => bytes.toString('hex').toUpperCase());
add('hex with colons', (bytes) => eachByte(bytes, hex2, ':'));
add('hex with spaces', (bytes) => eachByte(bytes, hex2, ' '));
add('hex escapes', (bytes) => eachByte(bytes, (byte) => `\\x${hex2(byte)}`));
add('hex array', (bytes) => `{ ${eachByte(bytes, (byte) => `0x${hex2(byte)}`, ', ')} }`);
add('octal escapes', (bytes) => eachByte(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`));
add('decimal array', (bytes) => `[${eachByte(bytes, String, ', ')}]`);

add('percent', (bytes) => encodeURIComponent(textOf(bytes)));
add('percent lower case', (bytes) =>
  encodeURIComponent(textOf(bytes)).replace(/%../g, (escape) => escape.toLowerCase()),
);
add('percent every byte', (bytes) => eachByte(bytes, (byte) => `%${hex2(byte).toUpperCase()}`));
add('percent twice', (bytes) => encodeURIComponent(encodeURIComponent(textOf(bytes))));

add('json javascript', json);
add('json python', (bytes) => asciiOnly(json(bytes)));
add('json go', (bytes) => json(bytes).replace(/[<>&]/g, (char) => unicodeEscape(char.charCodeAt(0))));
add('json php', (bytes) => asciiOnly(json(bytes)).replace(/\//g, '\\/'));
add('unicode escapes', (bytes) => units(textOf(bytes)).map(unicodeEscape).join(''));
add('json in json', (bytes) =>
  JSON.stringify(JSON.stringify({ body: JSON.stringify({ key: textOf(bytes) }) })),
);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
add('html named', (bytes) => textOf(bytes).replace(/[&<>"']/g, (char) => ENTITIES[char]!));
add('html decimal', (bytes) =>
  chars(bytes)
    .map((char) => `&#${char.codePointAt(0)};`)
    .join(''),
);
add('html hex', (bytes) =>
  chars(bytes)
    .map((char) => `&#x${char.codePointAt(0)!.toString(16)};`)
    .join(''),
);
add('xml cdata', (bytes) => `<key><![CDATA[${textOf(bytes).replace(/\]\]>/g, ']]]]><![CDATA[>')}]]></key>`);

add('shell single', (bytes) => `export KEY='${textOf(bytes).replace(/'/g, `'\\''`)}'`);
add('shell double', (bytes) => `export KEY="${textOf(bytes).replace(/["\\$`]/g, '\\$&')}"`);
add('yaml single', (bytes) => `key: '${textOf(bytes).replace(/'/g, "''")}'`, 'inline', isOneLine);
add('yaml double', (bytes) => `key: ${json(bytes)}`);
add('yaml block', (bytes) => `key: |\n${eachLine(bytes, (line) => `  ${line}`)}`, 'lines');
add('sql', (bytes) => `INSERT INTO t VALUES (1, '${textOf(bytes).replace(/'/g, "''")}');`);
add(
  'c string',
  (bytes) => `"${textOf(bytes).replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t')}"`,
);
add('csv', (bytes) => `1,"${textOf(bytes).replace(/"/g, '""')}",x`);

const inContext = (bytes: Buffer): string => `name = app\nkey = ${textOf(bytes)}\nend\n`;
add('utf-16le', (bytes) => Buffer.from(`\ufeff${inContext(bytes)}`, 'utf16le'), 'file');
add('utf-16be', (bytes) => Buffer.from(`\ufeff${inContext(bytes)}`, 'utf16le').swap16(), 'file');
add(
  'quoted-printable',
  (bytes) => {
    const encode = (line: string): string => {
      const atoms = Array.from(Buffer.from(line), (byte) =>
        (byte >= 33 && byte <= 126 && byte !== 61) || byte === 32
          ? String.fromCharCode(byte)
          : `=${hex2(byte).toUpperCase()}`,
      );
      let [written, column] = ['', 0];
      for (const atom of atoms) {
        if (column + atom.length > 75) [written, column] = [`${written}=\r\n`, 0];
        written += atom;
        column += atom.length;
      }
      return written;
    };
    const head = 'MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n';
    const body = `The key=20is below, in case it gets lost: ${textOf(bytes)}`.split('\n').map(encode);
    return `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${body.join('\r\n')}`;
  },
  'lines',
);
add('base32', (bytes) => base32(bytes));

function base32(bytes: Buffer): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = eachByte(bytes, (byte) => byte.toString(2).padStart(8, '0'));
  const text = (bits.match(/.{1,5}/g) ?? [])
    .map((five) => digits[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=');
}

/** Into `count` pieces that are about equal. */
const split = (bytes: Buffer, count: number): string[] =>
  cut(textOf(bytes), Math.max(1, Math.ceil(chars(bytes).length / count)));

add('continuation', (bytes) => `KEY=${split(bytes, 3).join('\\\n')}`, 'inline', isOneLine);
add('hard wrap', (bytes) => eachLine(bytes, (line) => cut(line, 16).join('\n')), 'lines', isLong);
add('concatenation', (bytes) =>
  split(bytes, 3)
    .map((piece) => JSON.stringify(piece))
    .join(' + '),
);
add('concatenation over lines', (bytes) =>
  split(bytes, 3)
    .map((piece) => JSON.stringify(piece))
    .join(' +\n    '),
);
add(
  'char array',
  (bytes) =>
    `[${chars(bytes)
      .map((char) => JSON.stringify(char))
      .join(', ')}]`,
);
add(
  'char array of c',
  (bytes) =>
    `{${chars(bytes)
      .map((char) => `'${char.replace(/['\\]/g, '\\$&').replace('\n', '\\n')}'`)
      .join(',')}}`,
);
for (const [name, prefix] of Object.entries({ '//': '// ', '#': '# ', '*': ' * ', '>': '> ', '--': '-- ' }))
  add(`comment ${name}`, (bytes) => eachLine(bytes, (line) => prefix + line), 'lines');
for (const sign of ['+', '-'])
  add(`diff ${sign}`, (bytes) => eachLine(bytes, (line) => sign + line), 'lines');
add(
  'grep -n',
  (bytes, random) => {
    const first = 1 + random.below(400);
    return eachLine(bytes, (line, at) => `${first + at}:${line}`);
  },
  'lines',
);
add(
  'line numbers with an arrow',
  (bytes) => eachLine(bytes, (line, at) => `${`${at + 98}`.padStart(6)}→${line}`),
  'lines',
);
add('ansi colours', (bytes) => `\x1b[32m${split(bytes, 2).join('\x1b[0m\x1b[1;31m')}\x1b[0m`);
add('hexdump -C', (bytes) => hexdump(bytes), 'lines');
add('xxd', (bytes) => xxd(bytes), 'lines');

const printable = (bytes: Buffer): string =>
  eachByte(bytes, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'));
const offset = (at: number): string => at.toString(16).padStart(8, '0');
const rows = (bytes: Buffer): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / 16) }, (_, at) => bytes.subarray(16 * at, 16 * at + 16));

function hexdump(bytes: Buffer): string {
  const lines = rows(bytes).map((row, at) => {
    const [left, right] = [row.subarray(0, 8), row.subarray(8)].map((half) => eachByte(half, hex2, ' '));
    return `${offset(16 * at)}  ${`${left}  ${right}`.padEnd(48)}  |${printable(row)}|`;
  });
  return [...lines, offset(bytes.length)].join('\n');
}

function xxd(bytes: Buffer): string {
  return rows(bytes)
    .map((row, at) => {
      const groups = row.toString('hex').match(/.{1,4}/g)!;
      return `${offset(16 * at)}: ${groups.join(' ').padEnd(39)}  ${printable(row)}`;
    })
    .join('\n');
}

/** Some text of a file that holds the value. */
const file = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from('name: app\nkey: '), bytes, Buffer.from('\nend: 1\n')]);

add('gzip', (bytes) => gzipSync(file(bytes)), 'file');
add('gzip in base64', (bytes) => gzipSync(file(bytes)).toString('base64'));
add('zlib', (bytes) => deflateSync(file(bytes)), 'file');
add('zlib in base64', (bytes) => deflateSync(file(bytes)).toString('base64'));
add('raw deflate in base64', (bytes) => deflateRawSync(file(bytes)).toString('base64'));
add('zip stored', (bytes) => zip(file(bytes), false), 'file');
add('zip deflated', (bytes) => zip(file(bytes), true), 'file');
add('tar', (bytes) => tar(file(bytes)), 'file');
add('tar.gz', (bytes) => gzipSync(tar(file(bytes))), 'file');
add(
  'git object',
  (bytes) => {
    const content = file(bytes);
    return deflateSync(Buffer.concat([Buffer.from(`blob ${content.length}\0`), content]));
  },
  'file',
);

function crc32(bytes: Buffer): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return ~crc >>> 0;
}

/** Little-endian fields, each with its width. */
function fields(...of: readonly (readonly [width: number, number: number])[]): Buffer {
  const made = Buffer.alloc(of.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, number] of of) at = made.writeUIntLE(number, at, width);
  return made;
}

function zip(content: Buffer, isDeflated: boolean): Buffer {
  const name = Buffer.from('conf/app.yaml');
  const data = isDeflated ? deflateRawSync(content) : content;
  const common = fields(
    [2, 20], [2, 0], [2, isDeflated ? 8 : 0], [2, 0], [2, 0x5921],
    [4, crc32(content)], [4, data.length], [4, content.length], [2, name.length], [2, 0],
  ); // prettier-ignore
  const local = Buffer.concat([fields([4, 0x0403_4b50]), common, name, data]);
  const central = Buffer.concat([
    fields([4, 0x0201_4b50], [2, 20]),
    common,
    fields([2, 0], [2, 0], [2, 0], [4, 0], [4, 0]),
    name,
  ]);
  const end = fields(
    [4, 0x0605_4b50],
    [4, 0],
    [2, 1],
    [2, 1],
    [4, central.length],
    [4, local.length],
    [2, 0],
  );
  return Buffer.concat([local, central, end]);
}

function tar(content: Buffer): Buffer {
  const head = Buffer.alloc(512);
  head.write('conf/app.yaml', 0);
  head.write('0000644\0' + '0000000\0'.repeat(2), 100);
  head.write(`${content.length.toString(8).padStart(11, '0')}${'\0'}14000000000\0        0`, 124);
  head.write(['ustar', '00'].join('\0'), 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const padding = Buffer.alloc(((512 - (content.length % 512)) % 512) + 1024);
  return Buffer.concat([head, content, padding]);
}

const rewrapped = (bytes: Buffer, width: number): string => {
  const [first = '', ...rest] = textOf(bytes).trimEnd().split('\n');
  return [first, ...cut(rest.slice(0, -1).join(''), width), rest.at(-1)].join('\n');
};
add('pem wrapped at 76', (bytes) => `${rewrapped(bytes, 76)}\n`, 'lines', isPem);
add('pem wrapped at 48, indented', (bytes) => rewrapped(bytes, 48).replace(/^/gm, '\t'), 'lines', isPem);
add('pem with crlf', (bytes) => textOf(bytes).replace(/\n/g, '\r\n'), 'lines', isPem);
add('pem without its last newline', (bytes) => textOf(bytes).trimEnd(), 'file', isPem);
add('pem body alone', (bytes) => textOf(bytes).split('\n').slice(1, -2).join('\n'), 'lines', isPem);
add('pem body on one line', (bytes) => textOf(bytes).split('\n').slice(1, -2).join(''), 'inline', isPem);

all.push({
  name: 'a part alone',
  place: 'inline',
  appliesTo: ({ parts }) => parts.length > 0,
  write: ({ parts }, random) => Buffer.from(random.pick(parts)),
});
add('reversed', (bytes) => chars(bytes).reverse().join(''), 'inline', isLong);

export const TRANSFORMS: readonly Transform[] = all;

/** The inner one first. */
const PAIRS: readonly (readonly [inner: string, outer: string])[] = [
  ['json javascript', 'base64'],
  ['json php', 'base64url'],
  ['shell single', 'json javascript'],
  ['shell double', 'json in json'],
  ['base64', 'percent'],
  ['base64', 'percent every byte'],
  ['base64', 'hex'],
  ['base64', 'base64'],
  ['base64', 'json php'],
  ['base64', 'concatenation'],
  ['base64', 'utf-16le'],
  ['base64 wrapped 76', 'comment #'],
  ['base64 wrapped 20', 'diff +'],
  ['base64 wrapped 76', 'json javascript'],
  ['hex', 'base64'],
  ['hex escapes', 'json javascript'],
  ['gzip', 'base64'],
  ['gzip', 'hex'],
  ['json javascript', 'html named'],
  ['json javascript', 'csv'],
  ['json javascript', 'percent'],
  ['json javascript', 'tar.gz'],
  ['percent', 'json javascript'],
  ['percent', 'base64'],
  ['html decimal', 'json javascript'],
  ['yaml block', 'base64'],
  ['unicode escapes', 'base64'],
  ['sql', 'gzip'],
  ['basic auth', 'json javascript'],
  ['utf-16le', 'base64'],
];

const named = (name: string): Transform => {
  const found = TRANSFORMS.find((transform) => transform.name === name);
  if (!found) throw new Error(`no transform ${name}`);
  return found;
};

export const COMPOSED: readonly Transform[] = PAIRS.map(([innerName, outerName]) => {
  const [inner, outer] = [named(innerName), named(outerName)];
  return {
    name: `${outerName} of ${innerName}`,
    place: outer.place,
    appliesTo: (value) => inner.appliesTo(value) && outer.appliesTo(value),
    write: (value, random) => outer.write({ ...value, bytes: inner.write(value, random) }, random),
  };
});
