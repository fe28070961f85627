/** What the real docker command line sends as a build's context: to a daemon that only takes it. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { temporaryDirectory } from './command.ts';

export function hasDocker(): boolean {
  return !spawnSync('docker', ['--version'], { stdio: 'ignore' }).error;
}

/** The names of the files in the context of a directory, sorted. */
export async function dockerSends(directory: string): Promise<string[]> {
  const home = temporaryDirectory();
  const tar = path.join(home, 'context.tar');
  const socket = path.join(home, 'd.sock');
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      // the old builder sends all of the context at once
      if (request.url!.includes('/build?')) fs.writeFileSync(tar, Buffer.concat(parts));
      response.setHeader('Api-Version', '1.40');
      response.setHeader('Builder-Version', '1');
      response.end('{"ApiVersion":"1.40","MinAPIVersion":"1.12"}');
    });
  });
  await new Promise<void>((done) => server.listen(socket, done));
  try {
    const env = {
      ...process.env,
      DOCKER_HOST: `unix://${socket}`,
      DOCKER_BUILDKIT: '0',
      DOCKER_CONFIG: home,
    };
    const child = spawn('docker', ['build', '-q', '.'], { cwd: directory, env, stdio: 'ignore' });
    await new Promise((done) => child.on('exit', done));
  } finally {
    server.close();
  }
  const names = spawnSync('tar', ['-tf', tar]).stdout.toString().split('\n');
  return names.filter((name) => name !== '' && !name.endsWith('/')).sort();
}
