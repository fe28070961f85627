/** Whole command lines as a user sees them: exit code, standard output, standard error. */
import { expect, test } from 'vitest';
import { staunch, temporaryDirectory, write } from './kit/command.ts';
import { githubToken, sampler } from './kit/secrets.ts';

const token = githubToken();

/** What differs from run to run. */
function steady(text: string): string {
  return text
    .replace(/\d+\.\d+ s\b|\d+ ms\b/g, 'TIME')
    .replace(/"ms":\d+/g, '"ms":0')
    .replace(/sf1:[0-9a-f]{24}/g, 'sf1:PRINT');
}

function snapshot(args: readonly string[], files: Readonly<Record<string, string>> = {}, input = ''): string {
  const directory = temporaryDirectory();
  write(directory, files);
  const { code, out, err } = staunch(args, { cwd: directory, input });
  return steady(`exit ${code}\n--- stdout\n${out}--- stderr\n${err}`);
}

const leaky = {
  'src/config.ts': `// settings\nexport const token = "${token}";\nexport const same = "${token}"; // staunch:allow -- a test\n`,
  'notes/keys.md': `old: \`${token.slice(0, -1)}\`\n`,
};

test('help', () => {
  expect(snapshot(['--help'])).toMatchSnapshot();
  expect(snapshot(['scan', '--help'])).toMatchSnapshot();
  expect(snapshot(['help', 'hooks'])).toMatchSnapshot();
});

test('version', () => {
  expect(snapshot(['--version'])).toMatch(/^exit 0\n--- stdout\nstaunch \d+\.\d+\.\d+\n--- stderr\n$/);
});

test('a clean directory', () => {
  expect(snapshot(['scan'], { 'a.txt': 'nothing here\n' })).toMatchSnapshot();
});

test('an empty directory says that nothing was scanned', () => {
  expect(snapshot(['scan'])).toMatchSnapshot();
});

test.each(['text', 'json', 'jsonl', 'gitleaks', 'sarif'])('a leak, as %s', (format) => {
  expect(snapshot(['scan', '--no-managed', '--format', format], leaky)).toMatchSnapshot();
});

test('several paths, one of them twice', () => {
  expect(snapshot(['scan', '--no-managed', '-q', 'src/config.ts', 'src'], leaky)).toMatchSnapshot();
});

test('standard input', () => {
  expect(snapshot(['scan', '--no-managed', '-'], {}, `x\nkey: ${token}\n`)).toMatchSnapshot();
});

test('silenced findings with --verbose, and another exit code', () => {
  const files = {
    ...leaky,
    '.staunchignore': 'notes/\n',
    '.staunch.toml': '[[allow]]\npaths = ["src/*"]\nreason = "r"\n',
  };
  expect(snapshot(['scan', '--no-managed', '--verbose'], files)).toMatchSnapshot();
  expect(snapshot(['scan', '--no-managed', '-q', '--exit-code', '7', 'src'], leaky)).toMatch(/^exit 7\n/);
});

test('too large a file is named', () => {
  expect(snapshot(['scan', '--no-managed', '--max-size', '10'], leaky)).toMatchSnapshot();
});

test("a project's own rule, and a disabled one", () => {
  const secret = sampler(3).lower(32);
  const files = {
    'a.txt': `acme_${secret}\n${token}\n`,
    '.staunch.toml': [
      'disabled_rules = ["github-pat"]',
      '[[rules]]',
      'id = "acme-key"',
      'title = "Acme API key"',
      String.raw`pattern = 'acme_(?P<secret>[a-z0-9]{32})'`,
      'keywords = ["acme_"]',
    ].join('\n'),
  };
  const text = snapshot(['scan', '--no-managed'], files);
  expect(text).toMatchSnapshot();
  expect(text).not.toContain(secret);
});

test('rules show and check', () => {
  expect(snapshot(['rules', 'show', 'github-pat'])).toMatchSnapshot();
  expect(snapshot(['rules', 'show', 'github-pta'])).toMatchSnapshot();
  expect(snapshot(['rules', 'check'])).toMatch(/^exit 0\n--- stdout\n\d+ rules prove themselves\n/);
  expect(snapshot(['rules', 'list'])).toMatch(/^github-pat +high +critical +GitHub personal access token$/m);
});

test('the nearest command and flag', () => {
  expect(snapshot(['scna'])).toMatchSnapshot();
  expect(snapshot(['scan', '--min-confidense', 'low'])).toMatchSnapshot();
});
