/** The scene for which all of this exists: the real OpenCode ran `env`, and the value now stands in its state. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { githubToken } from '../kit/secrets.ts';
import { fetchOpencode, opencodeEnvironment, startModel } from './kit/opencode.ts';
import { findingsIn, stateIn, type Report } from './kit/report.ts';
import { forgetReading, pictureOf } from './kit/tree.ts';

const opencode = fetchOpencode();
const reason = typeof opencode === 'string' ? ` (skipped: ${opencode})` : '';

describe.skipIf(reason !== '')(`the real OpenCode${reason}`, () => {
  const folder = stateIn();
  const { home, project } = folder;
  const exported = githubToken(201);
  const inFile = githubToken(202);
  let before: Record<string, string> = {};
  let report: Report;

  beforeAll(async () => {
    if (typeof opencode === 'string') return;
    const git = (...args: string[]): void =>
      void spawnSync('git', args, { cwd: project, env: { PATH: process.env.PATH, HOME: home } });
    git('init', '-q');
    fs.writeFileSync(path.join(project, 'README.md'), 'hello\n');
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.invalid', 'commit', '-qm', 'first');
    fs.writeFileSync(path.join(project, '.env'), `API=${inFile}\n`);
    const model = await startModel('env | grep TOKEN', `Look at ${exported}`);
    try {
      const env = { ...opencodeEnvironment(home, model.url), TOKEN: exported };
      const ran = await opencode.run(['run', 'print the environment'], project, env);
      expect(ran.err + ran.out).toContain('TOKEN');
      expect(ran.code).toBe(0);
    } finally {
      await model.close();
    }
    forgetReading(path.join(home, '.local'));
    before = pictureOf(path.join(home, '.local'));
    report = findingsIn(folder.scan('--agent', 'opencode'));
  }, 400_000);

  test('is looked at without a trace', () => {
    expect(pictureOf(path.join(home, '.local'))).toEqual(before);
  });

  test('the value is found in both of its histories, the title, the log and the snapshot', () => {
    const places = report.placesOf(exported);
    const rows = places.map((place) => /opencode\.db#(\w+)\/\w+\/(.*)$/.exec(place)?.slice(1).join(' '));
    for (const row of [
      'part state.output',
      'part state.metadata.output',
      'event part.state.output',
      'session title',
    ])
      expect(rows).toContain(row);
    expect(report.placesOf(inFile)[0]).toMatch(/opencode\/snapshot\/\w+\/\w+#[0-9a-f]{40}$/);
    const part = report.findingsOf(exported).find(({ path: name }) => name.includes('#part/'))!;
    expect(part).toMatchObject({ agent: 'opencode', jsonPath: expect.stringMatching(/^state\./) });
    expect(part.session).toMatch(/^Look at ghp_\*\*\*/);
    expect(Math.abs(Date.parse(part.time!) - Date.now())).toBeLessThan(600_000);
  });

  test('paths are those that OpenCode itself tells', async () => {
    if (typeof opencode === 'string') return;
    const env = { HOME: home, XDG_DATA_HOME: path.join(home, 'moved'), OPENCODE_DB: 'opencode-beta.db' };
    const { out } = await opencode.run(['db', 'path'], project, env);
    const told = out.trim().split('\n').at(-1)!;
    fs.mkdirSync(path.dirname(told), { recursive: true });
    fs.writeFileSync(told, '');
    const { stores } = JSON.parse(
      folder.run(['list', '--format', 'json', '--agent', 'opencode'], env).out,
    ) as {
      stores: { name: string; path: string }[];
    };
    expect(stores.filter(({ name }) => name === 'database').map(({ path: file }) => file)).toEqual([told]);
  });
});
