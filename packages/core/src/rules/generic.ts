/** Values that only the name which they are assigned to gives away. The filters judge what the value is. */
import type { Rule } from './kit/rule.ts';

const PASSWORDS = ['pass', 'pwd', 'psw', 'pw[:=]', 'kennwort', 'senha', 'contrase'];
const PASSWORD_KEYWORDS = ['pass', 'pwd', 'psw', 'pw:', 'pw=', 'kennwort', 'senha', 'contrase'];
const KEYS = ['secret', 'token', 'key', 'auth', 'cred'];

/** The rest of a name, and what closes it. */
const TAIL = String.raw`[\w.\-]{0,40}`;
const CLOSE = String.raw`(?:[ \t"'\x60\])}*]|\\["']|&quot;){0,6}`;
/** A type between the name and the operator: `: str =`, ` string =`. */
const TYPE = String.raw`(?:[:\t ]{0,2}[A-Za-z][\w.<>?]{0,24}[ \t]{0,4})?`;
/** What assigns, compares, passes on or defaults. */
const OPERATOR = String.raw`(?:[:=!+.?|~-]{0,3}[=:>]{1,2}|[,(]|<-|\|\||\?\?|is\b|was\b)`;
/** The other half of a pair that is written apart: `<add key="password" value="…">`, `name: PASSWORD` and below it `value: …`. */
const VALUE_OF = String.raw`["']?[\s,]{1,40}["']?[vV]alue["']?\s?[:=]`;
const SPACE = String.raw`[\s(\[{@]{0,24}`;
const OPEN = String.raw`(?:[bBuU]?["'\x60]|\\["']|&quot;|&#34;)(?:[Bb]earer |[Bb]asic |[Tt]oken )?`;
const SHUT = String.raw`(?:["'\x60]|\\["']|&quot;|&#34;)`;

function quoted(names: readonly string[], value: string): string {
  return `(?:${names.join('|')})${TAIL}${CLOSE}(?:${TYPE}${OPERATOR}|${VALUE_OF})${SPACE}${OPEN}(?<secret>${value})${SHUT}`;
}

function bare(names: readonly string[], value: string): string {
  return String.raw`(?:${names.join('|')})${TAIL}(?:[ \t"'\x60\])]|\\["']){0,3}(?:[:=?+|]{0,2}[=:>]{1,2}|,|["']?\s{1,20}["']?value["']?:)[ \t]{0,20}(?<secret>${value})`;
}

const shared = {
  ignoreCase: true,
  edges: { before: '', after: '' },
  evidence: 'assignment',
  severity: 'high',
  confidence: 'medium',
  reference: 'https://cwe.mitre.org/data/definitions/798.html',
  revoke: 'Change it where it is used, and take it from the environment or a vault.',
} as const;

const PASSWORD_CHAR = String.raw`[^\s"'\x60\\]`;
const BARE_PASSWORD_CHAR = String.raw`[^\s"'\x60\\<>,;&)\]}|(\[{]`;
const KEY_CHAR = String.raw`[\w+/=.~:!@#%^*$|-]`;
const BARE_KEY_CHAR = String.raw`[\w+/=.~:!@#%^*$-]`;

export const generic: readonly Rule[] = [
  {
    ...shared,
    id: 'generic-password',
    aliases: ['hashicorp-tf-password'],
    title: 'Password assigned to a telling name',
    pattern: quoted(PASSWORDS, `${PASSWORD_CHAR}{4,128}`),
    keywords: PASSWORD_KEYWORDS,
    examples: (sample) => [
      `DB_PASSWORD = "${sample.alnum(9)}7x"`,
      `  "AdminPassword" : "k${sample.digits(3)}${sample.letters(8)}"`,
      `def connect(passwd: str = "q${sample.lower(7)}1"):`,
      `<add key="DbPwd" value="z${sample.letters(7)}4"/>`,
      `#define password "n${sample.letters(7)}4y4"`.replace('password ', 'password, '),
    ],
    counterExamples: () => ['password = getPassword("name")', 'password = ""', 'bypass: true', '"password is required"'],
  },
  {
    ...shared,
    id: 'generic-password-bare',
    title: 'Password assigned to a telling name, without quotes',
    pattern: bare(PASSWORDS, `[^\\s"'\\x60\\\\<>,;&)\\]}|(\\[{$=]${BARE_PASSWORD_CHAR}{4,127}`),
    edges: { before: '', after: String.raw`A-Za-z0-9_(\[{"'\x60$` },
    keywords: PASSWORD_KEYWORDS,
    examples: (sample) => [
      `DB_PASSWORD=${sample.alnum(9)}7x`,
      `spring.datasource.password: x${sample.alnum(9)}4`,
      `<password>h${sample.digits(2)}${sample.letters(8)}</password>`,
      `Server=db;User Id=sa;Password=t${sample.digits(2)}${sample.letters(7)};Database=app`,
    ],
    counterExamples: () => ['password = getPassword()', 'PASSWORD=$OTHER', 'password=', 'password: "x"'],
  },
  {
    ...shared,
    id: 'generic-api-key',
    title: 'Key, token or secret assigned to a telling name',
    pattern: quoted(KEYS, `${KEY_CHAR}{8,512}`),
    keywords: KEYS,
    examples: (sample) => [
      `algoliaToken = "${sample.hex(32)}"`,
      `client_secret: '${sample.alnum(30)}'`,
      `  "api.key" => "${sample.base64url(40)}",`,
      `System.setProperty("VENDOR_TOKEN", "${sample.lower(32)}")`,
      `-H "X-Auth-Token": "${sample.alnum(24)}"`,
    ],
    counterExamples: () => ['token = getToken("name of it")', 'key: ""', 'secret = "a b c d e f g h i j"'],
  },
  {
    ...shared,
    id: 'generic-api-key-bare',
    aliases: ['generic-api-key'],
    title: 'Key, token or secret assigned to a telling name, without quotes',
    pattern: bare(KEYS, `[\\w+/~!#%^*.@-]${BARE_KEY_CHAR}{7,511}`),
    edges: { before: '', after: String.raw`A-Za-z0-9_(\[{"'\x60$?` },
    keywords: KEYS,
    examples: (sample) => [
      `VENDOR_API_KEY=${sample.alnum(32)}`,
      `vendor_token: ${sample.lower(30)}`,
      `https://api.host/v1?api_key=${sample.hex(32)}&x=1`,
      `-H "X-Auth-Token: ${sample.alnum(24)}"`.replace('"X', '"X').slice(0, -1),
    ],
    counterExamples: () => ['token = getToken()', 'SECRET=$OTHER_SECRET', 'key: "x"'],
  },
];
