/** gnome-keyring on a D-Bus of its own, unlocked with a password, away from the developer's. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { realHome } from './real.ts';

export interface Keyring {
  /** For processes that are started. */
  readonly env: Readonly<Record<string, string>>;
  /** The collection is locked, and nobody can be asked. */
  lock(): void;
  /** Sent to the daemon. */
  signal(signal: NodeJS.Signals): void;
  /** Ends the daemons: the bus is gone then. */
  stop(): void;
}

export async function privateKeyring(): Promise<Keyring> {
  const home = realHome();
  const run = path.join(home, 'run');
  fs.mkdirSync(run, { mode: 0o700 });
  vi.stubEnv('XDG_RUNTIME_DIR', run);
  const socket = `unix:path=${path.join(home, 'bus')}`;
  const config = path.join(home, 'bus.conf');
  // without folders of services: the bus would start another, locked keyring by itself
  fs.writeFileSync(
    config,
    `<busconfig><type>session</type><listen>${socket}</listen><auth>EXTERNAL</auth><policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  );
  const options = [`--config-file=${config}`, '--nofork', '--nopidfile'];
  const bus = spawn('dbus-daemon', options, { stdio: 'ignore', env: { ...process.env } });
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', socket);
  await until(() => fs.existsSync(path.join(home, 'bus')));
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env },
  });
  daemon.stdin.end('a password');
  const stop = (): void => {
    daemon.kill('SIGKILL');
    bus.kill('SIGKILL');
  };
  onTestFinished(stop);
  // it takes a moment to own its name
  await until(() => spawnSync('secret-tool', ['search', 'no', 'such'], { timeout: 5000 }).status === 0);
  const lock = (): void => {
    const target = ['--dest=org.freedesktop.secrets', '/org/freedesktop/secrets'];
    const call = [
      'org.freedesktop.Secret.Service.Lock',
      'array:objpath:/org/freedesktop/secrets/collection/login',
    ];
    execFileSync('dbus-send', ['--session', '--print-reply', ...target, ...call], { stdio: 'ignore' });
  };
  const signal = (name: NodeJS.Signals): void => void daemon.kill(name);
  return { lock, signal, env: { DBUS_SESSION_BUS_ADDRESS: socket, XDG_RUNTIME_DIR: run, HOME: home }, stop };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('a service of the test does not start');
}
