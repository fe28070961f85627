/** What nothing here opens: it is said, never skipped. */
import type { Container } from './container.ts';
import { ENCRYPTED, unopened } from './kit/said.ts';
import { Finder, readAt } from './kit/source.ts';

const packed = (what: string): string => `it is compressed with ${what}, which nothing here opens`;
const archive = (what: string): string => `it is ${what}, which nothing here opens`;

/** First bytes, as Latin-1, and what they say. */
const MARKS: readonly (readonly [RegExp, string])[] = [
  [/^\xfd7zXZ\0/, packed('xz')],
  [/^BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)/, packed('bzip2')],
  [/^LZIP[\0\x01]/, packed('lzip')],
  // properties, a dictionary of 64 KiB to 64 MiB, and a length that is unknown or below a terabyte
  [/^\x5d\0\0[^\0]?[\0-\x04](?:\xff{8}|[^]{5}\0{3})/, packed('lzma')],
  [/^(?:\x04\x22|\x02\x21)\x4d\x18/, packed('lz4')],
  [/^\x1f[\x9d\xa0]/, packed('compress')],
  [/^\xff\x06\0\0sNaPpY/, packed('snappy')],
  [/^7z\xbc\xaf\x27\x1c/, archive('a 7z archive')],
  [/^Rar!\x1a\x07/, archive('a rar archive')],
  [/^MSCF\0{4}/, archive('a cabinet file')],
  [/^\xed\xab\xee\xdb/, archive('an RPM package')],
  [/^(?:hsqs|sqsh)/, archive('a squashfs image')],
  [/^(?:age-encryption\.org\/v1\n|-----BEGIN AGE ENCRYPTED FILE-----)/, `${ENCRYPTED} (age)`],
  [/^\s{0,64}-----BEGIN PGP MESSAGE-----/, `${ENCRYPTED} (OpenPGP)`],
  // the packets an encrypted message starts with: a session key for somebody, or for a passphrase
  [
    /^(?:\x84[^]|\x85[^]{2}|\xc1[\x40-\xbf]|\xc1[\xc0-\xdf][^])\x03[^]{8}[\x01\x10\x12\x16]/,
    `${ENCRYPTED} (OpenPGP)`,
  ],
  [/^(?:\x8c|\xc3)[\x04-\x3f]\x04[\x01-\x0d][\0\x01\x03]/, `${ENCRYPTED} (OpenPGP)`],
  [/^Salted__/, `${ENCRYPTED} (OpenSSL)`],
];
/** First bytes of all of them. */
const BEGINS: ReadonlySet<number> = new Set(
  Buffer.from('\xfd\x5d\x04\x02\x1f\xff\xed\x84\x85\xc1\x8c\xc3\xd0BL7RMhsa-S \t\n\v\f\r\xa0', 'latin1'),
);
const OLE = /^\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1/;
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le').toString('latin1');

export const opaque: Container = {
  name: 'opaque',
  separator: '!',
  recognises: (head) => {
    if (!BEGINS.has(head[0] ?? 0x61)) return false;
    const text = head.toString('latin1');
    return OLE.test(text) || MARKS.some(([mark]) => mark.test(text));
  },
  *open(source) {
    const text = readAt(source, 0, 512).toString('latin1');
    const reason = MARKS.find(([mark]) => mark.test(text))?.[1];
    if (reason !== undefined) yield unopened(undefined, 'format', reason);
    // an old document of Office holds its text as it is, unless it is one of these
    else if (new Finder(source, ENCRYPTED_PACKAGE).next(0) >= 0) {
      yield unopened(undefined, 'format', ENCRYPTED);
    }
  },
};
