/**
 * What each value provider is held to: an address, what the tool or server answers, and what must come of it. The
 * answers have the form that `form` names, with its version; the values are made for each run.
 */
import { randomBytes } from 'node:crypto';

export interface Contract {
  readonly scheme: string;
  /** The program that is played; undefined where the provider runs none. */
  readonly program: string;
  /** Where the form of calls and answers was taken from, with the version. */
  readonly form: string;
  readonly address: string;
  /** Arguments, joined by a space, to the answer. */
  readonly calls: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly names: readonly string[];
  /** The answer is a value as it stands: nothing tells another form of it. */
  readonly isRaw?: true;
}

export function secret(): string {
  return randomBytes(18).toString('base64url');
}

const [a, b, c] = [secret(), secret(), secret()];
export const SECRETS: readonly string[] = [a, b, c];
const base64 = (text: string): string => Buffer.from(text).toString('base64');

export const CONTRACTS: readonly Contract[] = [
  {
    scheme: 'op',
    program: 'op',
    form: '1Password CLI 2.30 reference: item list, item get --reveal',
    address: 'op://Dev',
    calls: {
      'item list --vault Dev --format json': JSON.stringify([
        {
          id: 'aaaaaaaaaaaaaaaaaaaaaaaaaa',
          title: 'Database',
          vault: { id: 'v', name: 'Dev' },
          category: 'LOGIN',
        },
        {
          id: 'bbbbbbbbbbbbbbbbbbbbbbbbbb',
          title: 'Notes',
          vault: { id: 'v', name: 'Dev' },
          category: 'SECURE_NOTE',
        },
      ]),
      'item get aaaaaaaaaaaaaaaaaaaaaaaaaa --vault Dev --format json --reveal': JSON.stringify({
        id: 'aaaaaaaaaaaaaaaaaaaaaaaaaa',
        title: 'Database',
        fields: [
          { id: 'username', type: 'STRING', purpose: 'USERNAME', label: 'username', value: 'admin' },
          { id: 'password', type: 'CONCEALED', purpose: 'PASSWORD', label: 'password', value: a },
          { id: 'x1', type: 'STRING', label: 'API token', value: b, section: { id: 's', label: 'Extra' } },
          { id: 'x2', type: 'CONCEALED', label: 'unset' },
        ],
      }),
      'item get bbbbbbbbbbbbbbbbbbbbbbbbbb --vault Dev --format json --reveal': JSON.stringify({
        id: 'bbbbbbbbbbbbbbbbbbbbbbbbbb',
        title: 'Notes',
        fields: [{ id: 'notesPlain', type: 'STRING', purpose: 'NOTES', label: 'notesPlain', value: c }],
      }),
    },
    values: { 'Dev/Database/password': a, 'Dev/Database/Extra/API token': b, 'Dev/Notes/notesPlain': c },
    names: ['Dev/Database', 'Dev/Notes'],
  },
  {
    scheme: 'op',
    program: 'op',
    form: '1Password CLI 2.30 reference: read',
    address: 'op://Dev/Database/password',
    calls: { 'read --no-newline op://Dev/Database/password': a },
    values: { 'Dev/Database/password': a },
    names: ['Dev/Database/password'],
    isRaw: true,
  },
  {
    scheme: 'doppler',
    program: 'doppler',
    form: 'Doppler CLI 3.75 reference: secrets download',
    address: 'doppler:shop/prd',
    calls: {
      'secrets download --no-file --no-fallback --format json --project shop --config prd': JSON.stringify({
        DOPPLER_CONFIG: 'prd',
        DOPPLER_ENVIRONMENT: 'prd',
        DOPPLER_PROJECT: 'shop',
        DB_PASSWORD: a,
        API_KEY: b,
      }),
    },
    values: { 'shop/prd/DB_PASSWORD': a, 'shop/prd/API_KEY': b },
    names: ['shop/prd/DB_PASSWORD', 'shop/prd/API_KEY'],
  },
  {
    scheme: 'infisical',
    program: 'infisical',
    form: 'Infisical CLI, github.com/Infisical/cli packages/cmd/export.go at commit db544c289dcd: export --format json',
    address: 'infisical:11111111-2222-3333-4444-555555555555/prod/web',
    calls: {
      'export --format json --projectId 11111111-2222-3333-4444-555555555555 --env prod --path /web --silent':
        JSON.stringify([
          { key: 'DB_PASSWORD', workspace: 'w', value: a, type: 'shared' },
          { key: 'API_KEY', workspace: 'w', value: b, type: 'personal' },
        ]),
    },
    values: { 'prod/web/DB_PASSWORD': a, 'prod/web/API_KEY': b },
    names: ['prod/web/DB_PASSWORD', 'prod/web/API_KEY'],
  },
  {
    scheme: 'bws',
    program: 'bws',
    form: 'bws 2.1.0: secret list --output json',
    address: 'bws:e325ea69-a3ab-4dff-836f-b02e013fe530',
    calls: {
      'secret list e325ea69-a3ab-4dff-836f-b02e013fe530 --output json --color no': JSON.stringify([
        {
          object: 'secret',
          id: 'id-1',
          organizationId: 'o',
          projectId: 'p',
          key: 'DB_PASSWORD',
          value: a,
          note: '',
        },
        {
          object: 'secret',
          id: 'id-2',
          organizationId: 'o',
          projectId: 'p',
          key: 'TWICE',
          value: b,
          note: '',
        },
        {
          object: 'secret',
          id: 'id-3',
          organizationId: 'o',
          projectId: 'p',
          key: 'TWICE',
          value: c,
          note: '',
        },
      ]),
    },
    values: { DB_PASSWORD: a, 'id-2/TWICE': b, 'id-3/TWICE': c },
    names: ['DB_PASSWORD', 'id-2/TWICE', 'id-3/TWICE'],
  },
  {
    scheme: 'aws',
    program: 'aws',
    form: 'AWS CLI 1.45.11 reference: secretsmanager list-secrets, get-secret-value',
    address: 'aws:?profile=dev&region=eu-west-1',
    calls: {
      'secretsmanager list-secrets --output json --profile=dev --region=eu-west-1': JSON.stringify({
        SecretList: [{ Name: 'prod/db', ARN: 'arn:x' }, { Name: 'plain' }, { Name: 'bytes' }],
      }),
      'secretsmanager get-secret-value --secret-id=prod/db --output json --profile=dev --region=eu-west-1':
        JSON.stringify({ Name: 'prod/db', SecretString: JSON.stringify({ username: 'admin', password: a }) }),
      'secretsmanager get-secret-value --secret-id=plain --output json --profile=dev --region=eu-west-1':
        JSON.stringify({ Name: 'plain', SecretString: b }),
      'secretsmanager get-secret-value --secret-id=bytes --output json --profile=dev --region=eu-west-1':
        JSON.stringify({ Name: 'bytes', SecretBinary: base64(c) }),
    },
    values: { 'prod/db/username': 'admin', 'prod/db/password': a, plain: b, bytes: c },
    names: ['prod/db', 'plain', 'bytes'],
  },
  {
    scheme: 'aws-ssm',
    program: 'aws',
    form: 'AWS CLI 1.45.11 reference: ssm get-parameters-by-path',
    address: 'aws-ssm:/prod',
    calls: {
      'ssm get-parameters-by-path --path=/prod --recursive --with-decryption --output json': JSON.stringify({
        Parameters: [
          { Name: '/prod/db', Type: 'SecureString', Value: a },
          { Name: '/prod/region', Type: 'String', Value: 'eu-west-1' },
        ],
      }),
    },
    values: { '/prod/db': a },
    names: ['/prod/db'],
  },
  {
    scheme: 'gcp',
    program: 'gcloud',
    form: 'Google Cloud SDK 528.0.0 reference: secrets list, secrets versions access',
    address: 'gcp:my-project',
    calls: {
      'secrets list --project=my-project --format=json': JSON.stringify([
        { name: 'projects/123/secrets/db', replication: { automatic: {} } },
      ]),
      'secrets versions access latest --secret=db --project=my-project --format=get(payload.data)': `${Buffer.from(a).toString('base64url')}\n`,
    },
    values: { 'my-project/db': a },
    names: ['my-project/db'],
  },
  {
    scheme: 'azure',
    program: 'az',
    form: 'Azure CLI 2.70 reference: keyvault secret list, keyvault secret show',
    address: 'azure:my-vault',
    calls: {
      'keyvault secret list --vault-name=my-vault --output=json': JSON.stringify([
        { id: 'https://my-vault.vault.azure.net/secrets/db', name: 'db', contentType: null, managed: null },
      ]),
      'keyvault secret show --vault-name=my-vault --name=db --output=json': JSON.stringify({
        id: 'https://my-vault.vault.azure.net/secrets/db/1',
        name: 'db',
        value: a,
      }),
    },
    values: { 'my-vault/db': a },
    names: ['my-vault/db'],
  },
  {
    scheme: 'kubernetes',
    program: 'kubectl',
    form: 'kubectl 1.32.4 and Secret v1 of the Kubernetes API: get secrets --output=json',
    address: 'kubernetes:prod?context=main',
    calls: {
      'get secrets --namespace=prod --context=main --output=json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          {
            kind: 'Secret',
            metadata: { name: 'db' },
            type: 'Opaque',
            data: { user: base64('admin'), password: base64(a) },
          },
          { kind: 'Secret', metadata: { name: 'empty' }, type: 'Opaque' },
        ],
      }),
    },
    values: { 'prod/db/user': 'admin', 'prod/db/password': a },
    names: ['prod/db/user', 'prod/db/password'],
  },
  {
    scheme: 'gh',
    program: 'gh',
    form: 'gh 2.46 manual page: auth token',
    address: 'gh:?user=octo',
    calls: { 'auth token --hostname github.com --user octo': `${a}\n` },
    values: { 'gh/github.com/octo/token': a },
    names: ['gh/github.com/octo/token'],
    isRaw: true,
  },
  {
    scheme: 'keychain',
    program: 'security',
    form: 'security(1) of macOS 14: find-generic-password -w',
    address: 'keychain:my-service/me',
    calls: { 'find-generic-password -s my-service -a me -w': `${a}\n` },
    values: { 'my-service/me': a },
    names: ['my-service/me'],
    isRaw: true,
  },
  {
    scheme: 'libsecret',
    program: 'secret-tool',
    form: 'secret-tool of libsecret 0.20.5, as it was seen with gnome-keyring 42.1',
    address: 'libsecret:service=foo',
    calls: {
      'search --all --unlock service foo': [
        `[/1]\nlabel = First\nsecret = ${a}\ncreated = 2026-01-02 03:04:05\nmodified = 2026-01-02 03:04:05\n`,
        `[/2]\nlabel = Second\nsecret = two\nlines ${b}\n\ncreated = 2026-01-02 03:04:05\nmodified = 2026-01-02 03:04:05\n`,
      ].join(''),
    },
    values: { First: a, Second: `two\nlines ${b}\n` },
    names: ['First', 'Second'],
  },
];
