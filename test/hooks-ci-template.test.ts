/** What `staunch hooks install --print` prints: valid YAML whose script asks for the right range, as git has it. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ciTemplate, type CiService } from '@staunch/hooks';
import { EXECUTABLE, ROOT, staunch, type Ran } from './kit/command.ts';
import { LINE, SECRET } from './kit/installer.ts';
import { openRepository, type Repository } from './kit/repository.ts';

const { parse } = createRequire(path.join(ROOT, 'packages/hooks/package.json'))('yaml') as {
  parse: (text: string) => any;
};

interface Push {
  readonly before: string;
  readonly head: string;
}

/** The script of a template, with the environment that its service gives it after a push. */
function script(
  service: CiService,
  { before, head }: Push,
  annotations: boolean,
): { text: string; env: Record<string, string> } {
  const template = parse(ciTemplate(service, { version: '1.2.3', annotations }));
  if (service === 'gitlab')
    return {
      text: template.staunch.script.join('\n'),
      env: { CI_COMMIT_BEFORE_SHA: before, CI_COMMIT_SHA: head },
    };
  const { steps } = template.jobs.secrets;
  expect(steps[0].with['fetch-depth']).toBe(0);
  expect(template.permissions).toEqual({ contents: 'read' });
  return { text: steps.at(-1).run, env: { base: before, head } };
}

/** Runs the script of a template in a shell as the services start it, with an npx that does `body`. */
function runScript(
  repository: Repository,
  service: CiService,
  push: Push,
  body: string,
  annotations: boolean,
): Ran {
  const bin = path.join(repository.root, 'bin');
  repository.script(path.join(bin, 'npx'), body);
  const { text, env } = script(service, push, annotations);
  const PATH = `${bin}:${repository.env['PATH']}`;
  return repository.run('sh', ['-e', '-c', text], { env: { ...env, PATH } });
}

/** What npx is asked to run. */
function asked(repository: Repository, service: CiService, push: Push): string {
  const file = path.join(repository.root, 'asked');
  const { code } = runScript(repository, service, push, `echo "$@" > "${file}"; exit 1`, true);
  expect(code).toBe(1); // what staunch answers is what the job ends with
  return fs.readFileSync(file, 'utf8').trim();
}

it.each([
  ['github', ' --format github'],
  ['gitlab', ''],
] as const)('%s: the range of a push, and all of history where there is no range', (service, format) => {
  const repository = openRepository({ bare: true });
  const head = repository.git('rev-parse', 'HEAD').trim();
  repository.bring('c.txt', 'three\n');
  const [before, after] = [head, repository.git('rev-parse', 'HEAD').trim()];
  const run = '--yes @staunch/cli@1.2.3 git';
  expect(asked(repository, service, { before, head: after })).toBe(
    `${run} --range ${before}..${after}${format}`,
  );
  // a new branch, one that was pushed over, and a service that does not say
  for (const unknown of ['0'.repeat(40), '1'.repeat(40), ''])
    expect(asked(repository, service, { before: unknown, head: after })).toBe(`${run} --all${format}`);
});

it.each(['github', 'gitlab'] as const)('%s: what a bypassed hook let through is found', (service) => {
  const repository = openRepository({ bare: true });
  const cli = (...args: string[]): string => staunch(args, { cwd: repository.top, env: repository.env }).out;
  const annotations = /--format \S*\bgithub\b/.test(cli('git', '--help'));
  // what is printed is what this version can do
  expect(cli('hooks', 'install', '--print', 'github').includes('--format github')).toBe(annotations);
  const at = (): string => repository.git('rev-parse', 'HEAD').trim();
  const run = (push: Push): Ran =>
    runScript(
      repository,
      service,
      push,
      `shift 2; exec '${process.execPath}' '${EXECUTABLE}' "$@"`,
      annotations,
    );
  const clean = at();
  repository.bring('a.txt', LINE);
  const secret = at();
  repository.bring('a.txt', 'taken out again\n');
  const last = at();
  expect(run({ before: secret, head: last })).toMatchObject({ code: 0 });
  const found = run({ before: clean, head: last });
  expect(found.code, found.err).toBe(1);
  expect(found.out).toContain(service === 'github' && annotations ? '::error ' : 'a.txt:1:12');
  expect(found.out + found.err).not.toContain(SECRET.slice(6, 20));
  expect(run({ before: '0'.repeat(40), head: last }).code).toBe(1);
});
