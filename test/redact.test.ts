/** `staunch redact` as a user sees it. */
import { expect, test } from 'vitest';
import { staunch, temporaryDirectory, write } from './kit/command.ts';
import { githubToken } from './kit/secrets.ts';

const token = githubToken(21);
const MARK = '\\[REDACTED:github-pat:[0-9a-f]{6}\\]';

function redact(input: string, ...flags: string[]): ReturnType<typeof staunch> {
  const cwd = temporaryDirectory();
  write(cwd, { 'broken.toml': 'rules = 3\n' });
  return staunch(['redact', ...flags], { cwd, input });
}

test('text and JSON lines, with a count on standard error', () => {
  const { code, out, err } = redact(
    `say ${token} twice\r\n{"a": "${token}\\n", "n": 1.50}\n`,
    '--no-managed',
  );
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`^say ${MARK} twice\\r\\n\\{"a": "${MARK}\\\\n", "n": 1.50\\}\\n$`));
  expect(err).toBe('staunch: 2 values replaced\n');
  expect(redact(out, '--no-managed', '-q')).toMatchObject({ code: 0, out, err: '' });
});

test('without a vault it says so', () => {
  expect(redact('').err).toMatch(/no vault here.*\n.*0 values replaced\n$/);
});

test('any doubt ends in 2 and one line, with nothing written', () => {
  expect(redact(token, '--no-managed', '--no-patterns')).toMatchObject({ code: 2, out: '' });
  expect(redact(token, '--no-patterns')).toMatchObject({ code: 2, out: '' });
  expect(redact(token, '--config', 'none.toml')).toMatchObject({ code: 2, out: '' });
  const broken = redact(token, '--config', 'broken.toml');
  expect(broken).toMatchObject({ code: 2, out: '' });
  expect(broken.err).not.toContain(token);
});
