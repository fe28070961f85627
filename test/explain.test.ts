import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { staunch, temporaryDirectory, write } from './kit/command.ts';
import { githubToken } from './kit/secrets.ts';

const token = githubToken();

function explain(
  what: string,
  files: Readonly<Record<string, string>>,
): { code: number | null; out: string } {
  const cwd = temporaryDirectory();
  write(cwd, files);
  const { code, out, err } = staunch(['explain', what, '--no-managed'], { cwd });
  return { code, out: out + err };
}

test('what is reported: the rule, and how far it is believed', () => {
  const { code, out } = explain('a.txt:2', { 'a.txt': `\ntoken: ${token}\n` });
  expect(code).toBe(0);
  expect(out).toMatch(/rule {8}github-\S+: GitHub/);
  expect(out).toContain('It is reported.');
  expect(out).not.toContain(token.slice(4, 12));
});

test('what is not reported: the filter and its reason', () => {
  const { out } = explain('a.txt:1', { 'a.txt': 'password = "${DB_PASSWORD}x1"\n' });
  expect(out).toContain('dropped by  reference: the value names where the secret comes from');
});

test('what is silenced: the comment and the ignore', () => {
  expect(explain('a.txt:1', { 'a.txt': `token: ${token} # staunch:allow\n` }).out).toContain(
    'It is silenced by a comment',
  );
  const ignored = explain('a.txt:1', { 'a.txt': `token: ${token}\n`, '.staunchignore': 'a.txt\n' });
  expect(ignored.out).toContain('It is ignored: the path a.txt in .staunchignore');
});

test('what is not looked for: a rule that is switched off', () => {
  const off = '.staunch.toml';
  const { out } = explain('a.txt:1', { 'a.txt': `x ${token}\n`, [off]: 'disabled_rules = ["github-pat"]\n' });
  expect(out).toContain('It is not looked for: the rule is disabled.');
  expect(out).not.toContain('No rule matches');
});

test('a path that is ignored decides before the baseline, as in a scan', () => {
  const cwd = temporaryDirectory();
  write(cwd, { 'a.txt': `x ${token}\n`, 'deep/a.txt': `x ${token}\n` });
  staunch(['baseline', 'create', '--no-managed'], { cwd });
  write(cwd, { '.staunchignore': 'deep/**\n' });
  const { out } = staunch(['explain', 'deep/a.txt:1', '--no-managed'], { cwd });
  expect(out).toContain('It is ignored: the path deep/** in .staunchignore.');
});

test('what is a part of another finding says which one', () => {
  const hex = (from: string): string => createHash('sha256').update(from).digest('hex').slice(0, 32);
  const pair = `TWILIO_ACCOUNT_SID=AC${hex('a')}\nTWILIO_AUTH_TOKEN=${hex('b')}\n`;
  const { out } = explain('a.env:1', { 'a.env': pair });
  expect(out).toContain('It is told as a part of twilio-auth-token in line 2.');
  expect(out).not.toContain('It is not shown: it is believed less');
});

test('what nothing here opens is not said to be clean', () => {
  const cwd = temporaryDirectory();
  fs.writeFileSync(path.join(cwd, 'b.7z'), Buffer.from("7z\xbc\xaf'\x1cmore", 'latin1'));
  expect(staunch(['explain', 'b.7z:1', '--no-managed'], { cwd }).out).toContain(
    'b.7z was not looked into, or not as a whole: ',
  );
});

test('a directory is no file', () => {
  expect(explain('deep:1', { 'deep/a.txt': 'x' }).out).toContain('deep: a directory: name a file of it');
});

test('by fingerprint', () => {
  const cwd = temporaryDirectory();
  write(cwd, { 'deep/a.txt': `token: ${token}\n` });
  const { out } = staunch(['scan', '--no-managed', '--format', 'json'], { cwd });
  const [{ fingerprint }] = (JSON.parse(out) as { findings: [{ fingerprint: string }] }).findings;
  expect(staunch(['explain', fingerprint, '--no-managed'], { cwd }).out).toContain('deep/a.txt:1:');
});

test('in a member of an archive, as its path is reported, and in encoded text', () => {
  const cwd = temporaryDirectory();
  const line = `first\ntoken: ${token}\n`;
  const header = Buffer.alloc(512);
  header.write('in/b.txt', 0);
  header.write('0000644\0', 100);
  header.write(`${line.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write('0ustar\x0000', 156);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const body = Buffer.alloc(512);
  body.write(line);
  fs.writeFileSync(path.join(cwd, 'a.tar'), Buffer.concat([header, body, Buffer.alloc(1024)]));
  fs.writeFileSync(path.join(cwd, 'e.txt'), Buffer.from(line).toString('base64'));
  const of = (what: string): string => staunch(['explain', what, '--no-managed'], { cwd }).out;
  expect(of('a.tar!in/b.txt:2')).toMatch(/^a\.tar!in\/b\.txt:2:8[^]*It is reported\./m);
  expect(of('a.tar!in/b.txt:1')).toContain('No rule matches anything on this line');
  expect(of('e.txt:1')).toMatch(/found in {4}base64/);
  expect(staunch(['explain', 'a.tar!in/c.txt:2', '--no-managed'], { cwd }).out).toContain('No rule matches');
  expect(staunch(['explain', 'b.tar!in/c.txt:2', '--no-managed'], { cwd }).err).toContain('no such file');
});

test('a line with nothing, a file that is not there, and what is no place', () => {
  expect(explain('a.txt:1', { 'a.txt': 'nothing\n' }).out).toContain('No rule matches anything on this line');
  expect(explain('b.txt:1', {})).toEqual({ code: 2, out: 'staunch: b.txt: no such file\n' });
  expect(explain('something', {}).code).toBe(2);
  const past = { code: 2, out: 'staunch: a.txt has 2 lines: there is no line 3\n' };
  expect(explain('a.txt:3', { 'a.txt': 'nothing\nat all\n' })).toEqual(past);
  expect(explain('a.txt:3', { 'a.txt': 'nothing\nat all' })).toEqual(past);
  expect(explain('a.txt:0', { 'a.txt': 'nothing\n' }).out).toContain('lines are counted from 1');
});

test('--reveal is refused where it would be left out silently', () => {
  const cwd = temporaryDirectory();
  for (const format of ['json', 'jsonl', 'sarif']) {
    const { code, err } = staunch(['scan', '--reveal', '--format', format], { cwd });
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining(format) as string });
  }
});
