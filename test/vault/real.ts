/** Real tools in tests: what is here, and homes of their own. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { onTestFinished, vi } from 'vitest';
import { loadLibrary } from '../../packages/core/src/platform/library.ts';

/** True, and said, when one of the programs is not installed. */
export function missing(...programs: readonly string[]): boolean {
  const gone = programs.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0);
  if (gone.length > 0) process.stderr.write(`skipped: ${gone.join(', ')} not installed\n`);
  return gone.length > 0;
}

/** A home that is short to name, as sockets in it must be; nothing of the developer's own is seen. */
export function realHome(): string {
  const home = fs.mkdtempSync('/tmp/sh-');
  fs.chmodSync(home, 0o700);
  onTestFinished(() => fs.rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
  vi.stubEnv('HOME', home);
  for (const name of [
    'XDG_CONFIG_HOME',
    'XDG_DATA_HOME',
    'XDG_CACHE_HOME',
    'VAULT_TOKEN',
    'VAULT_ADDR',
    'VAULT_NAMESPACE',
  ]) {
    vi.stubEnv(name, undefined);
  }
  return home;
}

/** A new pair of age keys. */
export async function ageKeys(): Promise<{ identity: string; recipient: string }> {
  const age = loadLibrary<{
    generateX25519Identity(): Promise<string>;
    identityToRecipient(identity: string): Promise<string>;
  }>('age-encryption');
  const identity = await age.generateX25519Identity();
  return { identity, recipient: await age.identityToRecipient(identity) };
}
