/** What a user gets: the three packages as tarballs, installed by npm without install scripts in an empty directory. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { environment, ROOT, temporaryDirectory, write } from './kit/command.ts';
import { githubToken } from './kit/secrets.ts';

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string>,
): SpawnSyncReturns<string> {
  return spawnSync(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 26 });
}

test('pack, install with npm --ignore-scripts, scan, and be stopped by the hook', () => {
  const directory = temporaryDirectory();
  const home = path.join(directory, 'home');
  fs.mkdirSync(home);
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      /^npm_config_|_proxy$|^NODE_EXTRA_CA_CERTS$|^SSL_CERT/i.test(name),
    ),
  ) as Record<string, string>;
  const npmrc = path.join(process.env['HOME'] ?? '', '.npmrc');
  if (fs.existsSync(npmrc)) fs.copyFileSync(npmrc, path.join(home, '.npmrc'));
  const env = { ...environment(home), ...inherited, GIT_CONFIG_NOSYSTEM: '1' };

  for (const name of ['core', 'hooks', 'cli']) {
    const packed = run(
      'npx',
      ['-y', 'pnpm@10', 'pack', '--pack-destination', directory],
      path.join(ROOT, 'packages', name),
      {
        ...env,
        HOME: process.env['HOME'] ?? '',
      },
    );
    expect(packed.status, packed.stderr + packed.stdout).toBe(0);
  }
  const tarballs = fs.readdirSync(directory).filter((name) => name.endsWith('.tgz'));
  expect(tarballs).toHaveLength(3);

  const app = path.join(directory, 'app');
  write(app, {
    'package.json': '{"private":true}',
    'src/config.ts': `export const token = "${githubToken()}";\n`,
  });
  const paths = tarballs.map((name) => path.join(directory, name));
  const installed = run(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...paths],
    app,
    env,
  );
  expect(installed.status, installed.stderr).toBe(0);

  for (const types of ['core/dist/index.d.ts', 'core/dist/report/index.d.ts', 'hooks/dist/index.d.ts']) {
    expect(fs.existsSync(path.join(app, 'node_modules/@staunch', types)), types).toBe(true);
  }
  const staunch = path.join(app, 'node_modules', '.bin', 'staunch');
  const scanned = run(staunch, ['scan', 'src'], app, env);
  expect(scanned.stdout).toContain('src/config.ts:1:23');
  expect(scanned.status).toBe(1);

  run('git', ['init', '-q'], app, env);
  run('git', ['config', 'user.name', 'T'], app, env);
  run('git', ['config', 'user.email', 't@example.com'], app, env);
  const hooks = run(staunch, ['hooks', 'install'], app, env);
  expect(hooks.status, hooks.stderr).toBe(0);
  run('git', ['add', 'src'], app, env);
  const blocked = run('git', ['commit', '-m', 'x'], app, env);
  expect(blocked.status).toBe(1);
  expect(blocked.stderr).toContain('src/config.ts:1:23');
  expect(blocked.stderr).not.toContain(githubToken().slice(4, 12));
  write(app, { 'src/config.ts': 'export const token = process.env.TOKEN;\n' });
  run('git', ['add', 'src'], app, env);
  const allowed = run('git', ['commit', '-m', 'x'], app, env);
  expect(allowed.status, allowed.stderr).toBe(0);
});
