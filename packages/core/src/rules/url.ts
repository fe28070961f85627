import type { Rule } from './kit/rule.ts';

/** One character of a user's name. */
const USER = String.raw`[^\s:/?#@"'\x60<>{}()\[\]\\|$]`;
/** One character of a password: a letter, or one that words and templates do not have, or any of both and more. */
const LETTER = '[A-Za-z._-]';
const RARE = '(?:[0-9!&+,;=~^@]|%[0-9A-Fa-f]{2})';
const ANY = String.raw`(?:[A-Za-z0-9._~!$&+,;=:@^\-]|%[0-9A-Fa-f]{2})`;
const HOST = String.raw`@[A-Za-z0-9\[$%{<_]`;
/** At least eight characters, one of them rare; or long and of letters alone. */
const PASSWORD = `(?:${LETTER}{0,6}${RARE}${ANY}{7,255}|${LETTER}{1,6}${RARE}${ANY}{1,6}|${LETTER}{7,64}${RARE}${ANY}{0,255}|[A-Za-z]{24,128})`;
/** The same for databases, whose passwords people make up: six characters, one of them rare, or sixteen letters. */
const WEAK = `(?:${RARE}${ANY}{5,255}|${LETTER}{1,4}${RARE}${ANY}{2,255}|${LETTER}{5,64}${RARE}${ANY}{0,255}|[A-Za-z]{16,128})`;
const DATABASES = [
  'postgres',
  'postgresql',
  'mysql',
  'mariadb',
  'mongodb',
  'redis',
  'rediss',
  'amqp',
  'amqps',
];

const shared = {
  edges: { before: '', after: '' },
  evidence: 'structure',
  reference: 'https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1',
  revoke: 'Change the password of the user that the URL names.',
} as const;

export const url: readonly Rule[] = [
  {
    ...shared,
    id: 'database-url-password',
    title: 'Password in the URL of a database or a message broker',
    pattern: `(?:${DATABASES.join('|')})(?:\\+[a-z0-9]{1,16})?://${USER}{0,128}:(?<secret>${WEAK})${HOST}`,
    ignoreCase: true,
    keywords: ['postgres', 'mysql', 'mariadb', 'mongodb', 'redis', 'amqp'],
    severity: 'high',
    confidence: 'medium',
    examples: (sample) => [
      `DATABASE_URL=postgres://app:${sample.alnum(9)}1@db.internal:5432/app`,
      `mongodb+srv://admin:${sample.alnum(15)}7@cluster0.mongodb.net/?retryWrites=true`,
      `redis://:${sample.lower(11)}5@127.0.0.1:6379/0`,
      `"mysql://root:h${sample.digits(3)}er2@localhost/db"`,
      `amqps://user:p%40${sample.letters(8)}@rabbit/vhost`,
      `postgresql+psycopg://app:${sample.letters(4)}@${sample.digits(4)}@\${DB_HOST}/app`,
    ],
    counterExamples: (sample) => [
      'postgres://postgres:postgres@localhost/db',
      'postgres://user:password@localhost:5432/db',
      'mysql://root:${MYSQL_PASSWORD}@db/app',
      'mongodb://user:pass@localhost',
      'redis://localhost:6379/0',
      'redis://:<password>@host:6379',
      'postgres://%s:%s@%s/%s',
      'postgres://{{ user }}:{{ password }}@host',
      'amqp://guest:guest@localhost',
      'mongodb://admin:********@host',
      `mysql://${sample.letters(5)}:$PASSWORD@host`,
    ],
  },
  {
    ...shared,
    id: 'url-credentials',
    title: 'Password in a URL',
    pattern: `://${USER}{1,128}:(?<secret>${PASSWORD})${HOST}`,
    keywords: ['://'],
    entropy: 2.5,
    evidence: 'context',
    severity: 'high',
    confidence: 'medium',
    examples: (sample) => [
      `https://deploy:${sample.alnum(19)}4@git.internal/repo.git`,
      `ftp://backup:w0${sample.letters(8)}@10.0.0.1`,
      `<a href="https://admin:${sample.letters(5)}%21${sample.letters(6)}@host/">`,
      `smtp://mailer:x${sample.letters(5)}9${sample.letters(2)}@smtp.internal:587`,
    ],
    counterExamples: (sample) => [
      'https://user:pass@host',
      'https://username:password@host/path',
      'https://user:PASSWORD@host',
      'https://user:${X}@host',
      'https://${USER}:${PASS}@host',
      'https://user:<password>@host',
      'https://user:%s@host',
      'https://{{user}}:{{password}}@host',
      'https://user:****@host',
      'https://user:$PASSWORD@host',
      'https://user:your-password-here@host',
      `http://localhost:8080/@${sample.alnum(12)}`,
      `https://registry.npmjs.org:443/@scope/pkg`,
      `ssh://git@github.com:22/owner/repo`,
      `https://user:${sample.alnum(3)}1@host`,
    ],
  },
];
