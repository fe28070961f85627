/**
 * What may go wrong at the other end, over all value providers, through the command line: it hangs, floods, colours, talks
 * on standard error, writes another encoding, another form, or half an answer. Each time: told, in bounded time, with no
 * piece of a value, and the vault is what it was, byte for byte.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { PROVIDERS } from '../../packages/core/src/vault/providers/index.ts';
import { temporaryDirectory } from '../kit/command.ts';
import { CONTRACTS, SECRETS, secret } from './contracts.ts';
import { answering, fakeTool } from './fake-tool.ts';
import { contentOf, expectNoPiece, expectRefused, run, vaultHere } from './in-process.ts';
import { hostileServer } from './vault-server.ts';

afterEach(() => void vi.unstubAllEnvs());

interface Target {
  readonly scheme: string;
  readonly program: string;
  /** May make files; called once in each test. */
  readonly address: () => string;
  readonly calls: (address: string) => Readonly<Record<string, string>>;
  readonly isRaw: boolean;
}

const [value] = SECRETS as [string];

const TARGETS: readonly Target[] = [
  ...CONTRACTS.map(({ scheme, program, address, calls, isRaw = false }) => ({
    scheme,
    program,
    address: () => address,
    calls: () => calls,
    isRaw,
  })),
  {
    scheme: 'pass',
    program: 'pass',
    address: () => {
      const store = temporaryDirectory();
      fs.writeFileSync(path.join(store, 'db.gpg'), 'x');
      vi.stubEnv('PASSWORD_STORE_DIR', store);
      return 'pass:';
    },
    calls: () => ({ 'show -- db': `${value}\n` }),
    isRaw: true,
  },
  {
    scheme: 'sops',
    program: 'sops',
    address: () => {
      const file = path.join(temporaryDirectory(), 'x.yaml');
      fs.writeFileSync(file, 'a: ENC\n');
      return `sops:${file}`;
    },
    calls: (address) => ({
      [`--decrypt --output-type json ${address.slice(5)}`]: JSON.stringify({ A: value }),
    }),
    isRaw: false,
  },
  {
    // an identity of a plugin: the program is asked
    scheme: 'age',
    program: 'age',
    address: () => {
      const directory = temporaryDirectory();
      fs.writeFileSync(path.join(directory, 'x.json.age'), 'age-encryption.org/v1\n');
      fs.writeFileSync(path.join(directory, 'id'), 'AGE-PLUGIN-TEST-1QQQ\n');
      return `age:${directory}/x.json.age?identity=${directory}/id`;
    },
    calls: (address) => {
      const [file, identity] = address.slice(4).split('?identity=') as [string, string];
      return { [`--decrypt --identity ${identity} -- ${file}`]: JSON.stringify({ A: value }) };
    },
    isRaw: false,
  },
];

test('every provider is tried here', () => {
  const tried = new Set([...TARGETS.map(({ scheme }) => scheme), 'file', 'vault']);
  expect(PROVIDERS.map(({ scheme }) => scheme).filter((scheme) => !tried.has(scheme))).toEqual([]);
});

/** A letter of Latin-1 inside of the first string. */
function latin1(text: string): Buffer {
  const at = text.indexOf('"') + 1 || 1;
  return Buffer.from(`${text.slice(0, at)}\u00e9${text.slice(at)}`, 'latin1');
}

const ANSWERS: readonly [string, (text: string) => Buffer][] = [
  ['colours', (text) => Buffer.from(`\u001b[31m${text}\u001b[0m`)],
  ['a cursor that moves', (text) => Buffer.from(`${text.slice(0, 4)}\u001b[2J\u001b[H${text.slice(4)}`)],
  ['UTF-16 with its mark', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 without', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16, big end first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['Latin-1', latin1],
];

const FORMS: readonly unknown[] = [
  [value],
  value,
  [[value]],
  7,
  null,
  [{ name: 5, id: value }],
  { items: value },
];

describe.each(TARGETS.map((target) => [`${target.scheme} (${target.program})`, target] as const))(
  '%s',
  (_, { scheme, program, address: place, calls: callsAt, isRaw }) => {
    test('bad answers', async () => {
      const data = vaultHere();
      const address = place();
      const calls = Object.entries(callsAt(address));
      const refused = async (what: string, script: (directory: string) => string): Promise<string> => {
        const fake = fakeTool(program, script);
        const err = await expectRefused(data, SECRETS, ['vault', 'import', address], what);
        expectNoPiece(SECRETS, ...contentOf(path.join(fake.directory, 'home')).values());
        return err;
      };
      const changed = (change: (text: string) => Buffer): ((directory: string) => string) =>
        answering(Object.fromEntries(calls.map(([args, text]) => [args, change(text)])));
      for (const [what, change] of ANSWERS) await refused(what, changed(change));
      expect(
        await refused('the value as an error', () => `echo '${value}' >&2; echo '${value}'; exit 3\n`),
      ).toMatch(/exit code 3/);
      if (!isRaw) {
        await refused(
          'half',
          changed((text) => Buffer.from(text.slice(0, -3))),
        );
        await refused('nothing', () => 'exit 0\n');
        for (const form of FORMS) {
          // where any object of names and values is right
          const isOpen = ['sops', 'age', 'doppler'].includes(scheme);
          if (isOpen && typeof form === 'object' && form && !Array.isArray(form)) continue;
          await refused(
            JSON.stringify(typeof form),
            changed(() => Buffer.from(JSON.stringify(form))),
          );
        }
      }
      const started = Date.now();
      expect(await refused('a flood', () => 'cat /dev/zero & exec cat /dev/zero\n')).toMatch(
        /more than 16 MiB/,
      );
      vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '1');
      const nap = `9${Math.floor(Math.random() * 1e6)}.5`;
      expect(await refused('a hang', () => `sleep ${nap} & sleep ${nap}\n`)).toMatch(
        /no answer within 1 second/,
      );
      expect(Date.now() - started).toBeLessThan(30_000);
      // a signal is not the end yet
      await vi.waitFor(() => expect(spawnSync('pgrep', ['-f', `^sleep ${nap}`]).status).toBe(1), 10_000);
    });

    test('a byte order mark before a good answer is no part of a value', async () => {
      const data = vaultHere();
      const address = place();
      const marked = Object.entries(callsAt(address)).map(([args, text]) => [args, `\ufeff${text}`]);
      fakeTool(program, answering(Object.fromEntries(marked) as Record<string, string>));
      const before = contentOf(data);
      const { code, err } = await run('vault', 'import', '--link', address);
      expectNoPiece(SECRETS, err);
      // a form that has no room for it may be refused, with nothing changed
      if (code === 2) expect(contentOf(data)).toEqual(before);
      else {
        const { out } = await run('vault', 'refresh', '--format', 'json');
        expect(out).toContain('"rotated":[]');
        fakeTool(program, answering(callsAt(address)));
        const { sources } = JSON.parse((await run('vault', 'refresh', '--format', 'json')).out) as {
          sources: { rotated: string[]; unchanged: string[] }[];
        };
        expect(sources[0]!.rotated).toEqual([]);
        expect(sources[0]!.unchanged.length).toBeGreaterThan(0);
      }
    });
  },
);

test('files: other encodings, colours, other forms, a pipe that nobody writes', async () => {
  const data = vaultHere();
  const directory = temporaryDirectory();
  const texts: Readonly<Record<string, string>> = {
    'x.env': `A=${value}\n`,
    'x.json': JSON.stringify({ A: value }),
    'x.yaml': `A: ${value}\n`,
    'x.toml': `A = "${value}"\n`,
  };
  for (const [name, text] of Object.entries(texts)) {
    const file = path.join(directory, name);
    const refused = async (content: Buffer | string, what: string): Promise<string> => {
      fs.writeFileSync(file, content);
      return expectRefused(data, SECRETS, ['vault', 'import', file], `${name}: ${what}`);
    };
    for (const [what, change] of ANSWERS) await refused(change(text), what);
    await refused(text.replace(value, `\u001b[31m${value}`), 'colours before the value');
    await refused(text.replace(value, `"${value}`), 'a quote too many');
    fs.writeFileSync(file, `\ufeff${text}`);
    expect((await run('vault', 'import', '--link', '--replace', file)).code).toBe(0);
    fs.writeFileSync(file, text);
    expect((await run('vault', 'refresh', '--format', 'json')).out).toContain('"unchanged":["A"]');
  }
  const large = path.join(directory, 'large.env');
  fs.writeFileSync(large, '');
  fs.truncateSync(large, 1 << 30);
  expect(await expectRefused(data, SECRETS, ['vault', 'import', large], 'a gigabyte')).toMatch(/larger than/);
  const pipe = path.join(directory, 'p.env');
  spawnSync('mkfifo', [pipe]);
  expect(await expectRefused(data, SECRETS, ['vault', 'import', pipe], 'a pipe')).toMatch(
    /not a regular file/,
  );
});

test('HashiCorp Vault: what a server may answer', async () => {
  const data = vaultHere();
  vi.stubEnv('VAULT_TOKEN', 'x');
  vi.stubEnv('VAULT_NAMESPACE', undefined);
  vi.stubEnv('VAULT_ADDR', undefined);
  const good: Readonly<Record<string, string>> = {
    '/v1/sys/internal/ui/mounts/kv/app': '{"data":{"path":"kv/","type":"kv","options":null}}',
    '/v1/kv/app': JSON.stringify({ data: { A: value } }),
  };
  const refused = async (what: string, answer: Parameters<typeof hostileServer>[0]): Promise<string> => {
    const server = await hostileServer(answer);
    return expectRefused(data, SECRETS, ['vault', 'import', `vault:${server}/kv/app`], what);
  };
  for (const [what, change] of ANSWERS) await refused(what, (ask, say) => say.end(change(good[ask.url!]!)));
  await refused('half', (ask, say) => say.end(good[ask.url!]!.slice(0, -3)));
  for (const form of FORMS) await refused('a form', (_, say) => say.end(JSON.stringify(form)));
  await refused('an error with the value', (_, say) => say.writeHead(500).end(value));
  await refused('a gigabyte', (_, say) => {
    const block = Buffer.alloc(1 << 20, value);
    const more = (): void => {
      while (say.write(block));
    };
    say.on('drain', more);
    more();
  });
  // folders of folders, for ever
  expect(
    await refused('folders for ever', (ask, say) => {
      if (ask.url!.includes('/mounts/')) say.end('{"data":{"path":"kv/","type":"kv"}}');
      else if (ask.url!.includes('list=true')) say.end('{"data":{"keys":["a/"]}}');
      else say.writeHead(404).end();
    }),
  ).toMatch(/more folders/);
  vi.stubEnv('STAUNCH_SOURCE_TIMEOUT', '1');
  expect(await refused('a hang', () => {})).toMatch(/within 1 second/);
});

test('what a tool could not write as text is named, and a link that cannot be read again is no rotation', async () => {
  const data = vaultHere();
  const args = 'secret list --output json --color no';
  const answer = (items: readonly object[]): void =>
    void fakeTool('bws', answering({ [args]: JSON.stringify(items) }));
  const [own, other] = [secret(), secret()];
  answer([
    { id: '1', key: 'A', value: own },
    { id: '2', key: 'B', value: other },
  ]);
  expect((await run('vault', 'import', '--link', 'bws:')).code).toBe(0);
  const before = contentOf(data);
  answer([
    { id: '1', key: 'A', value: own },
    { id: '2', key: 'B', value: `${other}\ufffd` },
  ]);
  const { code, err } = await run('vault', 'refresh');
  expect(code).toBe(2);
  expect(err).toMatch(/B was not read: it was no text/);
  expect(err).not.toMatch(/not at/);
  expectNoPiece([own, other], err);
  expect(contentOf(data)).toEqual(before);
  fakeTool('bws', () => `printf '%s' '[{"id":"1","key":"C","value":"\\ud800${own}"}]'\n`);
  const cut = await run('vault', 'import', 'bws:');
  expect(cut.code).toBe(2);
  expect(cut.err).toMatch(/C: left out/);
  expect(contentOf(data)).toEqual(before);
});

test('a link that is refused among others is neither rotated nor gone', async () => {
  const data = vaultHere();
  const { address, program, calls } = CONTRACTS.find(({ scheme }) => scheme === 'azure')!;
  const [[list, names], [get, answer]] = Object.entries(calls) as [[string, string], [string, string]];
  const [one] = JSON.parse(names) as [{ name: string }];
  const off = get.replace('db', 'off');
  const two = JSON.stringify([one, { ...one, name: 'off' }]);
  const other = JSON.stringify({ value: secret() });
  fakeTool(program, answering({ [list]: two, [get]: answer, [off]: other }));
  expect((await run('vault', 'import', '--link', address)).code).toBe(0);
  const before = contentOf(data);
  fakeTool(program, answering({ [list]: two, [get]: answer }));
  const { code, err } = await run('vault', 'refresh');
  expect(code).toBe(2);
  expect(err).toMatch(/my-vault\/off was not read: az failed \(exit code 64\)/);
  expect(err).toMatch(/0 values rotated, 1 unchanged/);
  expect(contentOf(data)).toEqual(before);
});

test('parts of what cannot be read again are not called gone', async () => {
  const data = vaultHere();
  const place = 'secretsmanager get-secret-value --secret-id=app --output json';
  const answer = (text: string): void =>
    void fakeTool('aws', answering({ [place]: JSON.stringify({ Name: 'app', SecretString: text }) }));
  const [own, other] = [secret(), secret()];
  answer(JSON.stringify({ A: own, B: other }));
  const linked = await run('vault', 'import', '--link', 'aws:app');
  expect(linked.code).toBe(0);
  expect(linked.err).toMatch(/linked to aws:app\n {2}staunch vault refresh reads it again\n/);
  const before = contentOf(data);
  answer(`{"A":"${own}","B":"${other}\ufffd`);
  const { code, err } = await run('vault', 'refresh');
  expect(code).toBe(2);
  expect(err).toMatch(/app\/A was not read: it was no text[^]*app\/B was not read: it was no text/);
  expect(err).not.toMatch(/not at/);
  expectNoPiece([own, other], err);
  expect(contentOf(data)).toEqual(before);
});
