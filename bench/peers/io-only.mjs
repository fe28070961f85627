import { fileURLToPath } from 'node:url';

/** The floor: nothing is looked at. @type {import('./tool.mjs').Tool} */
export const ioOnly = {
  name: 'IO only',
  version: 'open, read, close',
  kind: 'limit',
  install: () => [process.execPath, fileURLToPath(new URL('../probes/io-only.mjs', import.meta.url))],
  scan: ({ target, threads }) => [target, String(threads)],
  codes: [0],
  result: (_report, { stdout }) => ({ bytes: JSON.parse(stdout).bytes }),
};
