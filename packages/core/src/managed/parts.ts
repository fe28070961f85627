/**
 * What of a stored value is secret by itself: it leaks in parts. A URL's password, the right-hand side of an
 * assignment, one field of a service account's file, the body of a private key. Field names decide what is public.
 */
import { strengthOf, type Strength } from './strength.ts';

export interface Part {
  /** Latin-1 text, one character a byte. */
  readonly text: string;
  readonly strength: Strength;
  /** The value as it was stored, without white space at its ends. */
  readonly isWhole: boolean;
}

/** A part that was found inside of a value. */
interface Inner {
  readonly text: string;
  /** Its place says that it is a password: it is looked for even if it is short. */
  readonly isPassword: boolean;
}

/** How deep documents in documents are looked into. */
const DEPTH = 4;
const MOST_PARTS = 400;

/** Fields of secret documents that are no secret, by their names in small letters without separators. */
const PUBLIC_NAMES =
  /^(?:type|kind|apiversion|projectid|clientemail|clientid|authuri|tokenuri|authproviderx509certurl|clientx509certurl|universedomain|certificateauthority(?:data)?|clientcertificate(?:data)?|server|host|hostname|port|region|endpoint|registry|email|mail|username|user|name|namespace|context|currentcontext|cluster|database|dbname|alg|kty|kid|use|crv|x|y|n|e|x5c|x5t|x5u|iss|aud|sub|issuer|audience|scope|scopes|defaultendpointsprotocol|endpointsuffix|accountname|driver|bucket|tenantid|subscriptionid|version|expires|expiry|createdat|publickey|pubkey|fingerprint|cert|certificate|ca|cacert)$/;
const PASSWORD_NAMES = /(?:pass(?:word|wd|phrase)?|pwd|secret|token|auth|key|credential|sas|signature)$/;

const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The value and its parts, the whole first; each text once. */
export function partsOf(value: Buffer): readonly Part[] {
  const text = trimmed(value.toString('latin1').replace(/\0/g, ''));
  const inner = new Map<string, Inner>();
  if (!/[\x00-\x08\x0e-\x1f]/.test(text)) collect(text, inner, 0, true);
  const isStructured = inner.size > 0 || isDocument(text);
  const parts: Part[] = [];
  let best: Strength | undefined;
  for (const { text: part, isPassword } of inner.values()) {
    if (part === text) continue;
    const strength = strengthOf(part);
    if (!best || rank(strength) > rank(best) || (rank(strength) === rank(best) && strength.bits > best.bits))
      best = strength;
    const isUseful = strength.policy === 'strong' || (isPassword && strength.policy !== 'ignored');
    if (isUseful) parts.push({ text: part, strength, isWhole: false });
  }
  // what is around a secret can be guessed: the whole is as strong as the strongest of what is in it
  const own = isStructured ? (best ?? publicStrength(text)) : strengthOf(text);
  return [{ text, strength: own, isWhole: true }, ...parts];
}

const RANKS = { ignored: 0, weak: 1, medium: 2, strong: 3 } as const;
const rank = ({ policy }: Strength): number => RANKS[policy];

/** White space at the ends belongs to the file that a value came from. */
function trimmed(text: string): string {
  return text.replace(/^[\s\ufeff]+|\s+$/g, '');
}

/** A URL without a secret, a host, an ARN: it looks public, and is looked for beside its name only. */
function publicStrength(text: string): Strength {
  const strength = strengthOf(text);
  if (strength.policy === 'ignored') return strength;
  return { policy: 'weak', bits: strength.bits, reason: 'it looks public: found beside its name only' };
}

const LINE_END = /\r\n|\n|\r/;
const URL_TEXT = /^[a-z][a-z0-9+.-]{1,30}:\/\//i;
const PEM = /-----BEGIN ([A-Z0-9 ]{2,60})-----([A-Za-z0-9+/=\s\\:,.-]*?)-----END \1-----/g;
const HOST = /^(?:[a-z0-9-]+\.)+[a-z]{2,24}(?::\d+)?(?:\/[\w./-]{0,40})?$/i;
const EMAIL = /^[\w.+-]{1,64}@(?:[\w-]+\.)+[a-z]{2,24}$/i;
const ARN = /^arn:[\w-]+:[\w-]*:[\w-]*:\d*:/;

function isDocument(text: string): boolean {
  return (
    URL_TEXT.test(text) ||
    HOST.test(text) ||
    EMAIL.test(text) ||
    ARN.test(text) ||
    /^-----BEGIN (?:PUBLIC|CERT)/.test(text)
  );
}

/** Puts the secret parts of `text` into `into`. */
function collect(text: string, into: Map<string, Inner>, depth: number, isTop = false): void {
  if (depth > DEPTH || into.size > MOST_PARTS) return;
  const put = (part: string, isPassword: boolean): void => {
    const clean = trimmed(part);
    if (clean.length < 6) return;
    const before = into.get(clean);
    if (!before || (isPassword && !before.isPassword)) into.set(clean, { text: clean, isPassword });
  };
  const inside = (part: string, field: string): void => {
    if (PUBLIC_NAMES.test(plainName(field))) {
      // even there a URL may hold a password
      if (URL_TEXT.test(part)) collectUserinfo(part, put);
      return;
    }
    const size = into.size;
    collect(part, into, depth + 1);
    collectWords(part, inside);
    if (into.size === size && !isDocument(part)) put(part, PASSWORD_NAMES.test(plainName(field)));
  };

  if (/^\s*[[{]/.test(text) && collectJson(text, inside)) return;
  if (text.includes('-----BEGIN ')) {
    let any = false;
    for (const [, label, body] of text.matchAll(PEM)) {
      any = true;
      if (!/PRIVATE/.test(label!)) continue;
      // without its headers, on one line
      put(body!.replace(/\\[nr]|\s/g, '').replace(/^.*:/s, ''), false);
    }
    if (any && !isTop) {
      put(text, false);
      return;
    }
    if (any) {
      // keys and certificates stand in files with other secrets
      for (const line of text.replace(PEM, '').split(LINE_END)) collectLine(line, inside, put);
      return;
    }
  }
  if (/^\s*</.test(text) && collectXml(text, inside)) return;
  if (URL_TEXT.test(text) && !/\s/.test(text)) {
    collectUrl(text, put);
    return;
  }
  const lines = text.split(LINE_END);
  if (lines.length > 1) {
    for (const line of lines) collectLine(line, inside, put);
    return;
  }
  if (isTop || depth > 0) collectPairs(text, inside, put);
  if (isTop) collectWords(text, inside);
  // kubectl and docker keep documents in base64
  if (/^[A-Za-z0-9+/_-]{12,}={0,2}$/.test(text) && depth > 0) {
    const decoded = Buffer.from(text, 'base64').toString('latin1');
    if (/^[\x20-\x7e\s]{8,}$/.test(decoded) && /-----BEGIN |^[\w.@-]{1,64}:.{6,}$|^\s*\{/.test(decoded)) {
      collect(decoded, into, depth + 1);
      const colon = /^[\w.@-]{1,64}:(.{6,})$/.exec(decoded);
      if (colon) put(colon[1]!, true);
    }
  }
}

function collectJson(text: string, inside: (part: string, field: string) => void): boolean {
  let document: unknown;
  try {
    // Latin-1 text holds the bytes of UTF-8
    document = JSON.parse(Buffer.from(text, 'latin1').toString());
  } catch {
    return false;
  }
  const walk = (node: unknown, field: string, depth: number): void => {
    if (typeof node === 'string') inside(Buffer.from(node).toString('latin1'), field);
    else if (node !== null && typeof node === 'object' && depth < 50) {
      for (const [key, value] of Object.entries(node))
        walk(value, Array.isArray(node) ? field : key, depth + 1);
    }
  };
  walk(document, '', 0);
  return true;
}

const ELEMENT = /<([\w:.-]{1,80})(?:\s[^<>]*)?>([^<>]+)<\//g;
const ATTRIBUTE = /\s([\w:.-]{1,80})\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** What elements and attributes say: `settings.xml` of Maven, `web.config`. */
function collectXml(text: string, inside: (part: string, field: string) => void): boolean {
  if (!/<\/[\w:.-]+>\s*$|\/>\s*$/.test(text)) return false;
  const meaning = (written: string): string =>
    written.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => NAMED[name]!);
  for (const [, name, content] of text.matchAll(ELEMENT)) {
    if (content!.trim()) inside(meaning(content!.trim()), name!.replace(/^.*:/, ''));
  }
  for (const [, name, one, other] of text.matchAll(ATTRIBUTE)) {
    if (!name!.startsWith('xmlns') && !name!.includes('schemaLocation'))
      inside(meaning(one ?? other!), name!.replace(/^.*:/, ''));
  }
  return true;
}

function collectUserinfo(text: string, put: (part: string, isPassword: boolean) => void): void {
  const userinfo = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)@/i.exec(text)?.[1];
  if (userinfo !== undefined) {
    const password = userinfo.includes(':') ? userinfo.slice(userinfo.indexOf(':') + 1) : userinfo;
    put(password, userinfo.includes(':'));
    put(percentDecoded(password), userinfo.includes(':'));
    const user = userinfo.split(':')[0]!;
    if (strengthOf(user).policy === 'strong') put(user, false);
  }
}

/** The password, and what in the path or query nobody could guess: a webhook's token. */
function collectUrl(text: string, put: (part: string, isPassword: boolean) => void): void {
  collectUserinfo(text, put);
  const rest = text.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  for (const segment of rest.split(/[/?#&]/)) {
    const [, field = '', own = segment] = /^([\w.-]+)=(.*)$/s.exec(segment) ?? [];
    const plain = percentDecoded(own);
    for (const form of new Set([own, plain])) {
      if (strengthOf(form).policy === 'strong') put(form, false);
      else if (/pass(?:word|wd)?|pwd|secret|token|sig/i.test(field)) put(form, true);
    }
  }
}

function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const ASSIGNMENT =
  /^\s*(?:export\s+|set\s+|-\s+)?(?:\/\/[^\s=]*:)?["']?([\w.:/-]{1,120}?)["']?\s*(?:=|:=|:\s|=>)\s*(.+?)\s*$/s;

/** One line of a dotenv, INI, YAML, .npmrc or .netrc file. */
function collectLine(
  line: string,
  inside: (part: string, field: string) => void,
  put: (part: string, isPassword: boolean) => void,
): void {
  if (/^\s*[#;]/.test(line) || !line.trim()) return;
  // one document a line, and files of URLs such as .git-credentials
  if (/^\s*[[{]/.test(line) && collectJson(line, inside)) return;
  if (URL_TEXT.test(line.trim()) && !/\s/.test(line.trim())) return collectUrl(line.trim(), put);
  const assigned = ASSIGNMENT.exec(line);
  if (assigned) {
    const written = assigned[2]!.replace(/,$/, '');
    const right = unquoted(written);
    const field = assigned[1]!.replace(/^.*:/, '');
    inside(right, field);
    const plain = withoutComment(written);
    if (plain !== right) inside(plain, field);
    // the line as it is leaks too
    const isPublic = PUBLIC_NAMES.test(plainName(assigned[1]!)) || isDocument(right);
    if (!isPublic && strengthOf(right).policy === 'strong') put(line, false);
    return;
  }
  collectPairs(line.trim(), inside, put);
  collectWords(line.trim(), inside);
  if (!/\s/.test(line.trim()) && !isDocument(line.trim()) && !line.startsWith('-----')) {
    if (strengthOf(line.trim()).policy === 'strong') put(line, false);
  }
}

/** `password=…;user=…`, `host:port:db:user:password`, `user:password`, `name=value` on one line. */
function collectPairs(
  text: string,
  inside: (part: string, field: string) => void,
  put: (part: string, isPassword: boolean) => void,
): void {
  const oracle = /^jdbc:oracle:\w{1,20}:[^\s/@]{1,80}\/([^@\s]{1,200})@/i.exec(text);
  if (oracle) {
    put(oracle[1]!, true);
    return;
  }
  const pairs = [...text.matchAll(/(?:^|[;&?,\s])([A-Za-z][\w. -]{1,60})=("[^"]*"|'[^']*'|[^;&\s]*)/g)];
  if (pairs.length > 1 || /^(?:jdbc:|Server=|Data Source=|DefaultEndpoints)/i.test(text)) {
    for (const [, field, right] of pairs) {
      if (!PUBLIC_NAMES.test(plainName(field!))) inside(unquoted(right!), field!);
    }
    return;
  }
  const netrc = /\bpassword\s+(\S+)/i.exec(text);
  if (netrc && /^\s*(?:machine|default|login|password)\b/i.test(text)) {
    put(netrc[1]!, true);
    return;
  }
  const npm = /:_(?:authToken|auth|password)\s*=\s*(\S+)/.exec(text);
  if (npm) {
    put(unquoted(npm[1]!), true);
    return;
  }
  const assigned = /^(?:export\s+)?([A-Za-z_][\w.-]{1,100})\s*=\s*(\S.*)$/s.exec(text);
  // what a machine drew may well hold an equals sign: what stands before it must be a name
  const isName =
    assigned &&
    (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(assigned[1]!) || PASSWORD_NAMES.test(plainName(assigned[1]!)));
  if (assigned && isName && !/^=*$/.test(assigned[2]!)) {
    inside(unquoted(assigned[2]!), assigned[1]!);
    return;
  }
  const fields = text.split(':');
  const isPgpass = fields.length === 5 && /^(?:\d+|\*)$/.test(fields[1]!);
  if (isPgpass) put(fields[4]!, true);
  else if (fields.length === 2 && /^[a-z][a-z._@-]{1,40}\d{0,4}$/.test(fields[0]!) && !/\s/.test(text))
    put(fields[1]!, true);
}

/** What stands before the password of a command or a statement, which is looked for even if it is short. */
const BEFORE_PASSWORD =
  /(?:^|\s)(?:(?:-u|--user)[\s=]+["']?[^\s:"']{1,80}:|(?:--password|--token|--secret)[\s=]+["']?|(?:password|identified\s+by)\s+["'])([^\s"']{6,200})/gi;

/**
 * The words of a header, a statement or a line of code that nobody could guess: `Bearer …`, `PASSWORD '…'`,
 * `define('KEY', '…')`. A password that holds blanks has none.
 */
function collectWords(text: string, inside: (part: string, field: string) => void): void {
  if (text.length > MOST_WORDS || !/\s/.test(text) || PUBLIC_KEY.test(text)) return;
  for (const [, password] of text.matchAll(BEFORE_PASSWORD)) inside(password!, 'password');
  for (const word of text.split(/\s+/)) {
    const plain = word.replace(/^["'`(<[{,;]+|["'`)>\]},;]+$/g, '');
    const [, right = plain] = /^[$\w.:-]{1,100}=([^=].*)$/s.exec(plain) ?? [];
    if (URL_TEXT.test(right)) inside(right, '');
    else if (strengthOf(unquoted(right)).policy === 'strong') inside(unquoted(right), '');
  }
}

const PUBLIC_KEY = /\b(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\w+|sk-ssh-\S+) AAAA|-----BEGIN (?:PUBLIC|CERT)/;
/** Longer lines are no commands, and no headers. */
const MOST_WORDS = 1 << 14;

/** What is assigned, without the comment behind it. */
function withoutComment(text: string): string {
  const quoted = /^(["'`])(.*?)\1\s*(?:[#;]|\/\/)/s.exec(text.trim());
  if (quoted) return quoted[2]!;
  return unquoted(text.replace(/\s+(?:[#;]|\/\/)(?:\s.*)?$/s, ''));
}

function unquoted(text: string): string {
  return /^(["'`])(.*)\1$/s.exec(text.trim())?.[2] ?? text.trim();
}
