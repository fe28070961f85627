/** Secrets on command lines and in directives whose names do not say so, and in pairs of a name and a value. */
import type { Rule } from './kit/rule.ts';

const shared = {
  edges: { before: 'A-Za-z0-9_', after: '' },
  evidence: 'context',
  severity: 'high',
  confidence: 'medium',
  entropy: 2.5,
  reference: 'https://cwe.mitre.org/data/definitions/798.html',
  revoke: 'Change it where it is used, and take it from the environment or a vault.',
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
  {
    ...shared,
    id: 'configuration-directive-password',
    title: 'Password in a directive of Redis, hostapd or wpa_supplicant',
    pattern: `(?:masterauth[ \\t]{1,4}|wpa_passphrase=|psk=")${ARGUMENT}`,
    keywords: ['masterauth', 'wpa_passphrase=', 'psk="'],
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
];
