import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';
import { assignmentOf } from './kit/assignment.ts';
import { randomness } from './kit/letters.ts';

const VERSIONED = /^[a-z]+[-_]v?\d{3,4}(?:\.\d+)*$|^[a-z][\w.:-]*[-_:]v?\d+\.\d+(?:\.\d+)?$/i;
const UUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
/** Each line: what it is, and its form. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ['a URL', /^[a-z][a-z0-9+.-]{1,12}:\/\/|^(?:https?|mailto|data|urn|jdbc|blob|chrome):|^\/\/[a-z]/i],
  [
    'a path',
    /^(?:\.{0,2}|~|[A-Za-z]:|@[\w-]+)[/\\][\w@.~-]*[A-Za-z]{3}|^[\w.-]+\/[\w./-]*\.[a-z]{1,5}$|\.(?:js|ts|json|ya?ml|xml|html?|css|pem|key|crt|cer|txt|md|py|rb|go|java|php|sh|png|svg|properties|conf|cfg|ini|log|jks|p12|pfx|jar|class|dll|exe|so)$/i,
  ],
  ['an e-mail address', /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/],
  [
    'a host',
    /^(?:[a-z0-9-]+\.)+(?:com|org|net|io|local|dev|internal|example|test|edu|gov|co|de|uk|cn)(?::\d+)?(?:\/|$)/i,
  ],
  ['a protocol', /^[A-Z]{2,8}\/\d(?:\.\d)?$/],
  ['a package with its version', /^[a-z]+(?:[-_.:][a-z]+)*[-_:@]v?\d+\.\d+(?:\.\d+)*$/i],
  ['a version', /^[v^~=<>]*\d+\.\d+(?:\.\d+)*(?:[-+.~:][\w.+~-]{1,40})?$/],
  ['a duration', /^\d+(?:\.[a-z]+)+$/i],
  ['a name with a number', /^[a-z]+[-_]v?\d{1,2}(?:\.\d+)*$/i],
  [
    'an encoding or an algorithm',
    /^(?:(?:argon2|bcrypt|scrypt|pbkdf2|blf-crypt|sha\d+-crypt|wpa[23]?|802\.1x)[a-z]{0,2}(?:[-_/][\w.]+)*|[a-z]{3,5}\d?-crypt|(?:utf|iso|latin|windows|cp|ucs|sha|md|base|aes|rsa|ec|[hrep]s|ripemd|blake|hmac)[-_]?\w?\d[\d-]*(?:[-_/]\w+|with\w+)*)$/i,
  ],
  ['a date', /^\d{4}-\d{2}-\d{2}(?:[T ]|$)|^\d{1,2}[:/]\d{2}[:/]\d{2,4}$/],
  [
    'a number',
    /^[-+]?(?:\d[\d_,]*(?:\.\d+)?(?:e[-+]?\d+)?|0x[0-9a-f]+|\d+(?:px|em|ms|s|m|h|d|kb|mb|gb|%))$/i,
  ],
  ['an IP address', /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:\/\d+)?$|^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){4,7}$/i],
  [
    'a hash of a password',
    /^\$(?:2[abxy]?|1|5|6|y|argon2\w*|apr1|pbkdf2[\w-]*)\$|^(?:pbkdf2|bcrypt|scrypt|sha\d+)[_$:{]|^\*[0-9A-F]{40}$|^\{(?:SSHA|SHA|MD5|CRYPT|bcrypt|noop)/i,
  ],
  ['encrypted', /^(?:U2FsdGVkX1|ENC\[|ENC\(|AES256|vault:v\d|\{cipher\}|\{aes\})/i],
  ['a digest', /^(?:sha(?:1|224|256|384|512)|md5|blake2b?)[-:=]/i],
  [
    'a public key',
    /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-|AAAA[BCE][23][NV]|MIIBIjANBgkqhk|MIGfMA0GCSq|MFkwEwYHKoZI|-----BEGIN (?:PUBLIC|CERT))/,
  ],
  ['a constant', /^[A-Z]{2,}(?:_[A-Z]{2,})+$/],
  ['a selector', /^[.][a-z-]+$/i],
  ['a colour', /^#(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i],
  ['a media type', /^(?:application|text|image|audio|video|multipart)\/[\w.+-]+$/],
];

/** Values of a form that says what they are, and that is no secret. */
export function publicForm(match: Match): Objection | undefined {
  const { rule, value } = match;
  // the Azure storage emulator has one account, whose key is documented and the same everywhere
  if (/AccountName=devstoreaccount1\b/.test(match.before)) {
    return { weight: 'drop', reason: "the value is the storage emulator's public key" };
  }
  if (rule.evidence === 'vendor') {
    for (const [what, form] of FORMS)
      if (form.test(value)) return { weight: 'drop', reason: `the value is ${what}` };
    return undefined;
  }
  if (rule.evidence !== 'assignment') return undefined;
  // MySQL's own hashes, of old and of today: IDENTIFIED BY PASSWORD takes nothing else
  if (
    /by\s+password\s+['"\x60]?$|old_password/i.test(match.before.slice(-80)) &&
    /^(?:[0-9a-f]{16}|[*-][0-9A-F]{40})$/.test(value)
  )
    return { weight: 'drop', reason: 'the value is a hash of a password' };
  // a column of passwords holds their hashes, in every application that is older than its first audit
  if (/^insert\s/i.test(match.text) && /^(?:[0-9a-f]{2}){16,64}$/i.test(value))
    return { weight: 'drop', reason: 'the value is a hash of a password' };
  if (/^[0-9a-f]{40}$/.test(value) && /commit/i.test(match.before + match.after))
    return { weight: 'drop', reason: 'the value is a commit' };
  const digits = /^\d+$/.test(value);
  if (digits && (value.length >= 24 || (value.length >= 6 && assignmentOf(match).kind === 'password')))
    return undefined;
  for (const [what, form] of FORMS)
    if (form.test(value)) return { weight: 'drop', reason: `the value is ${what}` };
  if (VERSIONED.test(value) && randomness(value) < 24)
    return { weight: 'drop', reason: 'the value is a name with a version' };
  if (UUID.test(value)) {
    const { kind } = assignmentOf(match);
    if (kind === 'auth' || kind === 'credential') return { weight: 'doubt', reason: 'the value is a UUID' };
  }
  return undefined;
}
