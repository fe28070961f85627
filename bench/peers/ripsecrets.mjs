import path from 'node:path';
import { cargo } from './install.mjs';
import { placeOf } from './tool.mjs';

/** @type {import('./tool.mjs').Tool} */
export const ripsecrets = {
  name: 'ripsecrets',
  version: '0.1.11',
  isPinned: true,
  install: () => {
    const folder = placeOf('ripsecrets', ripsecrets.version);
    cargo(folder, 'ripsecrets', ripsecrets.version);
    return [path.join(folder, 'bin', 'ripsecrets')];
  },
  scan: ({ target }) => [target],
  codes: [0, 1],
  result: (_report, { stdout }) => ({ findings: stdout.split('\n').filter(Boolean).length }),
};
