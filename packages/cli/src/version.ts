import { createRequire } from 'node:module';

/** The version of @staunch/cli, read from its package.json. */
export function version(): string {
  const { version: text } = createRequire(import.meta.url)('../package.json') as { version: string };
  return text;
}
