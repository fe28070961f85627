/** Values that only the name which they are assigned to gives away. The filters judge what the value is. */
import { PLACED } from './kit/placed.ts';
import type { Rule } from './kit/rule.ts';

const PASSWORDS = ['pass', 'pwd', 'psw', 'kennwort', 'senha', 'contrase'];
const PASSWORD_KEYWORDS = [
  'pass',
  'pwd',
  'psw',
  'pw:',
  'pw=',
  'pw ',
  'pw"',
  "pw'",
  'kennwort',
  'senha',
  'contrase',
];
const KEYS = ['secret', 'token', 'key', 'auth', 'cred', 'bearer'];

/** The rest of a name. */
const TAIL = String.raw`[\w.\-]{0,40}`;
/** What closes a name. */
const CLOSE = String.raw`(?:[ \t"'\x60\])}*]|\[\d{0,4}\]|\\["']|&quot;){0,6}`;
/** A type between the name and the operator: `: str =`, ` string =`. */
const TYPE = String.raw`(?:[ \t]?:[ \t]?(?:&(?:'static )?)?[A-Za-z][\w.<>?]{0,24}|[ \t](?:string|str|text|char))?[ \t]{0,4}`;
/** What assigns, compares, passes on or defaults. */
const OPERATOR = String.raw`(?:[:=!+.?|~-]{0,3}[=:>]{1,2}|[,(-]|<-|\|\||\?\?|is\b|was\b)`;
/** The other half of a pair that is written apart: `<add key="password" value="…">`, `name: PASSWORD` and below it `value: …`. */
const VALUE_OF = String.raw`["']?[\s,]{1,40}["']?(?:\w{1,20}:)?value["']?\s?[:=]`;
/** The name is the value of `key` or `name` itself: `{"key": "API_TOKEN", "value": …`. */
const KEYED = String.raw`["']\s?:\s?["'][\w.-]{0,40}(?:secret|token|key|auth|cred)[\w.-]{0,24}["'],\s{0,40}["']value["']\s?:`;
const SPACE = String.raw`[\s(\[{@]{0,24}`;
/** What makes a value of a literal: `Some(`, `[]byte(`, `new Secret(`, `Base64.decode(`. */
const WRAPPER = String.raw`(?:ConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?|(?:new )?(?:\[\])?\w[\w.]{0,31}\(\s{0,4})?`;
const OPEN = String.raw`(?:[bun]?(?:["'\x60]|\x60\x60|"""|''')|\\["']|&quot;|&#34;|&#39;)`;
const SHUT = String.raw`(?:["'\x60]|\\["']|&quot;|&#34;|&#39;)`;

/** A name too short to be a keyword without its operator. */
const SHORT = String.raw`pw["' ][ \t]{0,8}[:=]{1,2}|pw[:=]{1,2}`;

function quoted(names: readonly string[], value: string, short = '', more = ''): string {
  return `(?:(?:${names.join('|')})${TAIL}(?:${more}${CLOSE}(?:${TYPE}${OPERATOR}|${VALUE_OF}))${short && '|' + short})${SPACE}${WRAPPER}${OPEN}(?<secret>${value})${SHUT}`;
}

/** YAML puts a mark between name and value, and the value of a block on the next line. */
const BLOCK = String.raw`(?:[|>][-+]?[ \t]{0,4}\r?\n[ \t]{1,40}|!{1,2}\w{1,20}[ \t]{1,4}|&\w{1,20}[ \t]{1,4})?`;

/** Between the name and the value in a property list of Apple's: `<key>API_TOKEN</key><string>…`. */
const PLIST = String.raw`</key>\s{0,40}<string>`;

/** In configuration, markup and URLs. */
function bare(names: readonly string[], value: string, short = ''): string {
  const named = String.raw`(?:${names.join('|')})${TAIL}(?:[ \t"'\x60]|\\["']){0,3}(?::-|[:=?+|]{0,2}[=:>]{1,2}|["']?,?\s{1,20}["']?value["']?:|is\b|${PLIST})`;
  return `(?:${named}${short && '|' + short})[ \\t]{0,20}${BLOCK}(?<secret>${value})`;
}

const shared = {
  ...PLACED,
  ignoreCase: true,
  edges: { before: '', after: '' },
  evidence: 'assignment',
} as const;

const PASSWORD_CHAR = String.raw`[^\x00-\x20"'\x60\\\x7f]`;
const BARE_PASSWORD_CHAR = String.raw`[^\x00-\x20\x7f"'\x60\\<>,;&)\]}|(\[{]`;
const KEY_CHAR = String.raw`[^\x00-\x20"'\x60\\\x7f-\xff]`;
const BARE_KEY_CHAR = String.raw`[\w+/=.~:!@#%^*$-]`;
const USER = String.raw`[^\x00-\x20\x7f-\xff:/?#@"'\x60<>{}()\[\]\\|$,;&]`;

export const generic: readonly Rule[] = [
  {
    ...shared,
    id: 'generic-password',
    aliases: ['hashicorp-tf-password'],
    title: 'Password assigned to a telling name',
    edges: { before: '', after: ':' },
    pattern: quoted(PASSWORDS, `${PASSWORD_CHAR}{4,128}`, SHORT),
    keywords: PASSWORD_KEYWORDS,
    examples: (sample) => [
      `DB_PASSWORD = "${sample.alnum(9)}7x"`,
      `  "AdminPassword" : "k${sample.digits(3)}${sample.letters(8)}"`,
      `def connect(passwd: str = "q${sample.lower(7)}1"):`,
      `<add key="DbPwd" value="z${sample.letters(7)}4"/>`,
      `setProperty("app.password", "n${sample.letters(7)}4y4")`,
      `password = Some("t${sample.lower(8)}3")`,
    ],
    counterExamples: () => [
      'password = getPassword(name)',
      'password = ""',
      'bypass: true',
      '"password is required"',
    ],
  },
  {
    ...shared,
    id: 'generic-password-bare',
    title: 'Password assigned to a telling name, without quotes',
    pattern: bare(
      PASSWORDS,
      `[^\\x00-\\x20\\x7f"'\\x60\\\\<>,;&)\\]}|(\\[{$=]${BARE_PASSWORD_CHAR}{4,127}`,
      SHORT,
    ),
    edges: { before: '', after: String.raw`A-Za-z0-9_(\[{\x60$.:/@#%+*!=-` },
    keywords: PASSWORD_KEYWORDS,
    examples: (sample) => [
      `DB_PASSWORD=${sample.alnum(9)}7x`,
      `spring.datasource.password: x${sample.alnum(9)}4`,
      `<password>h${sample.digits(2)}${sample.letters(8)}</password>`,
      `Server=db;User Id=sa;Password=t${sample.digits(2)}${sample.letters(7)};Database=app`,
      `docker run -e "DB_PASS=${sample.lower(9)}4" image`,
    ],
    counterExamples: () => ['password = getPassword()', 'PASSWORD=$OTHER', 'password=', 'password: "x"'],
  },
  {
    ...shared,
    id: 'generic-api-key',
    title: 'Key, token or secret assigned to a telling name',
    edges: { before: '', after: ':' },
    pattern: quoted(KEYS, `${KEY_CHAR}{8,1000}`, '', `${KEYED}|`),
    keywords: KEYS,
    examples: (sample) => [
      `acmeToken = "${sample.hex(32)}"`,
      `client_secret: '${sample.alnum(30)}'`,
      `  "api.key" => "${sample.base64url(40)}",`,
      `System.setProperty("VENDOR_TOKEN", "${sample.lower(32)}")`,
      `-H "X-Auth-Token": "${sample.alnum(24)}"`,
      `var apiToken string = "${sample.alnum(24)}"`,
    ],
    counterExamples: () => ['token = getToken(name)', 'key: ""', 'secret = "a b c d e f g h i j"'],
  },
  {
    ...shared,
    id: 'generic-api-key-bare',
    aliases: ['generic-api-key'],
    title: 'Key, token or secret assigned to a telling name, without quotes',
    pattern: bare(KEYS, `[\\w+/~!#%^*.@-]${BARE_KEY_CHAR}{7,999}`),
    edges: { before: '', after: String.raw`A-Za-z0-9_(\[{\x60$?.:/@#%+*!=~^-` },
    keywords: KEYS,
    examples: (sample) => [
      `VENDOR_API_KEY=${sample.alnum(32)}`,
      `vendor_token: ${sample.lower(30)}`,
      `https://api.host/v1?api_key=${sample.hex(32)}&x=1`,
      `-H "X-Auth-Token: ${sample.alnum(24)}"`,
    ],
    counterExamples: () => ['token = getToken()', 'SECRET=$OTHER_SECRET', 'key: "x"'],
  },
  {
    ...shared,
    id: 'secret-argument',
    title: 'Secret given as an argument of a command or a directive',
    // a digit is asked for, or every sentence about passwords would be looked at
    pattern: String.raw`(?:pass(?:w[a-z]{1,3}|phrase)?|pwd|secret|token|key)[\w-]{0,24}["']?[ \t]{1,8}["'\x60]?(?<secret>[A-Za-z_!#%^*+.~-]{0,40}[0-9][\w!#%^*+.~:=/@-]{4,1000})`,
    // the whole value or nothing: no piece of it is reported while the rest is left
    edges: { before: '', after: String.raw`A-Za-z0-9_(\[{\x60$?!#%^*+.~:=/@-` },
    keywords: ['pass', 'pwd', 'secret', 'token', 'key'],
    examples: (sample) => [
      `gpg --decrypt --passphrase N1${sample.letters(9)} secret.gpg`,
      `tool --token ${sample.alnum(24)}7x`,
      `#define TOKEN "x7${sample.alnum(24)}"`,
    ],
    counterExamples: () => ['the password is required', 'token validation failed', 'key value pairs'],
  },
  {
    ...shared,
    id: 'authorization-header',
    aliases: ['curl-auth-header'],
    title: 'Credential in an Authorization header',
    pattern: String.raw`(?:authorization["'\x60\])]{0,2}\s?(?:[:=,]|=>|\\u003d){1,2}\s{0,4}["'\x60]?(?:basic|bearer|token|apikey|ntlm|negotiate)|(?:basic|bearer))[ +]{1,2}["']?(?<secret>[\w+/.~=-]{8,1000})`,
    edges: { before: '', after: String.raw`A-Za-z0-9_+/({\[<$` },
    keywords: ['authorization', 'basic', 'bearer'],
    examples: (sample) => [
      `curl -H "Authorization: Basic ${Buffer.from(`deploy:${sample.alnum(12)}`).toString('base64')}" https://host/`,
      `headers = {"Authorization": "Bearer ${sample.alnum(32)}"}`,
      `- Basic ${Buffer.from(`ci:${sample.alnum(15)}`).toString('base64')}`,
    ],
    counterExamples: () => ['Authorization: Bearer $TOKEN', 'basic usage', 'Authorization: Basic {base64}'],
  },
  {
    ...shared,
    id: 'curl-user',
    aliases: ['curl-auth-user'],
    title: 'User and password on the command line of curl',
    pattern: String.raw`(?:--user[ =]|--proxy-user[ =]|-u[ ="'])["']?[\w.@+-]{0,64}:(?<secret>[^\x00-\x20\x7f-\xff"'\x60$<>{}(\\:/|][^\x00-\x20\x7f-\xff"'\x60<>{}(\\:/|]{3,127})`,
    edges: { before: String.raw`\w`, after: String.raw`A-Za-z0-9$({<:/` },
    keywords: ['--user', '--proxy-user', '-u ', '-u"', "-u'", '-u='],
    examples: (sample) => [
      `curl -s -u admin:h${sample.digits(2)}${sample.letters(7)} https://host/`,
      `curl --user 'ci:${sample.alnum(15)}' https://host/`,
    ],
    counterExamples: () => [
      'curl -u user https://host',
      'curl -u "$USER:$PASS" https://host',
      'curl --user ${u}:${p}',
    ],
  },
  {
    ...shared,
    id: 'sql-password',
    title: 'Password in an SQL statement',
    pattern: String.raw`(?:identified\s{1,4}(?:with\s{1,4}\w{1,32}\s{1,4})?by(?:\s{1,4}password)?\s{1,4}(?:\\?["'])?|password\s{1,4}')(?<secret>[^\x00-\x20"'\x60\\;,)<>]{5,128})`,
    near: { words: ['create user', 'alter user', 'create role', 'alter role', 'grant '], within: 120 },
    keywords: ['identified', 'password'],
    examples: (sample) => [
      `CREATE USER 'app'@'%' IDENTIFIED BY 'q${sample.digits(2)}${sample.letters(9)}';`,
      `ALTER ROLE app WITH PASSWORD '${sample.letters(14)}';`,
    ],
    counterExamples: () => ["IDENTIFIED BY ''"],
  },
  {
    ...shared,
    id: 'url-password',
    title: 'Password in a URL',
    pattern: String.raw`://${USER}{0,64}:(?<secret>[^\x00-\x20\x7f:/?#"'\x60<>{}()\[\]\\|$,;]{4,128})@[A-Za-z0-9\[]`,
    keywords: ['://'],
    examples: (sample) => [`postgres://app:x${sample.of('bcdfghjklmnpqrstvwxz', 9)}@localhost:5432/app`],
    counterExamples: () => [
      'https://user:${PASS}@host',
      'https://user@host:8080/',
      'https://host:8080/@scope',
    ],
  },
];
