import fs from 'node:fs';
import path from 'node:path';
import { npm } from './install.mjs';
import { placeOf, words } from './tool.mjs';

/** One thread, and every file's text is kept to the end. @type {import('./tool.mjs').Tool} */
export const secretlint = {
  name: 'secretlint',
  version: '13.0.6',
  threads: [1],
  startsInside: true,
  install: () => {
    const folder = placeOf('secretlint', secretlint.version);
    npm(folder, [
      `secretlint@${secretlint.version}`,
      `@secretlint/secretlint-rule-preset-recommend@${secretlint.version}`,
    ]);
    fs.writeFileSync(
      path.join(folder, 'rules.json'),
      JSON.stringify({ rules: [{ id: '@secretlint/secretlint-rule-preset-recommend' }] }),
    );
    return [process.execPath, path.join(folder, 'node_modules/secretlint/bin/secretlint.js')];
  },
  scan: ({ target }) => [
    ...words('--no-gitignore --secretlintignore /dev/null --format unix --secretlintrc'),
    path.join(placeOf('secretlint', secretlint.version), 'rules.json'),
    ...(fs.statSync(target).isFile() ? ['--no-glob', target] : ['**/*']),
  ],
  codes: [0, 1],
  result: (_report, { stdout }) => ({
    findings: stdout.split('\n').filter((line) => /:\d+:\d+: /.test(line)).length,
  }),
};
