import { judgePem } from './kit/pem.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

const BEGIN = '-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----';
const END = '-{5,6}END [A-Z0-9 ]{3,40}KEY(?: BLOCK)?-----';
/** What stands between lines: white space, quotes and operators of code, escapes, comment signs, a diff's minus. */
const BREAK = String.raw`(?:[^A-Za-z0-9/=\\\-]|\\(?:[nrt]|u000[adAD]|x0[adAD])?|\n-)`;
const LEGACY_HEADERS = `Proc-Type: ?4,ENCRYPTED${BREAK}{1,40}DEK-Info: ?[A-Z0-9-]{3,24},[0-9A-Fa-f]{8,64}${BREAK}{1,80}`;
const ARMOUR_HEADERS = String.raw`(?:(?:Version|Comment|Charset|Hash|MessageID): ?[^\r\n\\]{0,200}(?:[\r\n]|\\{1,4}[nr])${BREAK}{0,80}){1,8}`;
/** Closed: anything without braces up to the end marker, a log's time stamps too. Cut off: whole lines, as far as they go. */
const FILL = String.raw`(?:[^\-{}()\[\]$]|\n-[^0-9\-]|-[0-9])`;
const CLOSED = `${FILL}{0,80}?[A-Za-z0-9+/]{32}${FILL}*${END}`;
const CUT = String.raw`[A-Za-z0-9+/]{60}[A-Za-z0-9+/]*={0,2}(?:(?:[^A-Za-z0-9+/=\\\-]|\\[nrt]?){1,24}[A-Za-z0-9+/]{16,}={0,2})*`;

/** An Ed25519 key in PKCS#8. */
function pkcs8(sample: Sample): string {
  const head = Buffer.from('302e020100300506032b657004220420', 'hex');
  return Buffer.concat([head, sample.bytes(32)]).toString('base64');
}

/** The outline of an RSA key in PKCS#1, in lines of 64. */
function pkcs1(sample: Sample): string[] {
  const numbers = Buffer.concat([Buffer.from('0201000282010100', 'hex'), sample.bytes(1180)]);
  const der = Buffer.concat([
    Buffer.from('3082', 'hex'),
    Buffer.from([numbers.length >> 8, numbers.length & 255]),
    numbers,
  ]);
  return der.toString('base64').match(/.{1,64}/g)!;
}

function openSsh(sample: Sample, cipher: string): string[] {
  const head = Buffer.from(
    `openssh-key-v1\0\0\0\0${String.fromCharCode(cipher.length)}${cipher}\0\0\0\x04none`,
    'latin1',
  );
  return Buffer.concat([head, sample.bytes(300)])
    .toString('base64')
    .match(/.{1,70}/g)!;
}

const pem = (label: string, lines: readonly string[], newline = '\n'): string =>
  [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join(newline);

export const privatekey: readonly Rule[] = [
  {
    id: 'private-key',
    title: 'Private key (PEM, OpenSSH or PGP)',
    pattern: `(?<secret>${BEGIN}${BREAK}{0,80}(?:${LEGACY_HEADERS}|${ARMOUR_HEADERS})?(?:${CLOSED}|${CUT}))`,
    keywords: ['-----begin'],
    edges: { before: '', after: '' },
    maxLength: 65_536,
    validate: judgePem,
    evidence: 'structure',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://www.rfc-editor.org/rfc/rfc7468',
    revoke:
      'Make a new key pair, replace the public key everywhere it is trusted, and revoke its certificates.',
    examples: (sample) => [
      pem('PRIVATE KEY', [pkcs8(sample)]),
      pem('RSA PRIVATE KEY', pkcs1(sample)),
      pem('RSA PRIVATE KEY', pkcs1(sample), '\r\n'),
      pem('RSA PRIVATE KEY', pkcs1(sample), '\n        '),
      JSON.stringify({ private_key: pem('PRIVATE KEY', pkcs1(sample)) + '\n', client_id: sample.digits(21) }),
      JSON.stringify(JSON.stringify({ key: pem('EC PRIVATE KEY', pkcs1(sample)) })),
      'const key =\n' + pem('PRIVATE KEY', pkcs1(sample), "\\n' +\n  '").replace(/^|$/g, "'"),
      pem('PRIVATE KEY', [pkcs8(sample)], ' '),
      pem('DSA PRIVATE KEY', pkcs1(sample), '\n+'),
      pem('DSA PRIVATE KEY', pkcs1(sample), '\n-'),
      pem('OPENSSH PRIVATE KEY', openSsh(sample, 'none')),
      pem('OPENSSH PRIVATE KEY', openSsh(sample, 'aes256-ctr')),
      pem('ENCRYPTED PRIVATE KEY', pkcs1(sample)),
      pem('RSA PRIVATE KEY', [
        'Proc-Type: 4,ENCRYPTED',
        `DEK-Info: AES-256-CBC,${sample.hex(32).toUpperCase()}`,
        '',
        ...pkcs1(sample),
      ]),
      pem('PGP PRIVATE KEY BLOCK', [
        'Version: GnuPG v2',
        'Comment: https://gnupg.org - an e-mail',
        '',
        ...pkcs1(sample),
        '=' + sample.base64(4),
      ]),
      pem('PRIVATE KEY', pkcs1(sample)).slice(0, 700),
    ],
    counterExamples: (sample) => [
      '-----BEGIN PRIVATE KEY-----',
      'if (text.includes("-----BEGIN RSA PRIVATE KEY-----")) throw new Error("a key");',
      'const pem = "-----BEGIN PRIVATE KEY-----\\n" + privateKeyContent + "\\n-----END PRIVATE KEY-----";',
      '`-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----`',
      '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
      'The header -----BEGIN OPENSSH PRIVATE KEY----- is followed by base64 text in lines of 70 characters.',
      pem('CERTIFICATE', pkcs1(sample)),
      pem('PUBLIC KEY', pkcs1(sample)),
      '-----BEGIN PRIVATE KEY-----\n' + sample.base64(30),
    ],
  },
  {
    id: 'putty-private-key',
    title: 'PuTTY private key',
    pattern: String.raw`(?<secret>PuTTY-User-Key-File-[1-3]: ?[\w@.\-]{3,64}[\s\S]*?Private-Lines: ?[0-9]{1,4}(?:\s|\\[nr]){1,16}[A-Za-z0-9+/]{24,}={0,2}(?:(?:\s|\\[nr]){1,16}[A-Za-z0-9+/]{1,}={0,2})*)`,
    keywords: ['putty-user-key-file-'],
    edges: { before: '', after: '' },
    maxLength: 16_384,
    validate: (secret) => (/Encryption: ?none/.test(secret) ? 'valid' : 'encrypted'),
    evidence: 'structure',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html',
    revoke: 'Make a new key pair and remove the old public key from every authorized_keys.',
    examples: (sample) => [
      [
        'PuTTY-User-Key-File-3: ssh-ed25519',
        'Encryption: none',
        'Comment: somebody',
        'Public-Lines: 2',
        sample.base64(64),
        sample.base64(16),
        'Private-Lines: 1',
        sample.base64(43) + '=',
        'Private-MAC: ' + sample.hex(64),
      ].join('\r\n'),
    ],
    counterExamples: () => ['PuTTY-User-Key-File-2: ssh-rsa is the first line of such a file.'],
  },
  {
    id: 'openvpn-static-key',
    title: 'OpenVPN static key',
    pattern: String.raw`(?<secret>-----BEGIN OpenVPN Static key V1-----(?:\s|\\[nr]){1,16}(?:[0-9a-f]{32}(?:\s|\\[nr]){1,16}){2,64}(?:-----END OpenVPN Static key V1-----)?)`,
    keywords: ['-----begin openvpn static key'],
    edges: { before: '', after: '' },
    evidence: 'structure',
    severity: 'high',
    confidence: 'high',
    reference: 'https://openvpn.net/community-resources/static-key-mini-howto/',
    revoke: 'Make a new static key (openvpn --genkey) and give it to both ends.',
    examples: (sample) => [
      pem(
        'OpenVPN Static key V1',
        Array.from({ length: 16 }, () => sample.hex(32)),
      ),
    ],
  },
];
