/** The contract of key slots, over all kinds: real ssh-agent, age, systemd-creds, keychain (gnome-keyring). */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { UserError } from '../../packages/core/src/errors.ts';
import { askAgent } from '../../packages/core/src/platform/ssh-agent.ts';
import { ByteReader, Damaged } from '../../packages/core/src/vault/bytes.ts';
import {
  decodeSlot,
  encodeSlot,
  openSlot,
  wrapKey,
  wrappingKey,
} from '../../packages/core/src/vault/slot.ts';
import { HELD_SLOTS, heldSlotType, slotType } from '../../packages/core/src/vault/slots/index.ts';
import type { SlotChoice } from '../../packages/core/src/vault/slots/slot-type.ts';
import { fakeTool } from './fake-tool.ts';
import { ageKeys, missing, realHome } from './real.ts';
import { privateKeyring } from './keyring.ts';

afterEach(() => void vi.unstubAllEnvs());

const vaultId = randomBytes(16);
const content = randomBytes(32);

interface Keeper {
  /** What is said when a slot is made. */
  readonly making?: SlotChoice;
  /** And when it is opened. */
  readonly opening?: SlotChoice;
  /** From now on it does not answer. */
  away(): SlotChoice | void;
  /** It is not even there. */
  gone?(): void;
}

function agent(keys = 1): { home: string; away(): void } {
  const home = realHome();
  const socket = path.join(home, 'agent');
  const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  vi.stubEnv('SSH_AUTH_SOCK', socket);
  for (let tries = 0; !fs.existsSync(socket) && tries < 100; tries++) spawnSync('sleep', ['0.05']);
  for (let number = 0; number < keys; number++) {
    const file = path.join(home, `key${number}`);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `number ${number}`, '-f', file]);
    execFileSync('ssh-add', ['-q', file], { stdio: 'ignore' });
  }
  return { home, away: () => void execFileSync('ssh-add', ['-q', '-D'], { stdio: 'ignore' }) };
}

const noKeyring = missing('secret-tool', 'gnome-keyring-daemon', 'dbus-daemon');
const noAgent = missing('ssh-agent', 'ssh-add', 'ssh-keygen');
const noCreds = missing('systemd-creds') || process.getuid?.() !== 0;
if (noCreds) process.stderr.write('skipped: systemd-creds: not installed, or not root\n');

const KEEPERS: Readonly<Record<string, { readonly skip: boolean; open(): Keeper | Promise<Keeper> }>> = {
  'ssh-agent': { skip: noAgent, open: () => agent() },
  age: {
    skip: false,
    async open() {
      const [own, other] = [await ageKeys(), await ageKeys()];
      return {
        making: { recipient: own.recipient },
        opening: { identity: own.identity },
        away: () => ({ identity: other.identity }),
      };
    },
  },
  'systemd-creds': {
    skip: noCreds,
    open: () => ({ away: () => void vi.stubEnv('PATH', '/nonexistent') }),
  },
  keychain: {
    skip: noKeyring,
    async open() {
      const keyring = await privateKeyring();
      return { away: () => keyring.lock(), gone: () => keyring.stop() };
    },
  },
};

test('every kind of slot has a keeper here, and a number and a name of its own', () => {
  const kinds = HELD_SLOTS.map(({ kind }) => kind);
  expect(kinds.filter((kind) => !Object.hasOwn(KEEPERS, kind))).toEqual([]);
  const all = ['passphrase', 'keyfile', ...kinds].map((kind) => slotType(kind)!);
  expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
  // what stands in vaults that are there
  const known = ['passphrase 1', 'keyfile 2', 'ssh-agent 3', 'age 4', 'systemd-creds 5', 'keychain 6'];
  expect(all.map(({ kind, code }) => `${kind} ${code}`).sort()).toEqual([...known].sort());
});

describe.each(Object.entries(KEEPERS))('%s', (kind, { skip, open }) => {
  test.skipIf(skip)('made, opened, changed, away', async () => {
    const keeper = await open();
    const type = heldSlotType(kind)!;
    const made = await type.create(keeper.making ?? {});
    const slot = wrapKey(kind, made, content, vaultId);
    const back = decodeSlot(new ByteReader(encodeSlot(slot)));
    expect(back).toEqual(slot);
    const secret = await type.read(back.parameters, keeper.opening ?? {});
    expect(openSlot(back, wrappingKey(secret, back), vaultId)).toEqual(content);
    if (type.readNow) expect(type.readNow(back.parameters)).toEqual(secret);
    expect(slot.parameters.includes(made.secret)).toBe(false);
    expect(type.describe(slot.parameters)).not.toContain(made.secret.toString('hex').slice(0, 8));
    // another vault's, and every byte changed: refused before or by the seal, never something else
    expect(() => openSlot(back, wrappingKey(secret, back), randomBytes(16))).toThrow(Damaged);
    const bytes = encodeSlot(slot);
    for (let at = 1; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(() => {
        const bad = decodeSlot(new ByteReader(changed));
        openSlot(bad, wrappingKey(secret, bad), vaultId);
      }, `byte ${at}`).toThrow(Damaged);
      expect(() => decodeSlot(new ByteReader(bytes.subarray(0, at)))).toThrow(Damaged);
    }
    // another slot of the same keeper has another secret
    const other = await type.create(keeper.making ?? {});
    expect(other.secret).not.toEqual(secret);
    type.forget?.(other.parameters);
    const choice = keeper.away();
    const started = Date.now();
    const tryIt = async (): Promise<Buffer> => type.read(back.parameters, choice ?? {});
    await expect(tryIt()).rejects.toThrow(UserError);
    keeper.gone?.();
    await expect(tryIt()).rejects.toThrow(UserError);
    expect(Date.now() - started).toBeLessThan(25_000);
  });
});

test.skipIf(noAgent)('ssh-agent: no key, several keys, a locked agent, none at all', async () => {
  const { home } = agent(2);
  const type = heldSlotType('ssh-agent')!;
  expect(() => type.create({})).toThrow('several');
  const listed = execFileSync('ssh-add', ['-l'], { encoding: 'utf8' }).split('\n')[1]!;
  const key = listed.split(' ')[1]!;
  const made = await type.create({ key });
  expect(type.describe(made.parameters)).toBe(key);
  // the tool that everybody has makes the same signature
  const salt = path.join(home, 'salt');
  fs.writeFileSync(salt, made.parameters.subarray(32));
  execFileSync(
    'ssh-keygen',
    ['-Y', 'sign', '-q', '-n', 'staunch-vault', '-f', path.join(home, 'key1'), salt],
    { stdio: 'ignore' },
  );
  const armoured = fs.readFileSync(`${salt}.sig`, 'latin1').split('\n').slice(1, -2).join('');
  expect(Buffer.from(armoured, 'base64').includes(made.secret)).toBe(true);
  expect(() => type.create({ key: 'SHA256:nothing' })).toThrow('no such key');
  execFileSync('ssh-add', ['-q', '-D'], { stdio: 'ignore' });
  expect(() => type.create({})).toThrow('no Ed25519 key');
  vi.stubEnv('SSH_AUTH_SOCK', '');
  expect(() => type.create({})).toThrow('SSH_AUTH_SOCK');
  vi.stubEnv('SSH_AUTH_SOCK', path.join(home, 'nowhere'));
  expect(() => type.create({})).toThrow('does not answer');
});

test('ssh-agent: one that hangs, closes, or answers what no agent does', async () => {
  const home = realHome();
  const socket = path.join(home, 's');
  vi.stubEnv('SSH_AUTH_SOCK', socket);
  const frame = (...bytes: number[]): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(bytes.length);
    return Buffer.concat([head, Buffer.from(bytes)]);
  };
  const answers: [Buffer | undefined, RegExp][] = [
    [undefined, /no answer within 0.3 seconds/],
    [Buffer.alloc(0), /does not answer/],
    [Buffer.from([0xff, 0xff, 0xff, 0xff, 1]), /does not answer/],
    [frame(99), /what no agent does/],
    [frame(12, 0xff, 0xff, 0xff, 0xff), /what no agent does/],
    [frame(12, 0, 0, 0, 1, 0, 0, 0, 200), /what no agent does/],
    [frame(12, 0, 0, 0, 0), /no Ed25519 key/],
  ];
  for (const [answer, words] of answers) {
    // in a process of its own: the question stops this one until it is answered
    const script = `const s=require('net').createServer(c=>{c.on('data',()=>{${answer ? `c.end(Buffer.from('${answer.toString('hex')}','hex'))` : ''}});c.on('error',()=>{})}).listen('${socket}')`;
    const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
    for (let tries = 0; !fs.existsSync(socket) && tries < 200; tries++)
      await new Promise((resolve) => setTimeout(resolve, 25));
    try {
      if (answer) expect(() => heldSlotType('ssh-agent')!.create({}), answer.toString('hex')).toThrow(words);
      else expect(() => askAgent(Buffer.of(11), 300)).toThrow(words);
    } finally {
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      fs.rmSync(socket, { force: true });
    }
  }
});

test('age: what is no recipient, and no identity', async () => {
  const type = heldSlotType('age')!;
  for (const recipient of [
    undefined,
    '',
    'age1',
    'ssh-ed25519 AAAA',
    'age1yubikey1qqqq',
    `age1${'q'.repeat(5000)}`,
  ]) {
    await expect((async () => type.create({ recipient }))(), recipient ?? 'none').rejects.toThrow(UserError);
  }
});

test('systemd-creds: users other than root ask for what is their own', async () => {
  // form: systemd-creds(1) of systemd 256, `--user`; the credential is the text turned over, in Base64
  const turned = `exec '${process.execPath}' -e "const b=require('fs').readFileSync(0);process.stdout.write`;
  const seal = `${turned}(Buffer.from(b.map((x)=>x^85)).toString('base64').replace(/.{70}/g,'$&\\n'))"`;
  const open = `${turned}(Buffer.from(Buffer.from(b.toString(),'base64').map((x)=>x^85)))"`;
  const script = (sign: string): string =>
    `case "$*" in\n'${sign}--name=staunch-vault encrypt - -') ${seal};;\n'${sign}--name=staunch-vault decrypt - -') ${open};;\n*) exit 1;;\nesac\n`;
  fakeTool('systemd-creds', () => script('--user '));
  const user = vi.spyOn(process, 'getuid').mockReturnValue(1000);
  onTestFinished(() => user.mockRestore());
  const type = heldSlotType('systemd-creds')!;
  const made = await type.create({});
  expect(made.secret).toHaveLength(32);
  expect(type.readNow!(made.parameters)).toEqual(made.secret);
  // systemd 252 knows no --user
  fakeTool('systemd-creds', () => script(''));
  expect(() => type.create({})).toThrow('cannot encrypt here');
  expect(() => type.readNow!(made.parameters)).toThrow('does not open it');
});
