/** What of a stored document is secret by itself, and what is not. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { partsOf } from './parts.ts';

const secret = (): string => randomBytes(18).toString('base64url').replace(/[-_]/g, 'x');
const parts = (value: string): string[] =>
  partsOf(Buffer.from(value))
    .slice(1)
    .map(({ text }) => text);

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
