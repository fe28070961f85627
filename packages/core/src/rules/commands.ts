/** Secrets on command lines and in directives whose names do not say so, and in pairs of a name and a value. */
import { PLACED } from './kit/placed.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  ...PLACED,
  edges: { before: 'A-Za-z0-9_', after: '' },
  evidence: 'context',
  entropy: 2.5,
} as const;

/** A password as an argument: quoted, or up to the next space; no variable, and no other option. */
const ARGUMENT = String.raw`["']?(?<secret>[^\s"'$<>{}()\x60|;&\\-][^\s"'$<>{}()\x60|;&\\]{5,127})`;
/** Other arguments before it. */
const REST = String.raw`[^\r\n|;&]{0,160}?[ \t]`;

/** A command that takes its password behind an option: all of it up to there, and the literal that it starts with. */
function command(id: string, title: string, keyword: string, head: string, example: string): Rule {
  return {
    ...shared,
    id,
    title,
    pattern: head + ARGUMENT,
    keywords: [keyword],
    examples: (sample) => [`${example}k7${sample.letters(9)} rest`],
    counterExamples: () => [`${example}$PASSWORD rest`, `${example}"\${PASSWORD}"`, `${keyword} --help`],
  };
}

const mysql = (name: string): Rule =>
  command(
    `${name}-password`,
    `Password on the command line of ${name}`,
    `${name} -`,
    `${name} -(?:p|${REST}-p)`,
    `${name} -u root -p`,
  );

const COLUMN = String.raw`["\x60\[]?\w{1,40}["\x60\]]?\s{0,4}`;
const CELL = String.raw`(?:n?'[^'\r\n]{0,200}'|"[^"\r\n]{0,200}"|[\w.+-]{1,60}(?:\(\))?)\s{0,4},\s{0,4}`;

/** The value in the first row stands at the place of its column: one rule for each place. */
function inserted(at: number): Rule {
  const cells = Array.from({ length: at }, (_, i) => i);
  return {
    ...shared,
    id: `sql-inserted-password-${at + 1}`,
    aliases: ['sql-inserted-password'],
    title: `Password in a row that SQL inserts (column ${at + 1})`,
    pattern: String.raw`insert\s{1,4}into\s{1,4}[\w."\x60\[\]]{1,80}\s{0,4}\(\s{0,20}(?:${COLUMN},\s{0,20}){${at}}["\x60\[]?\w{0,24}(?:password|passwd|passphrase|pwd)["\x60\]]?\s{0,20}(?:,\s{0,20}${COLUMN}){0,12}\)\s{0,20}values\s{0,20}\(\s{0,20}(?:${CELL}){${at}}n?['"](?<secret>[^\s'"\\?]{4,128})['"]`,
    ignoreCase: true,
    keywords: ['insert'],
    evidence: 'assignment',
    examples: (sample) => [
      `INSERT INTO users (${[...cells.map((i) => `c${i}`), 'password', 'role'].join(', ')}) VALUES (${[...cells.map((i) => `'v${i}'`), `'k7${sample.letters(9)}'`, "'admin'"].join(', ')});`,
    ],
    counterExamples: () => [
      `INSERT INTO users (${[...cells.map((i) => `c${i}`), 'password'].join(', ')}) VALUES (${[...cells.map((i) => `'v${i}'`), 'MD5(?)'].join(', ')});`,
    ],
  };
}

// a row a rule
// prettier-ignore
export const commands: readonly Rule[] = [
  command('sshpass-password', 'Password given to sshpass', 'sshpass -p', String.raw`sshpass -p[ \t]{0,2}`, 'sshpass -p '),
  mysql('mysql'),
  mysql('mysqldump'),
  mysql('mysqladmin'),
  command('redis-cli-password', 'Password on the command line of redis-cli', 'redis-cli ', `redis-cli (?:${REST})?-a `, 'redis-cli -h cache -a '),
  command('docker-login-password', 'Password on the command line of docker login', 'docker login ', `docker login (?:${REST})?-p `, 'docker login -u bob -p '),
  command('ldap-password', 'Password on the command line of ldapsearch', 'ldapsearch ', `ldapsearch (?:${REST})?-w `, 'ldapsearch -x -D cn=admin -w '),
  command('zip-password', 'Password on the command line of zip', 'zip -p ', 'zip -P ', 'zip -P '),
  command('smbclient-password', 'Password on the command line of smbclient', 'smbclient ', String.raw`smbclient (?:${REST})?-U ["']?[\w.\\/@-]{1,64}%`, 'smbclient //h/s -U bob%'),
  command('openssl-password', 'Password on the command line of openssl', 'openssl ', `openssl (?:${REST})?-(?:k|pass(?:in|out)? pass:)[ \\t]{0,2}`, 'openssl enc -aes-256-cbc -k '),
  command('rdp-password', 'Password on the command line of rdesktop', 'rdesktop ', `rdesktop (?:${REST})?-p `, 'rdesktop -u bob -p '),
  command('xfreerdp-password', 'Password on the command line of xfreerdp', 'xfreerdp ', `xfreerdp (?:${REST})?/p:`, 'xfreerdp /u:bob /p:'),
  command('net-user-password', 'Password of a user that Windows is told of', 'net user ', String.raw`net user ["']?[\w.\\-]{1,64}["']? `, 'net user bob '),
  {
    ...shared,
    id: 'psexec-password',
    title: 'Password on the command line of PsExec',
    pattern: `psexec(?:\\.exe|64|64\\.exe)? (?:${REST})?-p ${ARGUMENT}`,
    ignoreCase: true,
    keywords: ['psexec'],
    examples: (sample) => [`PsExec.exe \\\\10.0.0.1 -u bob -p k7${sample.letters(9)} cmd`],
    counterExamples: () => ['psexec \\\\host -u bob cmd', 'psexec \\\\host -u bob -p $PASSWORD cmd'],
  },
  {
    ...shared,
    id: 'chpasswd-password',
    title: 'Password that a shell pipes into chpasswd or passwd',
    pattern: String.raw`echo (?:-[en] )?["']?(?:[\w.-]{1,32}:)?(?<secret>[^\s"'$<>{}()\x60|;&\\:]{6,127})["']?[ \t]{0,4}\|[ \t]{0,4}(?:sudo )?(?:chpasswd|passwd --stdin)`,
    keywords: ['echo '],
    examples: (sample) => [`echo 'bob:k7${sample.letters(9)}' | chpasswd`, `echo k7${sample.letters(9)} | sudo passwd --stdin bob`],
    counterExamples: () => ['echo "$USER:$PASSWORD" | chpasswd', 'echo root:pw | chpasswd'],
  },
  {
    ...shared,
    id: 'configuration-directive-password',
    title: 'Password in a directive of Redis, OpenLDAP, hostapd or wpa_supplicant',
    pattern: `(?:masterauth[ \\t]{1,4}|bindpw[ \\t]{1,4}|rootpw[ \\t]{1,4}|olcrootpw:[ \\t]{1,4}|wpa_passphrase=|psk=")${ARGUMENT}`,
    ignoreCase: true,
    keywords: ['masterauth', 'bindpw', 'rootpw', 'olcrootpw', 'wpa_passphrase=', 'psk="'],
    examples: (sample) => [`masterauth k7${sample.letters(9)}`, `psk="k7${sample.letters(9)}"`],
    counterExamples: () => ['masterauth <master-password>', 'wpa_passphrase=$PSK'],
  },
  {
    ...shared,
    id: 'oracle-thin-password',
    title: 'Password in the URL of an Oracle database',
    pattern: String.raw`jdbc:oracle:thin:[\w$#]{1,64}/(?<secret>[^\s@"'$<>{}]{5,64})@`,
    keywords: ['jdbc:oracle:thin:'],
    examples: (sample) => [`jdbc:oracle:thin:scott/k7${sample.letters(8)}@db:1521:orcl`],
    counterExamples: () => ['jdbc:oracle:thin:@db:1521:orcl', 'jdbc:oracle:thin:${user}/${pass}@db'],
  },
  {
    ...shared,
    id: 'terraform-variable-default',
    title: 'Default of a Terraform variable for a secret',
    pattern: String.raw`variable "[\w-]{0,40}(?:password|passwd|secret|token|api_key|private_key|access_key)[\w-]{0,20}"[ \t]{0,4}\{[^{}]{0,400}?\sdefault[ \t]{0,20}=[ \t]{0,4}"(?<secret>[^"\s$]{6,200})"`,
    keywords: ['variable "'],
    examples: (sample) => [`variable "db_password" {\n  type    = string\n  default = "k7${sample.letters(10)}"\n}`],
    counterExamples: () => ['variable "db_password" {\n  type = string\n}', 'variable "token" {\n  default = ""\n}'],
  },
  {
    ...shared,
    id: 'pair-value-first',
    title: 'Secret in a pair of value and telling name',
    pattern: String.raw`"value"\s?:\s?"(?<secret>[^"\s\\$<>{}]{8,200})",\s{0,40}"(?:name|key|variable)"\s?:\s?"[\w.-]{0,40}(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|[pP]assword|[sS]ecret|[tT]oken|[aA]pi_?[kK]ey)"`,
    keywords: ['"value"'],
    entropy: 3,
    examples: (sample) => [`{"value":"${sample.alnum(24)}","name":"DB_PASSWORD"}`, `{ "value": "${sample.hex(32)}", "key": "apiKey" }`],
    counterExamples: () => ['{"value":"${X}","name":"DB_PASSWORD"}', '{"value":"none","name":"TOKEN"}'],
  },
  {
    ...shared,
    id: 'powershell-secure-string',
    title: 'Password made a secure string in PowerShell',
    pattern: String.raw`convertto-securestring[ \t]{1,4}(?:-(?:string|asplaintext|force)[ \t]{1,4}){0,3}(?:"(?<secret>[^"\s$\x60][^"\s\x60]{3,127})"|'[^'\s]{4,127}')`,
    ignoreCase: true,
    keywords: ['convertto-securestring'],
    examples: (sample) => [`ConvertTo-SecureString "k7${sample.letters(9)}" -AsPlainText -Force`, `ConvertTo-SecureString -String "k7${sample.letters(9)}" -AsPlainText -Force`],
    counterExamples: () => ['ConvertTo-SecureString $password -AsPlainText -Force', 'ConvertTo-SecureString "$env:PASSWORD" -AsPlainText'],
  },
  {
    ...shared,
    id: 'snmp-community',
    title: 'SNMP community',
    pattern: String.raw`(?:snmp-server[ \t]{1,4}community|snmp[ \t]{1,4}community(?:[ \t]{1,4}name)?|r[ow]community6?)[ \t]{1,8}(?:[078][ \t]{1,4})?["']?(?<secret>[A-Za-z0-9_!#%^*+.~@-]{6,64})`,
    ignoreCase: true,
    keywords: ['snmp', 'rocommunity', 'rwcommunity'],
    reference: 'https://datatracker.ietf.org/doc/html/rfc3584',
    examples: (sample) => [`snmp-server community k7${sample.letters(9)} RO`, `rwcommunity k7${sample.letters(9)} 10.0.0.0/8`],
    // what every device is delivered with
    validate: (secret) => (/^(?:public|private|community|string)$/i.test(secret) ? 'invalid' : undefined),
    counterExamples: () => ['snmp-server community $COMMUNITY', 'rocommunity <name>'],
  },
  {
    ...shared,
    id: 'dockerfile-env-secret',
    title: 'Secret in an ENV of a Dockerfile, in the form without an equals sign',
    pattern: String.raw`env \w{0,40}(?:password|passwd|passphrase|pass|pwd|secret|token|apikey|api_key|secret_key|access_key|private_key)[ \t]{1,4}["']?(?<secret>[^\s"'$<>{}()\x60|;&\\/=,.-][^\s"'$<>{}()\x60|;&\\]{5,999})`,
    ignoreCase: true,
    keywords: ['env '],
    reference: 'https://docs.docker.com/reference/dockerfile/#env',
    examples: (sample) => [`ENV DB_PASSWORD k${sample.letters(8)}7`, `ENV SESSION_TOKEN x7${sample.base64(600)}`],
    counterExamples: () => ['ENV DB_PASSWORD $PASSWORD', 'ENV TOKEN_FILE path', 'the env password is required'],
  },
  ...[0, 1, 2, 3, 4].map(inserted),
  {
    ...shared,
    id: 'table-secret',
    title: 'Secret in a table of Markdown, beside its name',
    pattern: String.raw`(?:password|passwd|passphrase|secret|token|key)[\w \t\x60*().-]{0,24}[ \t]\|[ \t]{1,40}[\x60*]{0,3}(?<secret>[\w!#%^*+.~:/@$&=-]{6,200})[\x60*]{0,3}[ \t]{1,40}(?:\||\r?\n)`,
    ignoreCase: true,
    keywords: ['password', 'passwd', 'passphrase', 'secret', 'token', 'key'],
    edges: { before: '', after: '' },
    evidence: 'assignment',
    examples: (sample) => [`| Password | k7${sample.letters(9)} |\n`, `| API token | \`${sample.alnum(32)}\` |\n`],
    counterExamples: () => ['| Password |\n', '| token | your token here |\n'],
  },
];
