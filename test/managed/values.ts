/** Values of many kinds as vaults hold them, made at run time from a seed: none stands in the repository. */
import { generateKeyPairSync } from 'node:crypto';

/** Numbers from a seed. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  /** From 0 up to but not including `end`. */
  below(end: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  }

  pick<T>(from: ArrayLike<T>): T {
    return from[this.below(from.length)]!;
  }

  text(alphabet: string, length: number): string {
    const chars = [...alphabet];
    return Array.from({ length }, () => this.pick(chars)).join('');
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }
}

export interface Value {
  readonly name: string;
  readonly kind: string;
  readonly bytes: Buffer;
  /** What of it is a secret by itself. */
  readonly parts: readonly string[];
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const BASE62 = LOWER + LOWER.toUpperCase() + DIGITS;
const SYMBOLS = `!#$%&()*+,-./:;<=>?@[]^_{|}~`;

const hex = (random: Random, length: number): string => random.text('0123456789abcdef', length);

function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-');
}

function jwt(random: Random): string {
  const part = (of: unknown): string => Buffer.from(JSON.stringify(of)).toString('base64url');
  const claims = { sub: random.text(DIGITS, 10), name: random.text(LOWER, 8), iat: 1_700_000_000 };
  return [part({ alg: 'HS256', typ: 'JWT' }), part(claims), random.bytes(32).toString('base64url')].join('.');
}

function pem(label: string, body: Buffer): string {
  const lines = body.toString('base64').match(/.{1,70}/g)!;
  const rule = '-'.repeat(5);
  return [`${rule}BEGIN ${label}${rule}`, ...lines, `${rule}END ${label}${rule}`, ''].join('\n');
}

let madeKeys: Readonly<Record<'rsa' | 'ec' | 'openssh' | 'pkcs8', string>> | undefined;

function keys(): NonNullable<typeof madeKeys> {
  if (madeKeys) return madeKeys;
  // PKCS 8 wraps what PKCS 1 is: of one pair each would be found in the other
  const [rsa, another] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const ed = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  madeKeys = {
    rsa: rsa!.export({ format: 'pem', type: 'pkcs1' }).toString(),
    pkcs8: another!.export({ format: 'pem', type: 'pkcs8' }).toString(),
    ec: ec.export({ format: 'pem', type: 'sec1' }).toString(),
    openssh: openssh(Buffer.from(ed.x!, 'base64url'), Buffer.from(ed.d!, 'base64url')),
  };
  return madeKeys;
}

function openssh(open: Buffer, secret: Buffer): string {
  const uint = (number: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(number);
    return bytes;
  };
  const field = (of: string | Buffer): Buffer => Buffer.concat([uint(of.length), Buffer.from(of)]);
  const shown = Buffer.concat([field('ssh-ed25519'), field(open)]);
  const hidden = Buffer.concat([
    uint(0x1234_5678),
    uint(0x1234_5678),
    shown,
    field(Buffer.concat([secret, open])),
    field('me@here'),
  ]);
  const padding = Buffer.from(Array.from({ length: (8 - (hidden.length % 8)) % 8 }, (_, at) => at + 1));
  const body = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    field('none'),
    field('none'),
    field(''),
    uint(1),
    field(shown),
    field(Buffer.concat([hidden, padding])),
  ]);
  return pem('OPENSSH PRIVATE KEY', body);
}

/** A value without parts, or with the secret parts of it. */
type Made = string | { readonly text: string; readonly parts: readonly string[] };

/** A letter first and last, so that it does not change where white space or quotes are trimmed. */
function password(random: Random, symbols: string, length: number): string {
  const inner = random.text(BASE62 + symbols, length - 5);
  return random.text(LOWER, 1) + inner + random.text(symbols, 3) + random.text(BASE62, 1);
}

function url(random: Random, scheme: string, host: string): Made {
  const secret = random.text(BASE62, 24);
  return { text: `${scheme}://app:${secret}@${host}`, parts: [secret] };
}

const MAKERS: Readonly<Record<string, readonly [times: number, make: (random: Random) => Made]>> = {
  hex32: [3, (random) => hex(random, 32)],
  hex40: [2, (random) => hex(random, 40)],
  hex64: [2, (random) => hex(random, 64)],
  'hex32 upper': [1, (random) => hex(random, 32).toUpperCase()],
  'base62 of 20': [3, (random) => random.text(BASE62, 20)],
  'base62 of 32': [3, (random) => random.text(BASE62, 32)],
  'base62 of 40': [3, (random) => random.text(BASE62, 40)],
  'base64 of 24': [3, (random) => random.bytes(24).toString('base64')],
  'base64 of 32': [3, (random) => random.bytes(32).toString('base64')],
  'base64url of 24': [2, (random) => random.bytes(24).toString('base64url')],
  'base64url of 32': [2, (random) => random.bytes(32).toString('base64url')],
  uuid: [2, uuid],
  'password with symbols': [4, (random) => password(random, SYMBOLS, 22)],
  'password with quotes': [2, (random) => password(random, `'"\`\\$`, 22)],
  'password with spaces': [2, (random) => random.text(BASE62, 9) + ' ' + random.text(BASE62, 12)],
  'password with unicode': [2, (random) => password(random, 'äßéçñжшю', 22)],
  'postgres url': [1, (random) => url(random, 'postgres', 'db.example.com:5432/app')],
  'redis url': [1, (random) => url(random, 'redis', 'cache.example.com:6379/0')],
  'mongodb url': [1, (random) => url(random, 'mongodb+srv', 'cluster0.example.net/app?w=majority')],
  'amqp url': [1, (random) => url(random, 'amqp', 'mq.example.com:5672/vhost')],
  jwt: [2, jwt],
  'pem rsa': [1, () => keys().rsa],
  'pem ec': [1, () => keys().ec],
  'pem openssh': [1, () => keys().openssh],
  'service account': [
    1,
    (random) => {
      const document = {
        type: 'service_account',
        project_id: 'example',
        private_key_id: hex(random, 40),
        private_key: keys().pkcs8,
        client_email: 'robot@example.iam.gserviceaccount.com',
        token_uri: 'https://oauth2.googleapis.com/token',
      };
      return { text: JSON.stringify(document, undefined, 2), parts: [document.private_key] };
    },
  ],
  'env block': [
    1,
    (random) => {
      const [one, two] = [random.text(BASE62, 32), hex(random, 48)];
      return { text: `HOST=localhost\nDB_PASSWORD=${one}\nAPI_SECRET="${two}"\n`, parts: [one, two] };
    },
  ],
  npmrc: [
    1,
    (random) => {
      const secret = random.text(BASE62, 36);
      return { text: `//registry.example.com/:_authToken=${secret}`, parts: [secret] };
    },
  ],
  kubeconfig: [
    1,
    (random) => {
      const secret = random.text(BASE62, 40);
      const lines = [
        'apiVersion: v1',
        'kind: Config',
        'users:',
        '- name: admin',
        '  user:',
        `    token: ${secret}`,
      ];
      return { text: lines.join('\n'), parts: [secret] };
    },
  ],
  webhook: [
    1,
    (random) => `https://hooks.example.com/services/${random.text(BASE62, 9)}/${random.text(BASE62, 24)}`,
  ],
  'prefixed github': [1, (random) => ['gh', 'p_', random.text(BASE62, 36)].join('')],
  'prefixed stripe': [1, (random) => ['sk', '_li', 've_', random.text(BASE62, 24)].join('')],
  'prefixed openai': [1, (random) => ['sk', '-pr', 'oj-', random.text(BASE62, 48)].join('')],
  'prefixed slack': [
    1,
    (random) => [['xo', 'xb'].join(''), random.text(DIGITS, 12), random.text(BASE62, 24)].join('-'),
  ],
  'multi-line': [2, (random) => Array.from({ length: 4 }, () => random.text(BASE62, 30)).join('\n')],
  'blob of 6 KB': [1, (random) => random.bytes(4608).toString('base64')],
  medium: [6, (random) => random.text(BASE62, 9 + random.below(6))],
};

export const MEDIUM = 'medium';

/** The same ones for the same seed, but for the private keys. */
export function makeValues(seed: number): readonly Value[] {
  const random = new Random(seed);
  const values: Value[] = [];
  for (const [kind, [times, make]] of Object.entries(MAKERS)) {
    for (let n = 0; n < times; n++) {
      const made = make(random);
      const { text, parts } = typeof made === 'string' ? { text: made, parts: [] } : made;
      values.push({ name: `ITEM_${values.length}`, kind, bytes: Buffer.from(text), parts });
    }
  }
  return values;
}
