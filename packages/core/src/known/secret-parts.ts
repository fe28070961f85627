/** What of a value is secret: the stretches that must not be left anywhere, not even in part. */
import { partsOf } from '../managed/parts.ts';
import { strengthOf } from '../managed/strength.ts';
import type { Bytes } from './spellings.ts';

export interface SecretParts {
  /** Looked for whole, in every spelling: the value, and what of it is a secret by itself. */
  readonly whole: readonly Bytes[];
  /** Looked for in pieces too. */
  readonly inner: readonly Bytes[];
}

/** A value of at least so many bytes stands nowhere by chance, whatever it is made of. */
const LONG = 20;

const PRIVATE_KEY = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----([^]*?)(?:-----END|$)/g;
/** Header, payload and signature; anybody can make the first two. */
const JWT = /^eyJ[\w-]+\.[\w-]*\.([\w-]{12,})$/;
/** What a vendor puts before its tokens: `sk-ant-api03-`, `github_pat_`. */
const VENDOR = /^(?:[A-Za-z]{2,10}\d{0,2}[-_]){1,4}/;

/** `value` is Latin-1 text. Nothing at all for one that people think of: it is found beside its name only. */
export function secretParts(value: Bytes): SecretParts {
  const [own, ...inside] = partsOf(Buffer.from(value, 'latin1'));
  const text = own?.text ?? value;
  const bodies = [...text.matchAll(PRIVATE_KEY)].map((match) =>
    match[0].endsWith('-----END') ? bodyOf(match[1]!) : wholeLines(match[1]!),
  );
  if (bodies.length > 0) return { whole: [text], inner: bodies.map(withoutHeader) };
  const parts = inside.filter(({ strength }) => strength.policy === 'strong' || strength.policy === 'medium');
  const isHard = own !== undefined && ['strong', 'medium'].includes(own.strength.policy);
  const isLong = text.length >= LONG && strengthOf(text).policy !== 'ignored';
  const whole = [...(isHard || isLong ? [text] : []), ...parts.map((part) => part.text)];
  if (inside.length > 0) return { whole, inner: parts.map((part) => withoutPrefix(part.text)) };
  return { whole, inner: isHard ? [withoutPrefix(text)] : [] };
}

function withoutPrefix(text: Bytes): Bytes {
  return JWT.exec(text)?.[1] ?? text.slice(VENDOR.exec(text)?.[0].length ?? 0);
}

/** The base64 of a key on one line, without headers. */
function bodyOf(text: Bytes): Bytes {
  return text.replace(/^(?:\s|\\[nr])*(?:[\w-]+:[^\n]*(?:\s|\\n)+)+/, '').replace(/\\[nr]|\s/g, '');
}

/** Of a key that was cut, the lines that are whole: behind them may stand anything. */
function wholeLines(text: Bytes): Bytes {
  const lines = text.split(/\\[nr]|[\r\n]+/).map((line) => /[A-Za-z0-9+/=]*$/.exec(line.trimEnd())![0]);
  return lines.filter((line) => line.length === 64).join('');
}

/** What all keys of a kind start with says nothing: the version, the algorithm, the public half of an OpenSSH key. */
function withoutHeader(body: Bytes): Bytes {
  if (body.startsWith('b3BlbnNzaC1rZXktdjE')) return body.slice(96);
  return body.slice(body.length > 600 ? 64 : body.length > 100 ? 48 : 22);
}
