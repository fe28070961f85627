import type { Validity } from '../../finding.ts';

const OPENSSH = Buffer.from('openssh-key-v1\0');

/** The length that stands at `at` in DER, and where its content starts. */
function derLength(bytes: Buffer, at: number): { length: number; start: number } | undefined {
  const first = bytes[at];
  if (first === undefined || first === 0x80 || first > 0x84) return undefined;
  if (first < 0x80) return { length: first, start: at + 1 };
  const start = at + 1 + (first & 0x7f);
  return start > bytes.length ? undefined : { length: bytes.readUIntBE(at + 1, first & 0x7f), start };
}

/** PKCS#1, PKCS#8 and SEC 1 start with a version; an EncryptedPrivateKeyInfo starts with an algorithm. */
function judgeDer(bytes: Buffer): Validity | undefined {
  const outer = bytes[0] === 0x30 ? derLength(bytes, 1) : undefined;
  if (!outer || outer.start + outer.length > bytes.length) return undefined;
  const inner = bytes.subarray(outer.start);
  if (inner[0] === 0x02 && inner[1] === 1 && inner[2]! <= 3) return 'valid';
  return inner[0] === 0x30 && inner[2] === 0x06 ? 'encrypted' : undefined;
}

function judgeOpenSsh(bytes: Buffer): Validity | undefined {
  const at = OPENSSH.length;
  if (bytes.length < at + 8) return undefined;
  const length = bytes.readUInt32BE(at);
  if (length > 64) return undefined;
  return bytes.toString('latin1', at + 4, at + 4 + length) === 'none' ? 'valid' : 'encrypted';
}

/** The bytes of the base64 between the markers, whatever its lines are wrapped in; undefined when it is no base64. */
function bodyOf(block: string): Buffer | undefined {
  const inside = block
    .replace(/^-----BEGIN [A-Z0-9 ]+-----/, '')
    .replace(/-----END[\s\S]*$/, '')
    .replace(/\\+(?:[nrt]|u000[ad]|x0[ad])/gi, '\n')
    .replace(/(["'`])\s*\+\s*(["'`])/g, '\n');
  if (/[^A-Za-z0-9+/=\s\\"'`,;#*>|-]/.test(inside)) return undefined;
  const lines = inside.split(/[^A-Za-z0-9+/=]+/).filter(Boolean);
  const inDiff = lines.length > 2 && lines.every((line) => line.startsWith('+'));
  const text = lines.map((line) => (inDiff ? line.slice(1) : line)).join('');
  return /^[A-Za-z0-9+/]{40,}={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

/** Judges a PEM block of a private key by its outline; whether a PGP key has a passphrase it does not say. */
export function judgePem(block: string): Validity | undefined {
  if (block.startsWith('-----BEGIN PGP')) return undefined;
  if (/^-----BEGIN ENCRYPTED|Proc-Type: ?4,ENCRYPTED/.test(block)) return 'encrypted';
  const bytes = bodyOf(block);
  if (!bytes) return 'invalid';
  return bytes.subarray(0, OPENSSH.length).equals(OPENSSH) ? judgeOpenSsh(bytes) : judgeDer(bytes);
}
