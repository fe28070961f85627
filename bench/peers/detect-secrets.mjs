import path from 'node:path';
import { pip, python } from './install.mjs';
import { placeOf, words } from './tool.mjs';

/** @type {import('./tool.mjs').Tool} */
export const detectSecrets = {
  name: 'detect-secrets',
  version: '1.5.0',
  // minutes on one core: once on all of them says enough
  threads: [2],
  install: () => {
    const folder = placeOf('detect-secrets', detectSecrets.version);
    pip(folder, [`detect-secrets==${detectSecrets.version}`]);
    return [python(), path.join(folder, 'bin', 'detect-secrets')];
  },
  startsInside: true,
  scan: ({ threads }) => [...words(`--cores ${threads} scan --all-files --no-verify`), '.'],
  env: () => ({ PYTHONPATH: placeOf('detect-secrets', detectSecrets.version) }),
  codes: [0],
  result: (_report, { stdout }) => ({
    findings: Object.values(JSON.parse(stdout).results).flat().length,
  }),
};
