/** What of a stored document is secret by itself, and what is not. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { partsOf } from './parts.ts';

const secret = (): string => randomBytes(18).toString('base64url').replace(/[-_]/g, 'x');
const parts = (value: string): string[] =>
  partsOf(Buffer.from(value))
    .slice(1)
    .map(({ text }) => text);

const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PEM = key.export({ type: 'pkcs8', format: 'pem' }) as string;

test('the password of a URL, as it is written and as it is meant', () => {
  const password = secret();
  expect(parts(`postgres://app:${password}@db.example.com:5432/app?sslmode=require`)).toEqual([password]);
  expect(parts(`amqp://app:a%40${password}@mq.example.com/`)).toEqual([`a%40${password}`, `a@${password}`]);
  expect(parts('https://example.com/docs/index.html')).toEqual([]);
});

test('a short password of a URL too', () => {
  expect(parts('mysql://root:hunter2@db/app')).toEqual(['hunter2']); // staunch:allow
  expect(partsOf(Buffer.from('mysql://root:hunter2@db/app'))[0]!.strength.policy).toBe('weak'); // staunch:allow
});

test('the right-hand sides of a dotenv file, and the lines that hold them', () => {
  const [a, b] = [secret(), secret()];
  const found = parts(
    `NODE_ENV=production\nPORT=3000\nTOKEN=${a}\nCACHE_URL=redis://:${b}@cache.internal:6379/1\n`,
  );
  expect(found).toContain(a);
  expect(found).toContain(b);
  expect(found).toContain(`TOKEN=${a}`);
  expect(found.some((text) => /production|3000$/.test(text))).toBe(false);
});

test.each<[string, (value: string) => string]>([
  ['.npmrc', (value) => `//registry.example.com/:_authToken=${value}`],
  ['INI', (value) => `[default]\naws_secret_access_key = ${value}\nregion = eu-central-1`],
  ['netrc', (value) => `machine example.com login me password ${value}`],
  ['pgpass', (value) => `db.example.com:5432:app:app:${value}`],
  ['JDBC', (value) => `jdbc:sqlserver://db.example.com;user=app;password=${value};encrypt=true`],
  [
    'a connection string',
    (value) =>
      `DefaultEndpointsProtocol=https;AccountName=app;AccountKey=${value};EndpointSuffix=core.example.net`,
  ],
  [
    'kubeconfig',
    (value) => `apiVersion: v1\nkind: Config\nusers:\n- name: admin\n  user:\n    token: ${value}\n`,
  ],
  [
    'JSON',
    (value) =>
      JSON.stringify({
        type: 'x',
        nested: { apiKey: value },
        token_uri: 'https://oauth2.googleapis.com/token',
      }),
  ],
  [
    'docker auth',
    (value) =>
      JSON.stringify({
        auths: { 'registry.example.com': { auth: Buffer.from(`me:${value}`).toString('base64') } },
      }),
  ],
  ['a webhook', (value) => `https://hooks.example.com/services/T0AB12CD3/B0EF45GH6/${value}`],
  ['an assignment', (value) => `export API_KEY="${value}"`],
  ['.git-credentials', (value) => `https://me:${value}@git.example.com\nhttps://you:x@git.example.org\n`],
  ['a comment behind it', (value) => `HOST=db\nDB_PW=${value} # of the old one\nPORT=1\n`],
  ['a comment behind quotes', (value) => `HOST=db\nDB_PW='${value}' ; of the old one\nPORT=1\n`],
  ['a key in the same file', (value) => `TLS="${PEM}"\nDB_PW=${value}\n`],
  ['a document a line', (value) => `{"a":1}\n{"password":"${value}"}\n`],
  ['XML', (value) => `<settings><server><id>a</id><password>${value}</password></server></settings>`],
  [
    'XML attributes',
    (value) =>
      `<configuration>\n  <add name="x" connectionString="Server=db;Password=${value};" />\n</configuration>`,
  ],
  ['a header', (value) => `Authorization: Bearer ${value}`],
  ['a header of JSON', (value) => JSON.stringify({ headers: { Authorization: `Bearer ${value}` } })],
  ['basic authentication', (value) => `Basic ${Buffer.from(`me:${value}`).toString('base64')}`],
  ['a command', (value) => `curl -u me:${value.slice(0, 12)} https://example.com # ${value}`],
  ['PHP', (value) => `define('DB_PASSWORD', '${value}');`],
  ['an array of PHP', (value) => `<?php return ['db' => ['password' => '${value}', 'host' => 'x']];`],
  ['SQL', (value) => `ALTER USER app WITH PASSWORD '${value}';`],
  ['a batch file', (value) => `set DB_PASS=${value}`],
  ['PowerShell', (value) => `$env:DB_PASS = "${value}"`],
  ['Oracle', (value) => `jdbc:oracle:thin:scott/${value}@//db:1521/app`],
  ['user:password', (value) => `deploy:${value}`],
])('%s', (_, document) => {
  const value = secret();
  expect(parts(document(value))).toContain(value);
});

test('public fields of a service account are no parts', () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const found = parts(
    JSON.stringify({
      type: 'service_account',
      project_id: 'marble-window-1234',
      private_key_id: randomBytes(20).toString('hex'),
      private_key: pem,
      client_email: 'sa@marble-window-1234.iam.gserviceaccount.com',
      auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
      client_x509_cert_url:
        'https://www.googleapis.com/robot/v1/metadata/x509/sa%40marble-window-1234.iam.gserviceaccount.com',
    }),
  );
  expect(found.some((text) => /googleapis|gserviceaccount|marble-window-1234$/.test(text))).toBe(false);
  // the key as it is, and its body on one line
  const body = pem.replace(/-----.*-----|\s/g, '');
  expect(found).toContain(body);
  expect(found).toContain(pem.trim());
});

test('a short password of a command or a statement', () => {
  const short = secret().slice(0, 9);
  expect(parts(`curl -u me:${short} https://example.com/api`)).toContain(short);
  expect(parts(`create user app identified by '${short}'`)).toContain(short);
});

test('a public key, and a password that holds blanks, have no parts', () => {
  expect(parts(`ssh-rsa AAAA${randomBytes(270).toString('base64')} me@example.com`)).toEqual([]);
  const words = Array.from({ length: 5 }, () => secret().slice(0, 7)).join(' ');
  expect(parts(words)).toEqual([]);
  const symbols = `${secret().slice(0, 12)}(${secret().slice(0, 12)})`;
  expect(parts(symbols)).toEqual([]);
});
