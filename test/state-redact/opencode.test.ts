/** The real OpenCode goes on with its session after a redaction, and after that is taken back. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { githubToken } from '../kit/secrets.ts';
import { fetchOpencode, opencodeEnvironment, startModel } from '../state/kit/opencode.ts';
import { stateIn } from '../state/kit/report.ts';
import { noSqlite } from '../state/kit/sqlite.ts';
import { dumpOf, holdersOf, plainFiles } from './kit/evidence.ts';

const opencode = fetchOpencode();
const reason = typeof opencode === 'string' ? ` (skipped: ${opencode})` : noSqlite;

describe.skipIf(reason !== '')(`the real OpenCode${reason}`, () => {
  test(
    'session list, export and run -c work on redacted state; undo is exact',
    { timeout: 400_000 },
    async () => {
      if (typeof opencode === 'string') return;
      const folder = stateIn();
      const { home, project } = folder;
      const [exported, inFile] = [githubToken(501), githubToken(502)];
      const git = (...args: string[]): void =>
        void spawnSync('git', args, { cwd: project, env: { PATH: process.env.PATH, HOME: home } });
      git('init', '-q');
      fs.writeFileSync(path.join(project, 'README.md'), 'hello\n');
      git('add', '.');
      git('-c', 'user.name=a', '-c', 'user.email=a@example.invalid', 'commit', '-qm', 'first');
      fs.writeFileSync(path.join(project, '.env'), `API=${inFile}\n`);
      const model = await startModel('env | grep TOKEN', `Look at ${exported}`);
      const env = opencodeEnvironment(home, model.url);
      const state = path.join(home, '.local');
      const where = ['--home', home, '--project', project];
      try {
        const asked = await opencode.run(['run', 'print the environment'], project, {
          ...env,
          TOKEN: exported,
        });
        expect(asked.code).toBe(0);
        expect(Object.keys(holdersOf(state, [exported, inFile])).length).toBeGreaterThan(1);
        const database = path.join(state, 'share/opencode/opencode.db');
        const before = { dump: dumpOf(database), files: plainFiles(state) };

        const redacted = folder.run(['redact', '--yes', ...where]);
        expect(redacted.out).toMatch(/ 0 left outside of what belongs\n$/);
        expect(redacted.code).toBe(0);
        expect(holdersOf(state, [exported, inFile])).toEqual({});
        expect(folder.run(['undo', '--yes', ...where])).toMatchObject({ code: 0 });
        expect(dumpOf(database)).toEqual(before.dump);
        expect(plainFiles(state)).toEqual(before.files);

        expect(folder.run(['redact', '--yes', ...where]).code).toBe(0);
        const list = await opencode.run(['session', 'list', '--format', 'json'], project, env);
        const [session] = JSON.parse(list.out) as { id: string; title: string }[];
        expect(session!.title).toMatch(/^Look at \[REDACTED:/);
        const told = await opencode.run(['export', session!.id], project, env);
        expect(told.code).toBe(0);
        expect(told.out).toContain('REDACTED');
        expect(told.out).not.toContain(exported);
        // the project's own file would be in the next snapshot
        fs.rmSync(path.join(project, '.env'));
        const more = await opencode.run(['run', '-c', 'go on'], project, env);
        expect(more.code).toBe(0);
        expect(holdersOf(state, [exported, inFile])).toEqual({});
      } finally {
        await model.close();
      }
    },
  );
});
