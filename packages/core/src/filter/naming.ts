import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';
import { assignmentOf } from './kit/assignment.ts';
import { randomness } from './kit/letters.ts';

/** Made of its words when it is asked for the first time. */
const set = (words: string): Pick<ReadonlySet<string>, 'has'> => {
  let made: ReadonlySet<string> | undefined;
  return { has: (word) => (made ??= new Set(words.trim().split(/\s+/))).has(word) };
};

/** Behind the telling word: the name is of something about the secret. */
const ABOUT = set(`
  id ids identifier name names type types kind url uri urls endpoint host path paths file files filename dir folder field fields label
  labels title placeholder length len size count num number index idx hash hashed hashes digest checksum sha md5 fingerprint thumbprint
  expiry expires expiration expire ttl lifetime age regex regexp pattern policy format prefix suffix header headers param params parameter
  algorithm alg algo provider manager service store storage ref reference selector version rotation usage mode class classname reset hint
  message messages error errors msg required enabled disabled input form button page view column table attribute attr property prop
  scope scopes list map validator validation min max entropy strength generator source created updated date time timestamp event down up
  press pressed code codes word frame frames color style icon image link text description desc help info status state action method
  function func callback handler listener factory builder util utils helper test tests spec schema template model entity dto request
  response result body query filter order sort group role roles user username userid owner issuer audience subject alias aliases
  location region zone bucket domain arn stats metrics limit usage plugin module binding bindings board pair pairs encoding charset
  comment note notes docs doc timeout re chars bits bytes encode decode equals has get includes contains split join
  replace exists valid invalid missing changed change strategy separator delimiter
`);
/** Before it, or alone: a key or token of another trade. */
const OTHER_KEYS = set(`
  public pub foreign primary partition sort cache cached unique object bucket group index row registry translation message locale lang
  language hot short shortcut arrow map dict json property lookup range hash composite candidate surrogate natural metric tag label site
  recaptcha idempotency dedup routing stack tree node section field meta metadata path parent event row column col table entity item
  record list array data query option options setting settings config param attribute attr prop header sorting ordering order
  element component react vue state action route menu tab panel page view children child style theme color icon image i18n intl l10n
  host known authorized trusted verification verify ssh rsa dsa ecdsa ed25519 gpg pgp cert certificate input output enter escape esc
  shift ctrl control alt tab space delete modifier keyboard press piano license product activation feature flag experiment analytics
  socket blob file recv receive search fetch
  game animation frame first last next prev previous current min max any other each every num number count random
`);
const OTHER_TOKENS = set(`
  page next continuation pagination paging previous prev start end cursor sync resume syntax lexer parser punctuation operator keyword
  identifier literal string open close current last first eof comment whitespace csrf xsrf csrfmiddleware antiforgery verification
  requestverification id fcm device push erc20 erc721 nft coin contract word stop special design authenticity request change action
`);
/** Anywhere in the name: what stands there is derived from something else, or tells one thing from another. */
const DERIVED = set(`
  sha sha1 sha224 sha256 sha384 sha512 md5 hash hashes hashed digest checksum checksums integrity commit revision etag uuid guid nonce
  fingerprint thumbprint signature sig sri crc crc32 checkpoint bcrypt encrypted sealed ciphertext
`);

const drop = (reason: string): Objection => ({ weight: 'drop', reason });

/** Names that only seem to tell of a secret. */
export function naming(match: Match): Objection | undefined {
  if (match.rule.evidence !== 'assignment') return undefined;
  const { name, words, at, kind, beforeName, operator } = assignmentOf(match);
  if (randomness(name) > 15) return drop('the name is a piece of random text');
  if (!kind) return drop('the name does not speak of a secret');
  const behind = words.slice(at + 1);
  if (behind.some((word) => ABOUT.has(word))) return drop('the name is of something about a secret');
  if (operator.startsWith('(') && behind.length > 0) return drop('the name is of a function');
  if (words.some((word) => DERIVED.has(word)))
    return drop('the name speaks of a hash, an ID or an encrypted value');
  const before = (words[at - 1] ?? beforeName).toLowerCase();
  if (
    kind === 'key' &&
    (OTHER_KEYS.has(before) ||
      /(?:public|pub|foreign|primary|hot|sort|cache|site|file|blob)keys?\d*$/.test(words[at]!))
  ) {
    return drop('the name is of a key that is no secret');
  }
  if (kind === 'key' && words.some((word) => word === 'public' || word === 'pub'))
    return drop('the name is of a public key');
  if (name === 'passwd' && /\/(?:etc|tmp)\/passwd[^/]*$/.test(match.before))
    return drop('the name is of the file of users');
  if (kind === 'token' && (OTHER_TOKENS.has(before) || behind.includes('data')))
    return drop('the name is of a token that is no secret');
  return undefined;
}
