/** What `staunch hooks install --print` prints: valid YAML whose script asks for the right range, as git has it. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ciTemplate, type CiService } from '@staunch/hooks';
import { ROOT } from './kit/command.ts';
import { openRepository, type Repository } from './kit/repository.ts';

const { parse } = createRequire(path.join(ROOT, 'packages/hooks/package.json'))('yaml') as {
  parse: (text: string) => any;
};

interface Push {
  readonly before: string;
  readonly head: string;
}

/** The script of a template, with the environment that its service gives it after a push. */
function script(service: CiService, { before, head }: Push): { text: string; env: Record<string, string> } {
  const template = parse(ciTemplate(service, '1.2.3'));
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

/** What npx is asked to run, in a shell as the services start it. */
function asked(repository: Repository, service: CiService, push: Push): string {
  const bin = path.join(repository.root, 'bin');
  repository.script(path.join(bin, 'npx'), `echo "$@" > "${repository.root}/asked"; exit 1`);
  const { text, env } = script(service, push);
  const PATH = `${bin}:${repository.env['PATH']}`;
  const ran = repository.run('sh', ['-e', '-c', text], { env: { ...env, PATH } });
  expect(ran.code).toBe(1); // what staunch answers is what the job ends with
  return fs.readFileSync(path.join(repository.root, 'asked'), 'utf8').trim();
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
