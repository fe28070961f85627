/** Words in names that say that what stands behind them is no secret, though it may well be random. */
const OTHER = new Set(
  `id ids uid identifier name username user login email url uri endpoint host domain path file filename dir folder
  count size length index version release revision commit sha sha1 sha256 sha512 md5 hash hashes digest checksum integrity fingerprint
  thumbprint signature etag uuid guid nonce salt iv public pub publishable region zone bucket cluster instance image img icon color
  style class css font template event type kind status state code errorcode error message msg title description label text locale lang
  language country currency date time timestamp created updated expires scope role group team org organization workspace project
  package plugin module component widget build bundle chunk asset manifest test spec fixture snapshot cache page cursor session request
  response trace span transaction order invoice payment charge customer account subscription product price plan sku coupon object ref
  reference link slug handle channel thread ts tag branch tree blob dsn ext vendor license licence activation measurement tracking ga
  gtm pixel site widget comment regexp regex pattern verify verification csrf xsrf mock dummy sample example placeholder`.split(
    /\s+/,
  ),
);
/** Of these, what a word for a credential behind them takes back. */
const TELLING = /^(?:key|apikey|token|secret|password|passwd|credential|credentials|auth)s?$/;

/** Whether the words of a name speak of something else than a credential. */
export function speaksOfOther(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (OTHER.has(last)) return true;
  return !TELLING.test(last) && words.some((word) => OTHER.has(word));
}
