/** The real program of an agent, fetched from npm once and kept outside of the workspace. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface AgentPackage {
  readonly package: string;
  readonly program: string;
  readonly version: string;
}

export interface RealAgent {
  /** Runs it to its end, in `cwd`, with nothing of the developer's but the PATH. */
  run(
    args: readonly string[],
    cwd: string,
    env: Readonly<Record<string, string>>,
  ): Promise<{ code: number | null; out: string; err: string }>;
}

/** Why it cannot be had here, in words; or the program. */
export function fetchAgent({ package: name, program, version }: AgentPackage): RealAgent | string {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'it is tried on Linux alone';
  const folder = path.join(os.tmpdir(), 'staunch-agents', `${program}-${version}`);
  const binary = path.join(folder, 'node_modules', '.bin', program);
  if (!fs.existsSync(binary)) {
    // aside, so that test files that run at once do not meet half an installation
    const aside = `${folder}.${process.pid}`;
    fs.mkdirSync(aside, { recursive: true });
    fs.writeFileSync(path.join(aside, 'package.json'), '{"private":true}');
    const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${version}`];
    const { status } = spawnSync('npm', args, { cwd: aside, stdio: 'ignore', timeout: 400_000 });
    if (status !== 0) return `npm cannot install ${name}@${version}`;
    try {
      fs.renameSync(aside, folder);
    } catch {
      fs.rmSync(aside, { recursive: true, force: true });
      if (!fs.existsSync(binary)) return `${folder} is in the way`;
    }
  }
  const told = spawnSync(binary, ['--version'], {
    env: { PATH: process.env.PATH, HOME: folder },
    timeout: 60_000,
  });
  if (told.status !== 0) return `${name}@${version} does not start here`;
  return {
    run: (args, cwd, env) =>
      new Promise((resolve) => {
        const child = spawn(binary, args, {
          cwd,
          env: { PATH: process.env.PATH, ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const out: Buffer[] = [];
        const err: Buffer[] = [];
        child.stdout.on('data', (piece: Buffer) => out.push(piece));
        child.stderr.on('data', (piece: Buffer) => err.push(piece));
        const timer = setTimeout(() => child.kill('SIGKILL'), 120_000);
        child.on('close', (code) => {
          clearTimeout(timer);
          resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() });
        });
      }),
  };
}
